"""One starter from the invitation to graduation through all three gates, by the test's own clock."""

from __future__ import annotations

import datetime
import json
import re
import socket
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser

from courses.cohorts.models import Member
from courses.cohorts.queries import calendars_of
from tests.journeys.academy import BUILD
from tests.journeys.checks import Looked
from tests.journeys.six_weeks import FIRST_DAY, Clock, Life
from tests.journeys.visitor import PASSWORD, Visitor

DAY = datetime.timedelta(days=1)
STARTERS_TASKS_AT = 3
GEESE = "seven grey geese sing"


@pytest.fixture
def life(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, live_server: Any
) -> Iterator[Life]:
    """The council a week before the cohort begins."""
    settings.BASE_URL = live_server.url
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600
    clock = Clock(timezone.make_aware(datetime.datetime.combine(FIRST_DAY - 7 * DAY, datetime.time(9))))
    with monkeypatch.context() as patch:
        clock.keep(patch)
        yield Life.begin(clock)


@pytest.fixture
def enter(life: Life, live_server: Any, browser: Browser, looked: Looked) -> Iterator[Callable[..., Visitor]]:
    """`enter()` is a stranger, `enter("manager")` has signed in."""
    contexts = []

    def start(name: str | None = None, password: str = PASSWORD) -> Visitor:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        context.set_default_timeout(30_000)
        contexts.append(context)
        album = BUILD / "screenshots" / "six-weeks" / (name or "stranger")
        visitor = Visitor(context.new_page(), live_server.url, album, looked, packed=False)
        return visitor.sign_in(life.person(name).email, password) if name else visitor

    yield start
    for context in contexts:
        context.close()


def pick_day(visitor: Visitor, name: str, day: datetime.date) -> None:
    """A day in three boxes."""
    for part in ("day", "month", "year"):
        visitor.page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def test_from_the_invitation_to_a_badge_that_verifies_offline(
    life: Life, enter: Callable[..., Visitor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, newcomer = life.clock, life.world.people["newcomer"]

    # A week before: the cohort is made, the starter and a buddy with a licence are in it.
    lead = enter("pdl")
    lead.go("/cohorts/").follow("Make a cohort").fill("Name", "COH-J")
    pick_day(lead, "starts_on", FIRST_DAY)
    lead.choose(re.compile("3 to 8 people")).press(re.compile("^Make"))
    lead.follow("Add a starter").fill(re.compile("by staff number"), newcomer.ref)
    buddy = life.world.people["senior"]
    lead.page.locator("[name=buddy]").select_option(str(buddy.pk))
    lead.press(re.compile("^Add")).sees(newcomer.get_full_name()).sees(buddy.get_full_name())
    member = Member.objects.get(person=newcomer)

    # The first day: invited by letter, chooses a password, and sees the week and the buddy.
    clock.to(FIRST_DAY, 8, 30)
    admin = enter("admin")
    admin.go(f"/people/{newcomer.pk}/").press("Send the link")
    clock.later(1)
    starter = enter()
    starter.go(life.link_sent_to(newcomer, mail.outbox))
    for box in ("password1", "password2"):
        starter.page.locator(f"[name={box}]").fill(GEESE)
    starter.press("Save new password").sees_not("There is a problem")
    life.person("newcomer")
    starter.sign_in(newcomer.email, GEESE)
    starter.go("/me/").sees(re.compile("week 1")).sees(buddy.get_full_name()).sees(re.compile("Gate 1"))

    # Weeks 1 and 2: a paper that is not yet met and sat again, a task that comes back and is done again.
    life.finish_modules(1)
    clock.to(FIRST_DAY + 3 * DAY)
    assert life.sit("AT1", right=False).passed is False
    starter.go("/me/gates/").sees(re.compile("Not yet"))
    clock.to(FIRST_DAY + 7 * DAY)
    assert life.sit("AT1").passed is True
    assert life.mark(life.hand_in("AT1-LOG"), 3).state == "passed"
    life.finish_modules(2)
    assert life.mark(life.hand_in("AT2"), 0).state == "returned"
    clock.to(FIRST_DAY + 10 * DAY)
    assert life.mark(life.hand_in("AT2"), 3).state == "passed"
    manager = enter("manager")
    manager.go(f"/gates/{member.pk}/1/").sees("What is missing").sees(re.compile("Timeline set"))
    assert life.sit("AT3").passed is True
    open_gate(manager, member.pk, 1)
    starter.go("/me/gates/").sees(re.compile("Opened"))

    # Week 3: a week of absence. The gates move, the manager reads that and not why.
    before = calendars_of([member])[member.pk].gates
    clock.to(FIRST_DAY + 21 * DAY)
    starter.go("/me/").follow(re.compile("I was away"))
    pick_day(starter, "starts_on", FIRST_DAY + 14 * DAY)
    pick_day(starter, "ends_on", FIRST_DAY + 18 * DAY)
    starter.press(re.compile("^(Plan|Save|Tell)"))
    clock.later(1)
    after = calendars_of([member])[member.pk].gates
    assert after[1] == before[1]
    assert after[2] == before[2] + 7 * DAY and after[3] == before[3] + 7 * DAY
    told = [one.body for one in mail.outbox if life.world.people["manager"].email in one.to]
    assert any("moved" in body for body in told)

    # Weeks 3 and 4, and gate 2.
    for week, codes in ((3, ("AT4",)), (4, ("AT5",))):
        clock.to(FIRST_DAY + (7 * week + 7) * DAY)
        life.finish_modules(week)
        for code in codes:
            assert life.mark(life.hand_in(code), 3).state == "passed"
    assert life.sit("AT6").passed is True
    assert life.sit("AT6-CAL").passed is True
    open_gate(manager, member.pk, 2)

    # Weeks 5 and 6, the conversation, and gate 3.
    clock.to(after[3] - 3 * DAY)
    for week in (5, 6):
        life.finish_modules(week)
    for code in ("AT7", "AT8", "AT9"):
        assert life.mark(life.hand_in(code), 3).state == "passed"
    life.observe("AT8-CALL")
    manager.go(f"/gates/{member.pk}/graduation/")
    write_conversation(manager, timezone.localdate(clock.now))
    lead.go(f"/gates/{member.pk}/graduation/").press(re.compile("^I agree"))
    clock.later(1)
    open_gate(manager, member.pk, 3)
    clock.later(1)
    member.refresh_from_db()
    assert member.state == "graduated"

    # The certificate and the badge, which a stranger checks without the academy.
    starter.go("/me/record/")
    earned = starter.page.locator("section[aria-labelledby=certificates]")
    starter.follow(re.compile("induction", re.IGNORECASE), within=earned)
    starter.sees(re.compile("You earned this on"))
    with starter.page.expect_download() as badge:
        starter.page.get_by_role("link", name=re.compile("JSON")).first.click()
    file = tmp_path / "badge.json"
    badge.value.save_as(file)
    assert verified(file, monkeypatch)["valid"] is True
    text = file.read_text()
    assert newcomer.family_name not in text
    file.write_text(text.replace("2026", "2025", 1))
    with pytest.raises(SystemExit):
        verified(file, monkeypatch)
    address = starter.page.get_by_role("link", name="/verify/").first.inner_text()
    stranger = enter()
    stranger.go("/verify/" + address.rsplit("/verify/")[1]).sees(re.compile("counts|valid", re.IGNORECASE))


def open_gate(manager: Visitor, member: int, number: int) -> None:
    """The manager looks at the evidence and opens the gate."""
    manager.go(f"/gates/{member}/{number}/").sees("Everything is there.")
    manager.press(re.compile(r"^Open|^I open|^Yes"))
    manager.go(f"/gates/{member}/{number}/").sees(re.compile("Opened on"))


def write_conversation(manager: Visitor, day: datetime.date) -> None:
    """The graduation form, filled in."""
    pick_day(manager, "on", day)
    for box in manager.page.locator("main form textarea").all():
        box.fill("We looked at it together. The line from need to outcome is clear.")
    manager.page.locator("[name=plan_ref]").fill("P-20417")
    for choice in manager.page.locator("main form select[name^=level_]").all():
        choice.select_option(str(STARTERS_TASKS_AT))
    manager.press("Save").sees("What was written down")


def verified(file: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command says of a badge while no network can be reached."""

    def no_network(*args: Any, **kwargs: Any) -> None:
        raise OSError("no network")

    out = StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", no_network)
        call_command("verify_badge", str(file), "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found
