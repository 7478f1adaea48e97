"""Who gets which drawing: nobody the same as a colleague."""

from __future__ import annotations

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.seeds import own_seed

STAFF = range(1, 301)


def test_nobody_in_a_county_has_the_seed_of_a_colleague_in_twenty_drawings() -> None:
    seeds = {own_seed(person_id=person, times=times) for person in STAFF for times in range(20)}
    assert len(seeds) == len(STAFF) * 20


def test_three_hundred_colleagues_are_asked_for_three_hundred_different_answers() -> None:
    kind = kind_of("X1")
    data = next(item for item in shipped_items() if item["code"] == "X1-6")
    shown = [kind.draw(data["content"], own_seed(person_id=person, times=0)) for person in STAFF]
    assert len({repr(sorted(kind.model(one).items())) for one in shown}) == len(STAFF)
