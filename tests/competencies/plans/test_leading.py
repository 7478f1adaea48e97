"""Since when somebody has led a person: pure, over posts."""

from __future__ import annotations

import datetime

from competencies.plans.rules.leading import PostFacts, leads_since, stretch_start

ON = datetime.date(2026, 11, 2)
OLD, MID, NEW = datetime.date(2020, 1, 6), datetime.date(2024, 3, 4), datetime.date(2026, 9, 1)
DAY = datetime.timedelta(days=1)


def post(
    start: datetime.date,
    end: datetime.date | None = None,
    *,
    team: int = 1,
    manager: int | None = None,
    leads: bool = False,
) -> PostFacts:
    return PostFacts(team, manager, leads, start, end)


def since(leader: list[PostFacts], person: list[PostFacts]) -> datetime.date | None:
    return leads_since(leader_id=7, leader=leader, person=person, on=ON)


def test_a_new_manager_begins_with_their_post() -> None:
    assert since([post(NEW, leads=True)], [post(OLD)]) == NEW


def test_somebody_who_joins_the_team_begins_with_theirs() -> None:
    assert since([post(OLD, leads=True)], [post(OLD, NEW - DAY, team=2), post(NEW)]) == NEW


def test_an_earlier_time_as_a_colleague_does_not_count() -> None:
    assert since([post(OLD, NEW - DAY), post(NEW, leads=True)], [post(OLD)]) == NEW


def test_a_promotion_in_the_team_takes_nothing_away() -> None:
    assert since([post(MID, NEW - DAY, leads=True), post(NEW, leads=True)], [post(OLD)]) == MID


def test_whoever_comes_back_begins_again() -> None:
    gap = NEW - 30 * DAY
    assert since([post(OLD, gap, leads=True), post(NEW, leads=True)], [post(OLD)]) == NEW


def test_a_line_manager_in_another_team_begins_with_the_post_that_names_them() -> None:
    person = [post(OLD, NEW - DAY, manager=3), post(NEW, manager=7)]
    assert since([post(OLD, team=9)], person) == NEW


def test_a_line_manager_begins_no_earlier_than_their_own_post() -> None:
    assert since([post(NEW, team=9)], [post(OLD, manager=7)]) == NEW


def test_of_two_ways_of_leading_the_longer_one_counts() -> None:
    assert since([post(MID, leads=True)], [post(OLD, NEW - DAY), post(NEW, manager=7)]) == MID


def test_nobody_leads_somebody_in_another_team_or_after_their_post() -> None:
    assert since([post(OLD, leads=True)], [post(OLD, team=2)]) is None
    assert since([post(OLD, NEW, leads=True)], [post(OLD)]) is None
    assert since([post(OLD)], [post(OLD)]) is None


def test_a_stretch_goes_back_over_posts_that_touch() -> None:
    assert stretch_start([post(OLD, MID), post(MID + DAY, NEW), post(NEW + DAY)], ON) == OLD
    assert stretch_start([post(OLD, MID), post(MID + 2 * DAY)], ON) == MID + 2 * DAY
    assert stretch_start([post(OLD, MID)], ON) is None
