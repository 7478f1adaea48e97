"""Signs for whoever decides: two audits in a row below good on what a task is built on."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.signs import signs_for
from competencies.framework.models import EntrustableTask
from tests.factories.academy import CouncilFactory, PostFactory, StaffFactory, TeamFactory
from tests.factories.assessments import AuditFactory, CriterionFactory, mark
from tests.factories.competencies import CompetencyFactory, EntrustableTaskFactory, EntrustmentFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


class Side:
    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.task: EntrustableTask = EntrustableTaskFactory(framework__council=self.council)
        self.writer = StaffFactory(council=self.council)
        self.criterion = CriterionFactory(
            instrument__council=self.council, code="F1", text="Provision is specific", competencies=["C5.4"]
        )

    def audited(self, grade: int | None, ago: int) -> None:
        audit = AuditFactory(
            council=self.council, instrument=self.criterion.instrument, writer=self.writer,
            audited_on=DAY - datetime.timedelta(days=ago),
        )  # fmt: skip
        mark(audit, {"F1": grade}, findings=False)

    def words(self) -> list[str]:
        return [sign.words for sign in signs_for(person_id=self.writer.pk, task=self.task, on=DAY)]


@pytest.fixture
def side() -> Side:
    return Side()


def test_two_in_a_row_are_a_sign_and_lower_nothing(side: Side) -> None:
    row = EntrustmentFactory(person=side.writer, task=side.task)
    side.audited(2, 60)
    assert side.words() == []
    side.audited(None, 30)
    side.audited(1, 10)
    assert side.words() == [
        "The last two audits were below good on “Provision is specific” (F1): 3 September 2026 and "
        "23 October 2026. Neither was moderated: have them moderated before the level is reviewed."
    ]
    assert Entrustment.objects.get() == row and Entrustment.objects.get().state == "stands"


def test_a_good_one_since_then_ends_the_sign(side: Side) -> None:
    for grade, ago in ((2, 60), (1, 40), (3, 10)):
        side.audited(grade, ago)
    assert side.words() == []


def test_a_criterion_of_something_else_is_no_sign_for_this_task(side: Side) -> None:
    side.audited(2, 60)
    side.audited(2, 30)
    other = CompetencyFactory(domain__framework=side.task.framework, code="C8.1")
    task = EntrustableTaskFactory(framework=side.task.framework, code="ET16", competencies=[other])
    assert signs_for(person_id=side.writer.pk, task=task, on=DAY) == []
    stranger = StaffFactory(council=side.council)
    assert signs_for(person_id=stranger.pk, task=side.task, on=DAY) == []


def test_whoever_decides_reads_the_sign_first(side: Side, client: Client) -> None:
    team = TeamFactory(council=side.council)
    PostFactory(person=side.writer, team=team)
    client.force_login(StaffFactory(team=team, role="R10"))
    EntrustmentFactory(person=side.writer, task=side.task)
    pages = [reverse(name, args=[side.writer.pk, "ET07"]) for name in ("level_decide", "level_lapse")]
    assert not any("Worth a talk first" in client.get(page).content.decode() for page in pages)
    side.audited(2, 60)
    side.audited(2, 30)
    for page in pages:
        words = client.get(page).content.decode()
        assert "Worth a talk first" in words and "This decides nothing" in words
