"""Goals: from wishes, gaps and findings; agreed by both; nothing twice."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from competencies.plans.actions import (
    add_goal,
    agree_goal,
    carry_on_goal,
    change_goal,
    end_goal,
    note_progress,
    propose_goal,
)
from competencies.plans.models import Goal, GoalNote
from competencies.plans.queries.goals import Source, gap_source, gaps_of
from tests.competencies.plans.conftest import AT, TODAY, Side, signed_in, text_of
from tests.factories.competencies import EntrustableTaskFactory, RoleExpectationFactory
from tests.factories.plans import GoalFactory, GoalNoteFactory

pytestmark = pytest.mark.django_db
WHAT = "Write Section F so that nothing in it is vague"
DUE = datetime.date(2027, 1, 11)
WISH = Source(Goal.Source.WISH, "A wish", "", "wish:1")


def wish(side: Side, by: User | None = None, **more: Any) -> Goal:
    said = {"source": WISH, "what": WHAT, "help_words": "", "due_on": DUE, "at": AT, **more}
    return propose_goal(person=side.writer, by=by or side.writer, **said)


def test_a_goal_counts_once_both_have_agreed(side: Side) -> None:
    goal = wish(side)
    assert goal.state == "proposed" and goal.person_agreed_at == AT and goal.manager_agreed_at is None
    assert agree_goal(goal=goal, by=side.writer, at=AT).state == "proposed"
    goal = agree_goal(goal=goal, by=side.manager, at=AT)
    assert goal.state == "agreed" and goal.manager == side.manager
    assert agree_goal(goal=goal, by=side.manager, at=AT).manager_agreed_at == AT
    said = list(Entry.objects.filter(about=side.writer, noun="goal").values_list("verb", "words"))
    assert [verb for verb, _ in said] == ["agree", "propose"]
    assert not any(WHAT in words for _, words in said), "the history is read by more people"


def test_a_manager_proposes_and_the_person_agrees(side: Side) -> None:
    goal = wish(side, by=side.manager)
    assert goal.manager == side.manager and goal.person_agreed_at is None
    assert agree_goal(goal=goal, by=side.writer, at=AT).state == "agreed"


def test_the_same_source_is_one_goal(side: Side) -> None:
    first = wish(side)
    assert wish(side) == first
    assert wish(side, by=side.manager, what="Other words for the same thing") == first
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFactory(person=side.writer, source_key="wish:1")


@pytest.mark.parametrize("who", ["colleague", "practice"])
def test_nobody_else_proposes_or_agrees(side: Side, who: str) -> None:
    other = getattr(side, who)
    with pytest.raises(Refused) as no:
        wish(side, by=other)
    assert no.value.code == "who"
    with pytest.raises(Refused):
        agree_goal(goal=wish(side), by=other, at=AT)


def test_a_finding_above_proposes_a_goal_once(side: Side) -> None:
    source = Source(Goal.Source.FINDING, "Audit of plan P-20417, F3", "/loop/findings/4/", "finding:4")
    said: dict[str, Any] = {"person": side.writer, "source": source, "what": WHAT, "help_words": "",
                            "due_on": DUE, "at": AT}  # fmt: skip
    goal = add_goal(by=side.practice, **said)
    assert goal.source_path == "/loop/findings/4/" and goal.manager is None and goal.state == "proposed"
    assert add_goal(by=side.manager, **said) == goal
    agree_goal(goal=goal, by=side.manager, at=AT)
    assert agree_goal(goal=goal, by=side.writer, at=AT).state == "agreed"


def test_a_change_takes_the_others_yes_back(side: Side) -> None:
    goal = wish(side)
    goal = change_goal(
        goal=goal, what=WHAT + " on two plans", help_words="", due_on=DUE, by=side.manager, at=AT
    )
    assert goal.person_agreed_at is None and goal.manager == side.manager
    goal = agree_goal(goal=goal, by=side.writer, at=AT)
    assert goal.state == "agreed"
    with pytest.raises(Refused) as no:
        change_goal(goal=goal, what="Something else then", help_words="", due_on=DUE, by=side.writer, at=AT)
    assert no.value.code == "state"


def test_saving_the_same_words_changes_nothing(side: Side) -> None:
    goal = wish(side)
    same = change_goal(goal=goal, what=WHAT, help_words="", due_on=DUE, by=side.manager, at=AT)
    assert same.person_agreed_at == AT and same.manager is None


def test_reached_is_said_with_how_it_shows(side: Side) -> None:
    goal = GoalFactory(person=side.writer, agreed=side.manager, proposed_at=AT)
    with pytest.raises(Refused) as no:
        end_goal(goal=goal, verb="reach", words="", by=side.writer, at=AT)
    assert no.value.code == "words"
    done = end_goal(goal=goal, verb="reach", words="Two plans in a row were good", by=side.writer, at=AT)
    assert (done.state, done.ended_by) == ("reached", side.writer)
    again = end_goal(goal=goal, verb="reach", words="Two plans in a row were good", by=side.writer, at=AT)
    assert again.ended_at == done.ended_at
    assert Entry.objects.filter(noun="goal", verb="reach").count() == 1


def test_a_proposed_goal_is_not_reached_but_may_be_let_go(side: Side) -> None:
    goal = wish(side)
    with pytest.raises(Refused):
        end_goal(goal=goal, verb="reach", words="It went well after all", by=side.writer, at=AT)
    assert end_goal(
        goal=goal, verb="let_go", words="Other things come first", by=side.manager, at=AT
    ).state == ("let_go")


def test_carried_on_is_a_new_goal_to_agree_on(side: Side) -> None:
    goal = GoalFactory(person=side.writer, agreed=side.manager, proposed_at=AT)
    later = datetime.date(2027, 4, 5)
    said: dict[str, Any] = {
        "due_on": later,
        "words": "There was no time in autumn",
        "by": side.manager,
        "at": AT,
    }
    new = carry_on_goal(goal=goal, **said)
    goal.refresh_from_db()
    assert goal.state == "carried_on" and new.carries_on == goal and new.due_on == later
    assert new.what == goal.what and new.state == "proposed" and new.person_agreed_at is None
    assert carry_on_goal(goal=goal, **said) == new


def test_a_goal_that_cannot_go_on_with_a_wrong_day_stays_as_it_is(side: Side) -> None:
    goal = GoalFactory(person=side.writer, agreed=side.manager, proposed_at=AT)
    with pytest.raises(Refused) as no:
        carry_on_goal(goal=goal, due_on=TODAY, words="There was no time in autumn", by=side.writer, at=AT)
    assert no.value.code == "due_on"
    goal.refresh_from_db()
    assert goal.state == "agreed"


@pytest.mark.parametrize("due", [TODAY, datetime.date(2028, 11, 3)])
def test_a_day_in_the_past_or_far_away_is_refused(side: Side, due: datetime.date) -> None:
    with pytest.raises(Refused) as no:
        wish(side, due_on=due)
    assert no.value.code == "due_on"


def test_notes_on_how_it_goes_are_kept_once(side: Side) -> None:
    goal, key = wish(side), uuid.uuid4()
    for by in (side.manager, side.manager):
        note_progress(goal=goal, key=key, words="We read two drafts together", by=by, at=AT)
    note_progress(goal=goal, key=uuid.uuid4(), words="It helped to see an example", by=side.writer, at=AT)
    assert list(GoalNote.objects.values_list("by", flat=True)) == [side.manager.pk, side.writer.pk]
    with pytest.raises(Refused):
        note_progress(goal=goal, key=uuid.uuid4(), words="I am only curious", by=side.colleague, at=AT)


@pytest.mark.parametrize("field", ["what", "help_words"])
def test_a_childs_data_is_refused_and_not_repeated(side: Side, field: str) -> None:
    with pytest.raises(Refused) as no:
        wish(side, **{field: "Do better with Oliver Hargreaves, born 03/04/2015"})
    assert no.value.code == field
    assert "Oliver" not in no.value.words and "2015" not in no.value.words
    assert not Goal.objects.exists()


def test_a_gap_says_what_is_missing_and_is_offered_once(side: Side) -> None:
    task = EntrustableTaskFactory(framework__council=side.council)
    RoleExpectationFactory(task=task, role="R02", weeks=4, level=2)
    gap = gaps_of(person=side.writer, on=TODAY)[0]
    assert gap.key == "ET07-1" and gap.missing and gap.below
    source = gap_source(person=side.writer, gap=gap)
    goal = wish(side, source=source, what=gap.what)
    assert gaps_of(person=side.writer, on=TODAY) == []
    assert gap_source(person=side.writer, gap=gap) == source, "while it is open it is the same goal"
    end_goal(goal=goal, verb="let_go", words="Other things come first", by=side.writer, at=AT)
    assert [one.key for one in gaps_of(person=side.writer, on=TODAY)] == ["ET07-1"]
    assert gap_source(person=side.writer, gap=gap).key != source.key


def test_writing_a_goal_on_the_page(side: Side) -> None:
    EntrustableTaskFactory(framework__council=side.council)
    mine = signed_in(side.writer)
    assert "Steps that could become a goal" in text_of(mine, "/me/plan/")
    page = text_of(mine, "/me/plan/goals/new/?gap=ET07-1")
    assert "What is missing" in page and "Be ready for level 1" in page
    due = timezone.localdate() + datetime.timedelta(weeks=6)
    said = {"key": str(uuid.uuid4()), "what": "Watch two drafts being written", "help_words": "",
            "due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}  # fmt: skip
    for _ in range(2):
        assert mine.post("/me/plan/goals/new/?gap=ET07-1", said).status_code == 302
    goal = Goal.objects.get()
    assert goal.source == "gap" and goal.source_label.startswith("ET07")
    for reader in (side.writer, side.manager):
        assert signed_in(reader).get(goal.source_path).status_code == 200
    led = signed_in(side.manager)
    assert "Watch two drafts" in text_of(led, f"/people/{side.writer.pk}/plan/")
    assert led.post(f"/goals/{goal.pk}/agree/").status_code == 302
    goal.refresh_from_db()
    assert goal.state == "agreed"
    assert "Agreed by both" in text_of(mine, f"/goals/{goal.pk}/")


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(side: Side) -> None:
    mine = signed_in(side.writer)
    said = {"key": str(uuid.uuid4()), "what": "Ring Oliver Hargreaves", "help_words": "Ten minutes",
            "due_on_day": "31", "due_on_month": "2", "due_on_year": "2027"}  # fmt: skip
    page = text_of(mine, "/me/plan/goals/new/", said)
    assert "By when: this is not a day" in page and "Ring Oliver" in page
    said |= {"due_on_day": "1"}
    page = text_of(mine, "/me/plan/goals/new/", said)
    assert "looks as if it is about a real person" in page and 'href="#id_what"' in page
    assert "Ten minutes" in page and not Goal.objects.exists()


def test_others_find_no_goal(side: Side) -> None:
    goal = GoalFactory(person=side.writer)
    for who in (side.colleague, side.practice, Side().manager):
        client = signed_in(who)
        for path in (f"/goals/{goal.pk}/", f"/goals/{goal.pk}/end/", f"/people/{side.writer.pk}/plan/"):
            assert client.get(path).status_code == 404, path
        assert client.post(f"/goals/{goal.pk}/agree/").status_code == 404
    goal.refresh_from_db()
    assert goal.state == "proposed"


def test_ending_and_carrying_on_over_the_page(side: Side) -> None:
    mine = signed_in(side.writer)
    goal = GoalFactory(person=side.writer, agreed=side.manager)
    page = text_of(mine, f"/goals/{goal.pk}/end/", {"how": "reach", "words": ""})
    assert "Why: say it in your own words" in page
    due = timezone.localdate() + datetime.timedelta(weeks=6)
    said = {"words": "There was no time in autumn", "due_on_day": due.day, "due_on_month": due.month,
            "due_on_year": due.year}  # fmt: skip
    answer = mine.post(f"/goals/{goal.pk}/carry-on/", said)
    new = Goal.objects.get(carries_on=goal)
    assert answer["Location"] == f"/goals/{new.pk}/"
    assert "Carried on from" in text_of(mine, f"/goals/{new.pk}/")


def test_a_long_plan_costs_what_a_short_one_costs(side: Side) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client, "/me/plan/")
        return len(queries)

    client = signed_in(side.writer)
    GoalFactory(person=side.writer, agreed=side.manager)
    text_of(client, "/me/plan/")
    few = cost()
    for _ in range(12):
        GoalFactory(person=side.writer, agreed=side.manager)
    assert cost() == few
    goal = Goal.objects.first()
    page = f"/goals/{goal.pk if goal else 0}/"
    GoalNoteFactory(goal=goal)
    with CaptureQueriesContext(connection) as one:
        text_of(client, page)
    for _ in range(9):
        GoalNoteFactory(goal=goal)
    with CaptureQueriesContext(connection) as many:
        text_of(client, page)
    assert len(many) == len(one)
