"""A cohort is made, a starter gets a buddy, the third is refused, a week away moves the gate, and a move."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
NAME = "COH-J"
MONTHS = {name: n for n, name in enumerate(
    ("January February March April May June July August September October November December").split(), 1
)}  # fmt: skip


def test_from_a_new_cohort_to_a_move(visit: Visit) -> None:
    pdl = visit("pdl")
    home = make_cohort(pdl)
    full = a_buddy_who_is_full(pdl)
    add(pdl, home, buddy=full)
    pdl.sees("There is a problem").sees(re.compile("has 2 starters already"))
    add(pdl, home, buddy="").sees("They are in the cohort.")
    starter_lives_through_a_week_away(visit)
    move_on(visit, home)


def make_cohort(pdl: Visitor) -> str:
    """A small cohort from next Monday week; a Sunday is refused at its field."""
    pdl.go("/assess/").follow("Cohorts").follow("Make a cohort")
    sunday = datetime.date.today() + datetime.timedelta(days=20 - datetime.date.today().weekday())
    pdl.fill("Name", NAME)
    put_day(pdl, 0, sunday)
    pdl.choose(re.compile("3 to 8 people")).press("Make it").sees(re.compile("That day is a Sunday"))
    day = next_working_day(sunday)
    put_day(pdl, 0, day)
    pdl.press("Make it").sees("The cohort is planned. Add its starters next.").sees(NAME)
    return pdl.page.url.removeprefix(pdl.base)


def next_working_day(day: datetime.date) -> datetime.date:
    """The Tuesday after, which is no bank holiday at any time of the year but Christmas."""
    found = day + datetime.timedelta(days=2)
    return found + datetime.timedelta(days=8) if (found.month, found.day) in ((12, 25), (1, 1)) else found


def put_day(visitor: Visitor, number: int, day: datetime.date) -> None:
    """Fills the boxes of one date of the form."""
    group: Locator = visitor.page.locator(".govuk-date-input").nth(number)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def a_buddy_who_is_full(pdl: Visitor) -> str:
    """Somebody of the list with two starters."""
    pdl.follow("Add a starter")
    options = pdl.page.get_by_label("Buddy").locator("option").all_inner_texts()
    return next(words for words in options if "2 of 2 starters" in words)


def add(pdl: Visitor, home: str, *, buddy: str) -> Visitor:
    """Adds somebody of business support by number, who is in no cohort yet."""
    pdl.go(f"{home}add/").fill("Or somebody else, by staff number", "AW-0104")
    if buddy:
        pdl.pick("Buddy", buddy)
    return pdl.press("Add them")


def starter_lives_through_a_week_away(visit: Visit) -> None:
    """The demo's starter sees their week, says that they were away, and everything moves. The manager sees
    that it did, and not why."""
    manager = visit("manager").go("/cohorts/").follow("COH-9")
    running = manager.page.url.removeprefix(manager.base)
    before = next_gate(manager, running)
    starter = visit("starter")
    starter.go("/me/").sees(re.compile("^Your week [45]")).sees(re.compile("left this week"))
    starter.go("/learn/").sees(re.compile("^Opens "))
    starter.go("/me/").follow("I was away: plan again").sees(re.compile("nobody asks why"))
    today = datetime.date.today()
    monday = today - datetime.timedelta(days=today.weekday() + 7)
    put_day(starter, 0, monday)
    put_day(starter, 1, monday + datetime.timedelta(days=4))
    starter.press("Plan again").sees("Planned again. The new dates count from now.")
    gate, day = next_gate(manager, running)
    assert gate < before[0] or day > before[1], f"{before} did not move, nor one before it"
    manager.page.locator("table a").first.click()
    manager.arrive().sees_not(re.compile("working days? away")).sees(re.compile("see why"))
    starter.go("/me/away/").press("These were wrong: take them back").sees(re.compile("Taken back"))
    assert next_gate(manager, running) == before
    starter.go("/me/buddies/").sees(re.compile("^Log$"))


def next_gate(manager: Visitor, running: str) -> tuple[int, datetime.date]:
    """The next gate of the manager's starter and its day, as the page of the cohort says it."""
    found = re.search(r"Gate (\d): (\d+) (\w+)", manager.go(running).text())
    assert found is not None
    today = datetime.date.today()
    day = datetime.date(today.year, MONTHS[found[3]], int(found[2]))
    long_ago = today - datetime.timedelta(days=120)
    return int(found[1]), day if day > long_ago else day.replace(year=day.year + 1)


def move_on(visit: Visit, home: str) -> None:
    """The one who was added moves to the running small cohort, and their page says so."""
    pdl = visit("pdl").go(home)
    pdl.page.locator("table a").first.click()
    pdl.arrive().follow("Move to another cohort").pick("Cohort", "COH-9S").press("Move")
    pdl.sees("They are in the other cohort now.").sees("Nobody is in it now.")
    for stranger in ("senior", "head", "partner"):
        visit(stranger).go(home, status=404)
