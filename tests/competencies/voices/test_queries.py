"""What shows, to whom and when."""

from __future__ import annotations

import pytest
from django.utils import timezone

from competencies.voices.actions import close_round
from competencies.voices.queries import choices_for, round_seen, rounds_led, rounds_of, summary_of
from tests.factories.academy import StaffFactory
from tests.factories.voices import FeedbackRoundFactory, VoiceFactory, lay_competencies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("voices", "words"), [(0, "Not enough yet"), (2, "Not enough yet"), (3, "Enough people have answered")]
)
def test_an_open_round_says_only_whether_it_is_enough(voices: int, words: str) -> None:
    asked = FeedbackRoundFactory(voices=voices)
    (row,) = rounds_of(actor=asked.person, person_id=asked.person_id)
    assert (row.words, row.voices) == (words, 0)
    assert summary_of(actor=asked.person, asked=asked) is None


def test_a_closed_round_shows_counts_with_their_n_and_comments_apart() -> None:
    asked = FeedbackRoundFactory(competencies=["C3.1", "C8.1"])
    lay_competencies(asked.person)
    VoiceFactory(round=asked, first=4, second=4, fifth=None, comment="One")
    VoiceFactory(round=asked, first=3, second=None, fifth=None, comment="")
    VoiceFactory(round=asked, first=1, second=4, fifth=4, comment="Two")
    closed = close_round(feedback_round=asked, by=asked.person, at=timezone.now())
    found = summary_of(actor=asked.person, asked=closed)
    assert found is not None
    assert (found.n, sorted(found.comments)) == (3, ["One", "Two"])
    assert (found.lines[0].counts, found.lines[0].n) == ((1, 1, 0, 1), 3)
    assert (found.lines[1].counts, found.lines[1].n) == (None, 2)
    assert (found.shown, found.not_shown) == (("C3.1",), ("C8.1",))


def test_a_round_with_too_few_voices_shows_nothing_whatever_its_state_says() -> None:
    asked = FeedbackRoundFactory(state="closed", voices=2)
    assert summary_of(actor=asked.person, asked=asked) is None


def test_peers_see_no_round_and_the_manager_sees_those_of_the_team() -> None:
    manager = StaffFactory(role="R10")
    team = manager.posts.get().team
    asked = FeedbackRoundFactory(person=StaffFactory(team=team), state="closed", voices=3)
    peer = StaffFactory(team=team)
    quality = StaffFactory(role="R13", council=manager.council)
    for actor in (peer, quality):
        assert round_seen(actor=actor, pk=asked.pk) is None
        assert rounds_of(actor=actor, person_id=asked.person_id) == []
    assert [row.round for row in rounds_led(actor=manager)] == [asked]
    assert round_seen(actor=manager, pk=asked.pk) is not None


def test_a_list_costs_the_same_for_one_and_for_many(django_assert_num_queries: object) -> None:
    manager = StaffFactory(role="R10")
    team = manager.posts.get().team

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        manager.__dict__.pop("_standing", None)
        with CaptureQueriesContext(
            connection,
        ) as spent:
            rows = rounds_led(actor=manager)
            assert [str(row.round.person) + row.words for row in rows]
        return len(spent)

    FeedbackRoundFactory(person=StaffFactory(team=team), voices=3)
    one = cost()
    for _ in range(6):
        FeedbackRoundFactory(person=StaffFactory(team=team), voices=2)
    assert cost() == one


def test_only_what_the_framework_lets_feedback_show_can_be_asked() -> None:
    person = StaffFactory()
    framework = lay_competencies(person)
    assert [code for code, _ in choices_for(council_id=person.council_id, audience="families")] == [
        "C3.1", "C3.2", "C3.3", "C8.1",
    ]  # fmt: skip
    assert [code for code, _ in choices_for(council_id=person.council_id, audience="partners")] == [
        "C8.1", "C9.1", "C10.5",
    ]  # fmt: skip
    last = framework.domains.get(code="D8").competencies.get()
    last.evidence_kinds = ["OBS"]
    last.save()
    assert "C8.1" not in dict(choices_for(council_id=person.council_id, audience="partners"))
