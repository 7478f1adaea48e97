"""What fits what somebody ticked, and how many fit each tick."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import QueryDict

from home.hub.forms import HubForm
from home.hub.rules.narrowing import Facets, Wanted, counts, fits, hours_of, narrowed

DAY = datetime.date(2026, 12, 3)


@dataclass(frozen=True)
class Thing:
    facets: Facets


def session(**fields: object) -> Facets:
    given = {
        "kinds": frozenset({"session"}),
        "when": frozenset({"late"}),
        "where": frozenset({"online"}),
        "day": DAY,
    }
    return Facets(**{**given, **fields})  # type: ignore[arg-type]


def some(*values: str) -> frozenset[str]:
    return frozenset(values)


def test_what_is_for_nobody_in_particular_is_for_everybody() -> None:
    assert fits(session(), Wanted(audiences=some("senco")))
    assert not fits(session(audiences=some("health")), Wanted(audiences=some("senco")))
    assert fits(session(audiences=some("health", "senco")), Wanted(audiences=some("senco")))


def test_dates_hours_and_places_narrow_sessions_and_nothing_else() -> None:
    note = Facets(kinds=some("note"))
    asked = Wanted(when=some("day"), where=some("room"), since=DAY)
    assert fits(note, asked) and not fits(session(), asked)
    assert fits(session(), Wanted(since=DAY, until=DAY))
    assert not fits(session(), Wanted(since=DAY + datetime.timedelta(days=1)))
    assert not fits(session(), Wanted(until=DAY - datetime.timedelta(days=1)))


def test_schools_are_over_at_half_past_three_and_at_weekends() -> None:
    assert hours_of(datetime.datetime(2026, 12, 3, 15, 29)) == "day"
    assert hours_of(datetime.datetime(2026, 12, 3, 15, 30)) == "late"
    assert hours_of(datetime.datetime(2026, 12, 5, 10, 0)) == "late"


def test_a_group_counts_what_the_other_groups_leave() -> None:
    things = [
        Thing(session(audiences=some("senco"))),
        Thing(session(where=some("room"), audiences=some("health"))),
        Thing(Facets(kinds=some("note"))),
    ]
    found = counts(things, Wanted(where=some("online")), ["senco", "health"])
    assert found["where"] == {"online": 1, "room": 1}
    assert found["audiences"] == {"senco": 2, "health": 1}
    assert len(narrowed(things, Wanted(where=some("online")))) == 2


def form(query: str, **more: object) -> HubForm:
    return HubForm(QueryDict(query), areas=["North"], **more)  # type: ignore[arg-type]


def test_a_partners_audience_is_ticked_until_they_say_otherwise() -> None:
    assert form("", own=["senco"]).wanted.audiences == {"senco"}
    assert form("q=review", own=["senco"]).wanted.audiences == {"senco"}
    assert form("chosen=1", own=["senco"]).wanted.audiences == set()
    assert form("for=health", own=["senco"]).wanted.audiences == {"health"}


def test_an_old_link_opens_and_a_bad_date_is_said() -> None:
    assert form("for=gone&area=Atlantis&kind=note").wanted == Wanted(kinds=some("note"))
    assert form("from=3/12/2026&to=4 December 2026").wanted.until == datetime.date(2026, 12, 4)
    bad = form("from=soon&kind=note")
    assert bad.errors == {"from": ["From: write the date like 24/11/2026"]}
    assert bad.wanted.kinds == {"note"} and bad["from"].value() == "soon"


def test_an_address_shows_the_same_to_everybody() -> None:
    asked = form("q=annual review&where=online&from=3/12/2026", own=["senco"])
    again = form(asked.address())
    assert again.wanted == asked.wanted and again.query == "annual review"
    assert "chosen=1" in form("q=x").address() and "order=closest" in form("q=x").address(order="closest")
