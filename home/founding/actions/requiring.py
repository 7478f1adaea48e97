"""The demo's training matrix: two years of reading and learning, a page that has changed, and asking."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, User
from academy.work.models import Job
from courses.assignments.models import Assignment
from courses.handbook.actions import bring_in_reads, read_page, record_version
from courses.handbook.models import HandbookPage, HandbookVersion
from courses.pages.queries import modules_by_code
from courses.progress.models import Completion
from courses.requirements.actions import ask_person, tend_matrix
from courses.requirements.queries.facts import ground_of
from courses.requirements.rules.standing import Line, stand
from home.founding.actions.cast import Cast, ago, cast_of

SEED = 20251109
KEEPERS = {"HB": "pdl", "SOP-01": "manager", "SOP-06": "qa", "SOP-08": "qa"}
"""Who owns what; everything else is the practice development lead's."""
REVIEWS = "SOP-06"
CHANGED = "The letter at week 4 carries the proposed changes and the evidence, and we ring before it goes."
NEW_STEP = "<li>Ring the family before the letter goes, and write the day of the call into the record.</li>"
CHANGED_DAYS_AGO = 12
LATELY = 364
SMALL_PAGE, SMALL = "HB-02", "A clearer first sentence."
RECENT, LAPSED = 60, 378
DONE = 90
"""Of a hundred things that were due lately, so many were done."""
WHY = "We look at this together on your next plan, so please take it before our supervision."


def hold_matrix(*, until: datetime.datetime) -> None:
    """Let the matrix of the academy that was just founded not ask before its history is told."""
    tomorrow = until + datetime.timedelta(days=1)
    Job.objects.filter(topic="matrix_day", state="due").update(due_at=tomorrow)


@transaction.atomic
def require_through(*, council: Council, until: datetime.datetime) -> None:
    """Owners, two years of reading and learning, a change that matters and one that does not, and asking."""
    chance = random.Random(SEED)  # noqa: S311 - a made-up history, not a secret
    people = cast_of(council=council, until=until)
    _give_owners(council, people)
    today = timezone.localdate(until)
    open_lines = [line for line in _lines(council, today) if line.state in ("due", "overdue")]
    done = _done(open_lines, today, chance)
    _read(council, people, done, until)
    _learn(council, done)
    _change(council, SMALL_PAGE, SMALL, matters=False, by=people.pdl, at=ago(until, 80))
    _change(council, REVIEWS, CHANGED, matters=True, by=people.qa, at=ago(until, CHANGED_DAYS_AGO))
    _read_again(council, people, chance, until)
    _ask_one(people, until)
    tend_matrix(council_id=council.pk, at=until)


def _give_owners(council: Council, people: Cast) -> None:
    for page in HandbookPage.objects.filter(council=council):
        name = KEEPERS.get(page.code) or KEEPERS.get(page.code.split("-")[0], "pdl")
        page.keeper = getattr(people, name)
        page.save_revision().publish()


def _lines(council: Council, today: datetime.date) -> list[Line]:
    ground = ground_of(council_id=council.pk, on=today)
    return stand(cells=ground.cells, holders=ground.holders, facts=ground.facts, today=today)


def _done(
    lines: Iterable[Line], today: datetime.date, chance: random.Random
) -> list[tuple[Line, datetime.date]]:
    """Which of these people did, and on which day: what was due long ago was done, of the rest nearly all."""
    found = []
    for line in lines:
        long_ago = line.due_on is not None and (today - line.due_on).days > RECENT
        if line.due_on is None or (not long_ago and chance.randrange(100) >= DONE):
            continue
        if long_ago:
            last = LAPSED if chance.randrange(100) >= DONE else LATELY
            on = today - datetime.timedelta(days=chance.randint(20, last))
        else:
            on = line.due_on - datetime.timedelta(days=chance.randint(1, 25))
        if on <= today:
            found.append((line, on))
    return found


def _read(
    council: Council, people: Cast, done: Iterable[tuple[Line, datetime.date]], until: datetime.datetime
) -> None:
    versions = {
        row.page.code: row.pk
        for row in HandbookVersion.objects.filter(page__council=council).select_related("page")
    }
    rows = {(line.person, versions[line.code]): on for line, on in done if line.code in versions}
    rows[people.coordinator.pk, versions[REVIEWS]] = timezone.localdate(ago(until, 200))
    bring_in_reads(council=council, rows=[(*key, on) for key, on in rows.items()], by=None, at=until)


def _learn(council: Council, done: Iterable[tuple[Line, datetime.date]]) -> None:
    """Modules finished over two years, beside those that audits asked for."""
    cards = modules_by_code(council_id=council.pk, codes={line.code for line, _ in done})
    rows = [
        Completion(
            person_id=line.person,
            module_code=line.code,
            title=cards[line.code].title,
            minutes=cards[line.code].minutes,
            done_on=on,
        )
        for line, on in done
        if line.code in cards
    ]
    Completion.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _change(
    council: Council, code: str, change: str, *, matters: bool, by: User, at: datetime.datetime
) -> None:
    """A new version, published on a day in the past."""
    page = HandbookPage.objects.get(council=council, code=code)
    raw = [dict(block) for block in page.body.raw_data]
    text = next(block for block in raw if block["type"] == "text" and _place(matters) in block["value"])
    text["value"] = _changed(text["value"], matters=matters)
    page.body = page._meta.get_field("body").stream_block.to_python(raw)
    page.change, page.matters = change, matters
    revision = page.save_revision()
    record_version(page=page, revision_id=revision.pk, by=by, at=at)
    revision.publish()


def _place(matters: bool) -> str:
    return "<li>Answer their views." if matters else "It says in a few pages"


def _changed(text: str, *, matters: bool) -> str:
    if matters:
        return text.replace(_place(True), f"{NEW_STEP}{_place(True)}")
    return text.replace(_place(False), "In a few pages it says")


def _read_again(council: Council, people: Cast, chance: random.Random, until: datetime.datetime) -> None:
    """Half of those who had read the page before have read it again; the demo's coordinator has not."""
    page = HandbookPage.objects.get(council=council, code=REVIEWS)
    first, last = page.versions.first(), page.versions.last()
    readers = sorted(set(first.reads.values_list("person_id", flat=True)) - {people.coordinator.pk})  # type: ignore[union-attr]
    rows = [
        (pk, last.pk, timezone.localdate(ago(until, chance.randint(1, CHANGED_DAYS_AGO - 2))))  # type: ignore[union-attr]
        for pk in readers
        if chance.randrange(100) < 50
    ]
    bring_in_reads(council=council, rows=rows, by=None, at=until)
    read_page(page=page, number=last.number, by=people.manager, at=ago(until, 6))  # type: ignore[union-attr]


def _ask_one(people: Cast, until: datetime.datetime) -> None:
    """The manager asks the coordinator for what an audit rule asks already: one thing, two reasons."""
    row = Assignment.objects.filter(person=people.coordinator, state="asked").order_by("due_on").first()
    ask_person(
        person=people.coordinator,
        source="person",
        what=row.module_code if row else "PM-15",
        due_on=timezone.localdate(until) + datetime.timedelta(days=10),
        reason=WHY,
        by=people.manager,
        at=until,
    )
