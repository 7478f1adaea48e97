"""Lists of plans of two months in the demo, last month's sample with its auditors, and a campaign."""

from __future__ import annotations

import csv
import datetime
import io

from django.utils import timezone

from academy.law.dates import add_months
from academy.people.models import Council, Post, User
from assessments.auditing.actions.allocating import return_allocation
from assessments.auditing.actions.plan_lists import receive_plan_list, take_plan_list
from assessments.auditing.actions.sampling import confirm_sample
from assessments.auditing.drawing import Shares
from assessments.auditing.drawing.frame import chance
from assessments.auditing.models import Sample
from assessments.auditing.queries.frames import Scope
from assessments.auditing.queries.proposals import Order
from home.founding.actions.cast import at_nine, cast_of

SEED = 20260401
WRITING = ("R01", "R02", "R03", "R04", "R22")
HEADS = (
    "Plan ref", "New/Amended", "Date issued", "Officer", "Team", "NC year", "Primary need", "Placement type",
    "School ref",
)  # fmt: skip
NEEDS = ("ASD", "ASD", "ASD", "SEMH", "SEMH", "SLCN", "SLCN", "MLD", "SPLD", "PD")
PLACES = ("Mainstream", "Mainstream", "Mainstream", "Special school", "Special school", "Resourced provision",
          "FE college", "Independent")  # fmt: skip


def sample_here(*, council: Council, until: datetime.datetime) -> None:
    """Bring in the lists of last month and this one, confirm last month's sample, begin a campaign.

    Asked again, nothing changes.
    """
    people = cast_of(council=council, until=until)
    today = timezone.localdate(until)
    this, last = today.replace(day=1), add_months(today.replace(day=1), -1)
    if Sample.objects.filter(council=council, month=last, name="").exists():
        return
    school = _school(council)
    for month, at in ((last, at_nine(this)), (this, until)):
        until_day = min(today, add_months(month, 1) - datetime.timedelta(days=1))
        raw = _list(council, month, until_day, school)
        name = f"plans-{month:%Y-%m}.csv"
        file = receive_plan_list(council=council, name=name, raw=raw, by=people.qa, at=min(at, until))
        take_plan_list(plan_file=file, leave_out=False, by=people.qa, at=min(at, until))
    at = max(at_nine(this, 30), at_nine(today - datetime.timedelta(days=10)))
    order = Order(month=last, seed=SEED, shares=Shares(size=120))
    sample = confirm_sample(council=council, order=order, by=people.qa, at=min(at, until))
    known = {people.qa.pk, people.manager.pk}
    row = sample.allocations.exclude(auditor__in=known).exclude(why="double").first()
    if row is not None:
        return_allocation(allocation=row, reason="I had a hand in this plan", by=row.auditor, at=until)
    campaign = Order(
        month=this,
        seed=SEED,
        shares=Shares(size=8, new=0.5, older=1, doubles=0, must_haves=False),
        name="Is the young person heard?",
        question="Do plans of special schools say what the young person wants, in their own words?",
        criteria=("section:A", "E4"),
        scope=Scope(settings=("special",)),
    )
    confirm_sample(council=council, order=campaign, by=people.qa, at=until)


def _school(council: Council) -> str:
    """Where the demo's guest works: some of its plans are on the list."""
    guest = User.objects.filter(council=council, emailaddress__email="senco@oakfield.example").first()
    place = guest.affiliations.select_related("organisation").first() if guest else None
    return place.organisation.ref if place else ""


def _list(council: Council, month: datetime.date, until: datetime.date, school: str) -> bytes:
    """The list of a month as the case system would write it: two plans a writer, more or less."""
    page = io.StringIO()
    out = csv.writer(page, lineterminator="\n")
    out.writerow(HEADS)
    posts = Post.objects.open_on(until).filter(
        person__council=council, person__is_active=True, role__in=WRITING
    )
    for number, post in enumerate(posts.select_related("person", "team").order_by("person__ref", "pk")):
        for more in range(2 if number % 4 else 1):
            word = f"{month:%Y-%m}:{post.person.ref}:{more}"
            day = max(month, post.starts_on) + datetime.timedelta(days=int(chance(SEED, word, "day") * 28))
            new = post.role == "R04" or chance(SEED, word, "type") < 0.3
            place = PLACES[int(chance(SEED, word, "place") * len(PLACES))]
            out.writerow(
                (
                    f"PR-{month:%y%m}{number:03d}{more}",
                    "New" if new else "Amended",
                    min(day, until).isoformat(),
                    post.person.ref,
                    post.team.name,
                    1 + int(chance(SEED, word, "year") * 14),
                    NEEDS[int(chance(SEED, word, "need") * len(NEEDS))],
                    place,
                    school if place == "Mainstream" and number % 25 == 0 else "",
                )
            )
    return page.getvalue().encode()
