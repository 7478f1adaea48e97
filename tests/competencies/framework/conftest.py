"""The shipped framework in a council with two who keep it, and a draft of its next version."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from academy.people.models import Council, User
from competencies.framework.actions import (
    load_framework,
    publish_version,
    save_about,
    send_version,
    start_draft,
)
from competencies.framework.models import Competency, EntrustableTask, Framework
from tests.factories.academy import CouncilFactory, StaffFactory

AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
WHY = "Dates and notices are one thing in practice, so they are one competency."
FIXTURE = Path(settings.BASE_DIR) / "competencies/fixtures/framework.json"


@dataclass
class Keepers:
    """A council with its framework; `one` writes and sends, `two` returns or publishes."""

    council: Council
    first: Framework
    one: User
    two: User
    staff: User

    def draft(self) -> Framework:
        return start_draft(council=self.council, by=self.one, at=AT)

    def competency(self, framework: Framework, code: str) -> Competency:
        return Competency.objects.get(domain__framework=framework, code=code)

    def task(self, framework: Framework, code: str) -> EntrustableTask:
        return EntrustableTask.objects.get(framework=framework, code=code)

    def send(self, draft: Framework) -> Framework:
        save_about(framework=draft, name=draft.name, what_changed=WHY, by=self.one, at=AT)
        return send_version(framework=draft, by=self.one, at=AT)

    def publish(self, draft: Framework) -> Framework:
        return publish_version(framework=self.send(draft), by=self.two, at=AT)


@pytest.fixture
def keepers(db: None) -> Keepers:
    council = CouncilFactory(name="Alderwick Council")
    data = json.loads(FIXTURE.read_text(encoding="utf-8"))
    first = load_framework(council=council, data=data, by=None, at=AT)
    one, two = (StaffFactory(council=council, role=role) for role in ("R15", "R14"))
    return Keepers(council, first, one, two, StaffFactory(council=council))
