"""The demo academy: a fictional county with its people, two years of audits and what came of them."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from academy.record.models import Entry
from academy.staffing.actions.demo import make_demo_accounts
from academy.staffing.actions.partners import import_partners
from academy.staffing.actions.staff import Upload, import_staff
from academy.work.registry import HANDLERS
from academy.work.worker import do_due_jobs
from competencies.entrustment.actions import refresh_proposals
from home.founding.actions.academies import found_academy
from home.founding.actions.advising import advise_through
from home.founding.actions.assessing import assess_through
from home.founding.actions.attending import attend_through
from home.founding.actions.auditing import audit_here
from home.founding.actions.booking_ahead import book_ahead
from home.founding.actions.entrusting import entrust_through
from home.founding.actions.following import follow_the_law
from home.founding.actions.gating import gate_through
from home.founding.actions.growing import grow_through
from home.founding.actions.histories import MOST_JOBS, live_through
from home.founding.actions.improving import improve_through
from home.founding.actions.inducting import induct
from home.founding.actions.marking import mark_through
from home.founding.actions.moderating import moderate_through
from home.founding.actions.offering import offer_through
from home.founding.actions.partnering import partner_through
from home.founding.actions.pathways import license_buddies, walk_pathways
from home.founding.actions.reading import read_through
from home.founding.actions.recording import keep_records
from home.founding.actions.requiring import hold_matrix, require_through
from home.founding.actions.sampling import sample_here
from home.founding.actions.stocking import stock_hub
from home.founding.actions.versioning import rewrite_audits
from home.founding.actions.writing import write_through

COUNCIL = "Alderwick Council"
PEOPLE = Path("academy/fixtures/alderwick")
AUDITS = Path("home/fixtures/demo")
HAND_IMPORT = "2026-11_L2.csv"
RE_AUDITS = "2026-12_L2.csv"
PEOPLE_AS_AT = datetime.date(2026, 11, 20)
BUILT = "build demo"
CRITERIA = 42
FOUNDED = datetime.timedelta(days=820)
"""So long ago the academy began: before the first month of audits, and before anybody was assessed."""
WRITERS = 6
LETTERS = "message_posted"
"""Letters of the last days wait for the running academy, which writes them into the mail folder."""


def build_demo(*, at: datetime.datetime, tell: Callable[[str], None] = lambda words: None) -> bool:
    """Build the demo unless it is there. True when it was built now. Refused outside demo settings.

    Everything goes through the actions that people use, with `at` set to the day on which it would have
    happened; the chance in it is seeded, so that two demos are alike.
    """
    if not settings.DEMO:
        raise Refused("The demo academy can be built under demo settings only.", code="not_demo")
    if Entry.objects.filter(verb=BUILT).exists():
        return False
    tell("Laying down framework, plan audit, rules and practice modules")
    since = at - FOUNDED
    found_academy(council_name=COUNCIL, at=since)
    council = Council.objects.get(name=COUNCIL)
    hold_matrix(until=at)
    tell("Bringing in staff and partners")
    _bring_in_people(council)
    make_demo_accounts(council=council, by=None, at=at)
    license_buddies(council=council, until=at)
    live_through(council=council, folder=settings.BASE_DIR / AUDITS, until=at, tell=tell)
    assess_through(council=council, since=since, until=at, tell=tell)
    induct(council=council, until=at, tell=tell)
    tell("Shorter ways")
    walk_pathways(council=council, until=at)
    tell("Modules written and reviewed")
    write_through(council=council, until=at)
    tell("Audits in new versions")
    rewrite_audits(council=council, until=at)
    tell("A change of law worked through")
    follow_the_law(council=council, until=at)
    tell("The training matrix and two years of reading")
    require_through(council=council, until=at)
    gate_through(council=council, until=at, tell=tell)
    keep_records(council=council, until=at)
    tell("Who is trusted with what")
    grow_through(council=council, until=at)
    entrust_through(council=council, until=at)
    refresh_proposals(council_id=council.pk, at=at)
    audit_through(council=council, until=at, tell=tell)
    open_hub(council=council, until=at, tell=tell)
    tell("Work that is still waiting")
    do_due_jobs(at=at, most=MOST_JOBS, topics=HANDLERS.keys() - {LETTERS})
    with transaction.atomic():
        write(council=council, by=None, at=at, verb=BUILT, obj=council, words="The demo academy was built")
    return True


def audit_through(*, council: Council, until: datetime.datetime, tell: Callable[[str], None]) -> None:
    """Audits as they are done, sampled, agreed and learnt from within the academy."""
    tell("Audits done in the academy")
    audit_here(council=council, until=until)
    tell("Files that do not speak for themselves")
    read_through(council=council, until=until)
    tell("The sample of plans")
    sample_here(council=council, until=until)
    tell("A rule that was tried, and a step for a whole team")
    improve_through(council=council, until=until)
    tell("Changes marked on charts")
    mark_through(council=council, until=until)
    tell("A quarter's moderation")
    moderate_through(council=council, until=until)


def open_hub(*, council: Council, until: datetime.datetime, tell: Callable[[str], None]) -> None:
    """The learning hub: partners, what is offered, who books, who came."""
    tell("Partners and who looks after their places")
    partner_through(council=council, until=until)
    tell("Partners who took a module")
    stock_hub(council=council, until=until)
    tell("Topics and open sessions")
    offer_through(council=council, until=until)
    tell("Places that are booked ahead")
    book_ahead(council=council, until=until)
    tell("Who came, and what they said")
    attend_through(council=council, until=until)
    tell("Advice of services, looked at")
    advise_through(council=council, until=until)


def _bring_in_people(council: Council) -> None:
    day = timezone.make_aware(datetime.datetime.combine(PEOPLE_AS_AT, datetime.time(9)))
    names = ("staff.csv", "staff_absences.csv", "staff_changes_2026-11.csv")
    import_staff(council=council, uploads=[_upload(name) for name in names], partial=True, by=None, at=day)
    import_partners(
        council=council,
        partners=_upload("partners.csv"),
        organisations=_upload("organisations.csv"),
        since=datetime.date(2024, 1, 1),
        by=None,
        at=day,
    )


def _upload(name: str) -> Upload:
    path = settings.BASE_DIR / PEOPLE / name
    if not path.exists():
        return Upload(name, gzip.decompress(path.with_name(name + ".gz").read_bytes()))
    return Upload(name, path.read_bytes())


def write_tour_files(*, folder: Path, at: datetime.datetime) -> list[Path]:
    """Write the two spreadsheets of the tour: the newest month, and the plans that prove what was learnt.

    The second has two later plans of the demo's coordinator, good throughout, and some of colleagues.
    """
    folder.mkdir(parents=True, exist_ok=True)
    newest = folder / HAND_IMPORT
    whole = gzip.decompress((settings.BASE_DIR / AUDITS / f"{HAND_IMPORT}.gz").read_bytes()).decode()
    newest.write_text(_so_far(whole, timezone.localdate(at)), encoding="utf-8")
    later = folder / RE_AUDITS
    later.write_text(_later_plans(newest, at), encoding="utf-8")
    return [newest, later]


def _so_far(text: str, today: datetime.date) -> str:
    """The month as far as it has come: audits after today are left out, whatever else is wrong stays."""
    head, *lines = text.splitlines(keepends=True)
    return head + "".join(line for line in lines if not _is_after(line, today))


def _is_after(line: str, today: datetime.date) -> bool:
    found = re.search(r",(\d\d)/(\d\d)/(\d{4}),", line)
    return bool(found) and datetime.date(*(int(found[place]) for place in (3, 2, 1))) > today  # type: ignore[index]


def _later_plans(newest: Path, at: datetime.datetime) -> str:
    """A small file after `at` in the form of the newest month: six writers, two plans each, grades good."""
    rows = list(csv.DictReader(io.StringIO(newest.read_text(encoding="utf-8"))))
    by_audit: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_audit.setdefault(row["Audit ref"], []).append(row)
    whole = next(lines for ref, lines in by_audit.items() if ref and len(lines) == CRITERIA)
    coordinator = User.objects.get(emailaddress__email="coordinator@alderwick.example")
    team = coordinator.posts.select_related("team").latest("starts_on").team
    colleagues = User.objects.filter(posts__team=team, posts__ends_on=None, posts__role="R02", is_active=True)
    writers = [
        coordinator.ref,
        *colleagues.exclude(pk=coordinator.pk).order_by("ref").values_list("ref", flat=True),
    ]
    page = io.StringIO()
    out = csv.DictWriter(page, list(rows[0]), lineterminator="\n")
    out.writeheader()
    for number, writer in enumerate(ref for ref in writers[:WRITERS] for _ in range(2)):
        day = timezone.localdate(at) + datetime.timedelta(days=3 + number)
        about = {
            "Audit ref": f"AUD-0051{number:02d}",
            "Completed": f"{day:%d/%m/%Y}",
            "Local plan ref": f"PR-51{number:03d}",
            "Team": team.name,
            "Author ref": writer,
            "Status": "Complete",
            "Edited": f"{day:%d/%m/%Y} 10:00",
            "Met": "Y",
            "Comment": "",
        }
        out.writerows(
            {**row, **about, "Grade": "Outstanding" if row["Weight"] == "1" else "Good"} for row in whole
        )
    return page.getvalue()
