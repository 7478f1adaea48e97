"""A year of a coordinator with one task, from full check to trusted, with every refusal on the way explained;
and a level that lapses when the law changes and is restored."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from academy.people.models import User
from assessments.audits.actions.proving import prove_audits
from competencies.entrustment.models import Entrustment
from competencies.evidence.actions import Draft, add_evidence, record_piece
from competencies.evidence.models import Evidence, Kind, Strength
from competencies.framework.actions import load_framework
from competencies.framework.models import EntrustableTask
from tests.factories.assessments import AuditFactory, CriterionFactory
from tests.factories.worlds import council_world
from tests.journeys.academy import BUILD
from tests.journeys.checks import Looked
from tests.journeys.six_weeks import Clock, Life
from tests.journeys.visitor import Visitor

BEGINS = datetime.date(2025, 11, 3)
FRAMEWORK = Path("competencies/fixtures/framework.json")
WHY = "Section F says who does what, how often and for how long; asks when the advice is thin."
CODES = ("C5.1", "C5.2", "C5.3", "C5.4", "C5.5", "C5.7")
WORK = {"what": "draft", "well": "The needs are whole", "next": "Count the hours in F", "check": "some"}
TALK = {"what": "meeting", "well": "Let the parents finish", "try": "Say the next date aloud"}
TASK = "ET07"


class Year(Life):
    """A council with the shipped framework, and what one coordinator shows over a year."""

    @classmethod
    def start(cls, clock: Clock) -> Year:
        """The council with its framework and a criterion for every competency of the task."""
        world = council_world()
        data = json.loads(FRAMEWORK.read_text())
        load_framework(council=world.council, data=data, by=None, at=clock.now)
        year = cls(clock, world)
        year.criteria = {
            f"F{position}": CriterionFactory(
                instrument__council=world.council, code=f"F{position}", competencies=[code]
            )
            for position, code in enumerate(CODES, start=1)
        }
        return year

    @property
    def writer(self) -> User:
        """Whose year it is."""
        return self.world.people["coordinator"]

    @property
    def task(self) -> EntrustableTask:
        """The task in the framework in force."""
        return EntrustableTask.objects.get(framework__council=self.world.council, code=TASK)

    def learns(self) -> None:
        """A module that teaches the whole task is finished."""
        self._show(Evidence.Kind.KNOWLEDGE_CHECK, "Writing the whole plan, PM-01, edition 1")

    def practises(self) -> None:
        """A made-up plan is written and signed off."""
        self._show(Evidence.Kind.SIMULATION, "AT7 A plan from a bundle, practical task signed off")

    def _show(self, kind: Evidence.Kind, label: str) -> None:
        today = timezone.localdate(self.clock.now)
        add_evidence(
            person=self.writer, competency_codes=CODES, kind=kind, shown_on=today, source_label=label,
            source_path="/learn/", source_key=uuid.uuid4().hex, by=None, at=self.clock.now,
        )  # fmt: skip

    def read_by_manager(self, strength: Strength = Strength.EVIDENCE) -> None:
        """The manager reads a draft and writes down what it shows."""
        record_piece(
            person=self.writer,
            draft=Draft(
                Kind.WORK_PRODUCT, timezone.localdate(self.clock.now), WORK, task=TASK, plan_ref="P-20417",
                strength=strength,
            ),
            key=uuid.uuid4(),
            by=self.world.people["manager"],
            at=self.clock.now,
        )  # fmt: skip

    def audited(self, grade: int = 3) -> None:
        """A plan is audited with the same mark throughout."""
        audit = AuditFactory(
            writer=self.writer,
            auditor=self.world.people["qa"],
            instrument=next(iter(self.criteria.values())).instrument,
            audited_on=timezone.localdate(self.clock.now),
            grades=dict.fromkeys(self.criteria, grade),
        )
        prove_audits(audit_ids=[audit.pk], at=self.clock.now)

    def wait(self, **time: int) -> None:
        """So many days later."""
        self.clock.to((self.clock.now + datetime.timedelta(**time)).date())


@pytest.fixture
def year(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, live_server: Any
) -> Iterator[Year]:
    """The first day of the year."""
    settings.BASE_URL = live_server.url
    settings.SESSION_COOKIE_AGE = 800 * 24 * 3600
    clock = Clock(timezone.make_aware(datetime.datetime.combine(BEGINS, datetime.time(9))))
    with monkeypatch.context() as patch:
        clock.keep(patch)
        yield Year.start(clock)


@pytest.fixture
def enter(year: Year, live_server: Any, browser: Browser, looked: Looked) -> Iterator[Callable[..., Visitor]]:
    """`enter("manager")` has signed in."""
    contexts = []

    def start(name: str) -> Visitor:
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
        context.set_default_timeout(30_000)
        contexts.append(context)
        album = BUILD / "screenshots" / "trust" / name
        visitor = Visitor(context.new_page(), live_server.url, album, looked, packed=False)
        return visitor.sign_in(year.person(name).email)

    yield start
    for context in contexts:
        context.close()


def decide(
    manager: Visitor, year: Year, level: int, *kinds: str, otherwise: str = "", second: str = ""
) -> Visitor:
    """The decision page as a manager fills it in: a level, every piece of these kinds, why, and who signs."""
    manager.go(f"/people/{year.writer.pk}/levels/{TASK}/decide/")
    page = manager.page
    page.locator(f"[name=level][value='{level}']").check()
    for box in page.locator("[name=evidence]").all():
        words = page.locator(f"label[for='{box.get_attribute('id')}']").inner_text()
        box.set_checked(any(kind in words for kind in kinds))
    page.locator("[name=reason]").fill(WHY)
    if otherwise:
        page.locator("[name=otherwise]").fill(otherwise)
    if second:
        option = page.locator("[name=second] option").filter(has_text=second).first
        page.locator("[name=second]").select_option(option.get_attribute("value"))
    return manager.press("Look at it once more")


def test_from_full_check_to_trusted_with_every_refusal_explained(
    year: Year, enter: Callable[..., Visitor]
) -> None:
    manager, writer = enter("manager"), enter("coordinator")
    mine = f"/people/{year.writer.pk}/levels/{TASK}/"

    # November: nothing is there. The writer reads what moves them; the manager is told what a level rests on.
    writer.go("/me/levels/").sees(re.compile("What moves (me|you)"))
    manager.go(f"{mine}decide/").sees(re.compile("Nothing that counts has been recorded"))

    # A module alone is one kind; a simulation makes it two, and level 2 stands.
    year.learns()
    decide(manager, year, 2, "Knowledge", otherwise="I saw it").sees(re.compile("at least two kinds"))
    year.practises()
    decide(manager, year, 2, "Knowledge", "Simulation").press("Yes, decide").sees(re.compile("Decided"))
    writer.go(mine).sees(re.compile("Working with full check"))

    # February: level 3 without live work is refused; a draft that the manager read carries it.
    year.wait(days=95)
    decide(manager, year, 3, "Knowledge", "Simulation", otherwise=WHY).sees(re.compile("live work"))
    year.read_by_manager()
    decide(manager, year, 3, "Knowledge", "Simulation", "Work product").press("Yes, decide")
    writer.go(mine).sees(re.compile("Working with light check"))

    # April: two months at level 3. The page says what is missing for 4, and the writer reads the same.
    year.wait(days=60)
    year.audited()
    manager.go(f"{mine}decide/").sees(re.compile("What is missing for 4")).sees(re.compile("ecommend"))
    writer.go(mine).sees(re.compile("ecommend"))

    # September: two good audits, three pieces from live work, a recommendation. 4 waits for somebody else.
    year.wait(days=150)
    year.audited()
    year.read_by_manager(Strength.RECOMMEND)
    year.learns()
    manager.go(mine).sees(re.compile("Enough is there for 4"))
    decide(manager, year, 4, "Work product", "Audit", "Knowledge").sees(re.compile("second"))
    decide(manager, year, 4, "Work product", "Audit", "Knowledge", second="Pdl").press("Yes, decide")
    writer.go(mine).sees(re.compile("waits for a second signature"))
    assert Entrustment.objects.get(person=year.writer, state="stands").level == 3

    # The practice lead asks for one more plan first; in November it is there, and 4 stands.
    lead = enter("pdl")
    lead.go("/levels/to-sign/").follow(re.compile(year.writer.get_full_name()))
    lead.page.locator("[name=words]").fill("One more audited plan from this term, please.")
    lead.press(re.compile("^Not yet"))
    writer.go(mine).sees(re.compile("One more audited plan"))
    year.wait(days=55)
    year.audited(4)
    decide(manager, year, 4, "Work product", "Audit", "Knowledge", second="Pdl").press("Yes, decide")
    lead.go("/levels/to-sign/").follow(re.compile(year.writer.get_full_name()))
    lead.page.locator("[name=words]").fill("I read two of the three plans.")
    lead.press(re.compile("^Sign"))
    writer.go(mine).sees(re.compile("Trusted"))
    assert year.clock.now.date() - BEGINS <= datetime.timedelta(days=366)
    held = Entrustment.objects.filter(person=year.writer).order_by("decided_at")
    assert [(row.level, row.state) for row in held] == [
        (2, "replaced"), (3, "replaced"), (4, "declined"), (4, "stands"),
    ]  # fmt: skip

    # A peer finds nothing of it.
    peer = enter("colleague")
    peer.go(mine, status=404)
    peer.go(f"/people/{year.writer.pk}/levels/", status=404)
    peer.go(f"/people/{year.writer.pk}/evidence/", status=404)


def test_a_change_of_law_lapses_a_level_and_new_evidence_restores_it(
    year: Year, enter: Callable[..., Visitor]
) -> None:
    manager, writer, lead = enter("manager"), enter("coordinator"), enter("pdl")
    mine = f"/people/{year.writer.pk}/levels/{TASK}/"
    year.learns()
    year.read_by_manager()
    decide(manager, year, 3, "Knowledge", "Work product", otherwise=WHY).press("Yes, decide")
    writer.go(mine).sees(re.compile("Working with light check"))

    year.wait(days=40)
    lead.go("/law/changes/new/?reference=cfa-2014-s37")
    lead.fill("What changed?", "What a plan must say about provision. This is made up for a test.")
    lead.fill("Where can it be read?", "Nowhere: it is made up for a test.")
    day = timezone.localdate(year.clock.now)
    for part in ("day", "month", "year"):
        lead.page.locator(f"[name=changed_on_{part}]").fill(str(getattr(day, part)))
    lead.press("Record it")
    year.clock.later(1)

    writer.go(mine).sees(re.compile("lapsed on")).sees(re.compile("law|section 37|s\\.37", re.IGNORECASE))
    row = Entrustment.objects.get(person=year.writer)
    assert (row.state, row.ending, row.level, row.ended_by) == ("lapsed", "law", 3, None)

    year.wait(days=10)
    year.learns()
    year.read_by_manager()
    decide(manager, year, 3, "Knowledge", "Work product", otherwise=WHY).press("Yes, decide")
    writer.go(mine).sees(re.compile("Working with light check"))
    assert Entrustment.objects.get(person=year.writer, state="stands").step == "renew"
