"""Bringing in partner organisations and their people, as guests."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.actions import end_sessions
from academy.people.models import Affiliation, Council, Organisation, User
from academy.record.actions import write
from academy.staffing.actions.staff import Outcome, Upload, check_by
from academy.staffing.models import StaffFile
from academy.staffing.rules.partners import OrganisationRow, PartnerRow, read_organisations, read_partners
from academy.staffing.rules.problems import Problem
from academy.staffing.rules.register import Tally
from academy.staffing.rules.table import Line, read_table

BATCH = 500
NAMES = ("given_name", "family_name", "email")


def import_partners(
    *,
    council: Council,
    partners: Upload,
    organisations: Upload | None = None,
    partial: bool = False,
    since: datetime.date | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Outcome:
    """Bring in organisations and then partners, in one transaction; the same files again change nothing.

    `since` is the day from which new partners count as guests (today unless given): their list has no dates.
    With bad rows nothing is brought in, unless `partial`. Raises Refused for a file as a whole.
    """
    check_by(by)
    lines = _lines(partners, "partners")
    with transaction.atomic():
        Council.objects.select_for_update().get(pk=council.pk)
        problems: list[Problem] = []
        places: list[OrganisationRow] = []
        if organisations is not None:
            places, bad = read_organisations(_lines(organisations, "organisations"))
            problems += [replace(problem, file=organisations.name) for problem in bad]
        known = dict(Organisation.objects.filter(council=council).values_list("ref", "pk"))
        joined = _without_number(council)
        rows, bad = read_partners(lines, {*known, *(place.ref for place in places)}, _taken(council, joined))
        problems += [replace(problem, file=partners.name) for problem in bad]
        if problems and not partial:
            return Outcome(Tally(), Tally(), problems, applied=False)
        _give_numbers(rows, joined)
        ids = _store_organisations(places, council)
        tally = _store_partners(rows, ids, council, since or timezone.localdate(at), timezone.localdate(at))
        row = StaffFile.objects.create(
            council=council, name=partners.name[:200], kind="partners", sha256=partners.sha256, by=by, at=at,
            state=StaffFile.State.APPLIED, counts=tally.as_json(), rejected=[p.as_json() for p in problems],
        )  # fmt: skip
        words = f"A list of partners brought in: {len(lines)} rows, {len(problems)} with problems"
        write(council=council, by=by, at=at, verb="bring in", obj=row, words=words)
    return Outcome(tally, Tally(), problems, applied=True)


def _taken(council: Council, joined: Collection[str]) -> dict[str, str]:
    """Every address that somebody has, with a guest's number; not of those who joined without one."""
    guests = User.objects.filter(council=council, affiliations__isnull=False)
    owner = dict(guests.values_list("email", "ref"))
    emails = User.objects.values_list("email", flat=True)
    return {email: owner.get(email, "") for email in emails if email not in joined}


def _without_number(council: Council) -> dict[str, User]:
    """Guests who were invited or joined by themselves, by address: a list may tell their number."""
    rows = User.objects.filter(council=council, ref="", affiliations__isnull=False, posts__isnull=True)
    return {user.email: user for user in rows.distinct()}


def _give_numbers(rows: Sequence[PartnerRow], joined: dict[str, User]) -> None:
    """The list knows somebody by a number whom the academy knew by their address alone: they are one."""
    known = set(User.objects.filter(ref__in=[row.ref for row in rows]).values_list("ref", flat=True))
    for row in rows:
        if row.email in joined and row.ref not in known:
            joined[row.email].ref = row.ref
            joined[row.email].save(update_fields=["ref"])


def _lines(upload: Upload, kind: str) -> tuple[Line, ...]:
    table = read_table(upload.data)
    if table.kind != kind:
        raise Refused(f"This is not a list of {kind}.", code="wrong_kind")
    return table.lines


def _store_organisations(rows: Sequence[OrganisationRow], council: Council) -> dict[str, int]:
    """Makes and renews organisations. Returns all of the council's by reference."""
    if rows:
        Organisation.objects.bulk_create(
            (
                Organisation(
                    council=council,
                    ref=row.ref,
                    name=row.name,
                    sector=row.sector,
                    email_domain=row.email_domain,
                )
                for row in rows
            ),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["council", "ref"],
            update_fields=["name", "sector", "email_domain"],
        )
    return dict(Organisation.objects.filter(council=council).values_list("ref", "pk"))


def _store_partners(
    rows: Sequence[PartnerRow],
    places: dict[str, int],
    council: Council,
    since: datetime.date,
    today: datetime.date,
) -> Tally:
    known = {user.ref: user for user in User.objects.filter(council=council, affiliations__isnull=False)}
    tally, changed = Tally(), []
    new = [
        User(
            council=council, ref=row.ref, email=row.email, given_name=row.given_name,
            family_name=row.family_name, is_active=not row.left, password=make_password(None),
        )
        for row in rows
        if row.ref not in known
    ]  # fmt: skip
    for row in rows:
        if row.ref not in known:
            tally.left += row.left
            tally.created += not row.left
            continue
        user = known[row.ref]
        leaves, differs = row.left and user.is_active, any(getattr(user, n) != getattr(row, n) for n in NAMES)
        if leaves or differs or user.is_active == row.left:
            for name in NAMES:
                setattr(user, name, getattr(row, name))
            user.is_active = not row.left
            changed.append(user)
        tally.left += leaves
        touched = bool(changed) and changed[-1] is user
        tally.updated += touched and not leaves
        tally.unchanged += not touched
    people = {user.ref: user for user in [*known.values(), *User.objects.bulk_create(new, batch_size=BATCH)]}
    User.objects.bulk_update(changed, [*NAMES, "is_active"], batch_size=BATCH)
    end_sessions(people=[user.pk for user in changed if not user.is_active])
    _store_affiliations(rows, people, places, since, today)
    return tally


def _store_affiliations(
    rows: Sequence[PartnerRow],
    people: dict[str, User],
    places: dict[str, int],
    since: datetime.date,
    today: datetime.date,
) -> None:
    """Gives each partner their place. A guest who has left holds it no longer."""
    yesterday = today - datetime.timedelta(days=1)
    wanted = {(people[row.ref].pk, places[row.organisation], row.role): row for row in rows}
    known = {
        (held.person_id, held.organisation_id, held.role): held
        for held in Affiliation.objects.filter(organisation_id__in=places.values())
    }
    Affiliation.objects.bulk_create(
        (
            Affiliation(
                person_id=person, organisation_id=place, role=role,
                starts_on=min(since, yesterday) if row.left else since,
                ends_on=yesterday if row.left else None,
            )
            for (person, place, role), row in wanted.items()
            if (person, place, role) not in known
        ),
        batch_size=BATCH,
    )  # fmt: skip
    brought = {person for person, _, _ in wanted}
    over = [
        held.pk
        for key, held in known.items()
        if held.person_id in brought and held.ends_on is None and (key not in wanted or wanted[key].left)
    ]
    Affiliation.objects.filter(pk__in=over, starts_on__gt=yesterday).update(starts_on=yesterday)
    Affiliation.objects.filter(pk__in=over).update(ends_on=yesterday)
