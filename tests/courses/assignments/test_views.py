"""The pages of the loop: who sees what, what they say, how much they ask of the database."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.assessments import AuditFactory
from tests.factories.courses import AssignmentFactory, LoopRuleFactory
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def sign_in(world: World, who: str) -> Client:
    client = Client()
    actor = world.actor(who)
    assert actor is not None
    client.force_login(actor)
    return client


def test_smoke(world: World) -> None:
    audit = AuditFactory(writer=world.home.people["coordinator"], grades={"F3": 2, "A1": 4, "E2": 1})
    row = AssignmentFactory(finding=audit.findings.get(criterion__code="F3"))
    row.finding.state = "assigned"
    row.finding.save()
    pdl = sign_in(world, "pdl")
    own = sign_in(world, "coordinator")
    for client, url in [
        (pdl, reverse("loop")),
        (pdl, reverse("loop_findings")),
        (pdl, reverse("finding", args=[row.finding_id])),
        (pdl, reverse("loop_rules")),
        (pdl, reverse("loop_queue")),
        (pdl, reverse("assignment_waive", args=[row.pk])),
        (own, reverse("feedback", args=[row.finding.audit_id])),
        (own, reverse("assignment_not_mine", args=[row.pk])),
        (own, reverse("finding", args=[row.finding_id])),
    ]:
        response = client.get(url)
        assert response.status_code == 200, url
        text = response.content.decode()
        open(f"/tmp/r_{url.strip('/').replace('/', '_')}.html", "w").write(text)
