"""Giving certificates, letting the holder choose what strangers see, taking one back and giving it again."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.people.models import Council, User
from academy.record.actions import Line, write, write_many
from academy.work.actions import post_message
from courses.cohorts.models import Cohort, Member
from courses.records.models import Certificate, ContentVersion
from courses.records.queries.versions import programme_as_it_stands
from courses.records.rules import check_choose_name, check_restore, check_revoke, clean_reason
from courses.records.states import CERTIFICATE

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Without those that are mistaken for one another when read from paper."""
GROUPS, GROUP = 5, 5
READY = "certificate_ready"


def new_code() -> str:
    """A code that nobody guesses (122 bits) and that can be typed from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


@transaction.atomic
def note_version(*, council: Council, programme_code: str, at: datetime.datetime) -> ContentVersion:
    """The version of a programme as it stands now; the same pages in the same revisions are one version.

    LookupError for a programme that the council does not have.
    """
    stands = programme_as_it_stands(council_id=council.pk, code=programme_code)
    if stands is None:
        raise LookupError(f"No programme {programme_code}")
    Council.objects.select_for_update().get(pk=council.pk)
    rows = ContentVersion.objects.filter(council=council, programme_code=programme_code)
    version, _ = rows.get_or_create(
        council=council,
        programme_code=programme_code,
        digest=stands.digest,
        defaults={
            "number": (rows.aggregate(last=Max("number"))["last"] or 0) + 1,
            "title": stands.title,
            "minutes": stands.minutes,
            "competencies": [list(pair) for pair in stands.competencies],
            "pages": stands.pages,
            "noted_at": at,
        },
    )
    return version


@transaction.atomic
def issue_certificate(
    *,
    person: User,
    programme: str,
    cohort: Cohort | None,
    content_version: ContentVersion,
    earned_on: datetime.date,
    by: User | None,
    at: datetime.datetime,
) -> Certificate:
    """Give somebody the certificate of a programme; asked again, it is the one they have."""
    certificate, made = Certificate.objects.get_or_create(
        person=person,
        programme_code=programme,
        defaults={
            "version": content_version,
            "cohort": cohort.name if cohort else "",
            "code": new_code(),
            "earned_on": earned_on,
            "issued_at": at,
            "issued_by": by,
        },
    )
    if made:
        write(
            council=person.council_id,
            by=by,
            at=at,
            verb="issue",
            obj=certificate,
            about=person,
            words=_issued(content_version, earned_on),
        )
        about = {"certificate_id": certificate.pk}
        post_message(
            person=person, template=READY, about=f"certificate:{certificate.pk}", context=about, at=at
        )
    return certificate


def certify_member(*, member_id: int, at: datetime.datetime) -> Certificate | None:
    """Somebody graduated: their certificate. None when the graduation is no longer so."""
    rows = Member.objects.select_related("cohort__council", "person")
    member = rows.filter(pk=member_id, state="graduated").first()
    if member is None:
        return None
    cohort = member.cohort
    with transaction.atomic():
        return issue_certificate(
            person=member.person,
            programme=cohort.programme_code,
            cohort=cohort,
            content_version=note_version(council=cohort.council, programme_code=cohort.programme_code, at=at),
            earned_on=member.ended_on or timezone.localdate(at),
            by=None,
            at=at,
        )


@transaction.atomic
def certify_graduates(*, council: Council, programme: str, by: User | None, at: datetime.datetime) -> int:
    """Certificates for everybody who graduated before there were any, in one go. Returns how many."""
    rows = Member.objects.filter(
        cohort__council=council, cohort__programme_code=programme, state="graduated"
    ).exclude(person__certificates__programme_code=programme)
    members = list(rows.select_related("cohort").order_by("ended_on", "pk"))
    first = {member.person_id: member for member in reversed(members)}
    if not first:
        return 0
    version = note_version(council=council, programme_code=programme, at=at)
    made = [
        Certificate(
            person_id=member.person_id,
            programme_code=programme,
            version=version,
            cohort=member.cohort.name,
            code=new_code(),
            earned_on=member.ended_on or timezone.localdate(at),
            issued_at=at,
            issued_by=by,
        )
        for member in first.values()
    ]
    Certificate.objects.bulk_create(made)
    lines = [
        Line("issue", "certificate", _issued(version, one.earned_on), about=one.person_id) for one in made
    ]
    write_many(council=council, by=by, at=at, lines=lines)
    return len(made)


def _issued(version: ContentVersion, earned_on: datetime.date) -> str:
    return f"Certificate given: {version.title}, earned on {day_month_year(earned_on)}"


@transaction.atomic
def choose_name(*, certificate: Certificate, whole: bool, by: User, at: datetime.datetime) -> Certificate:
    """The holder says whether strangers with the address see their whole name or their initials."""
    check_choose_name(certificate, by)
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.shows_name == whole:
        return row
    row.shows_name = whole
    row.save(update_fields=["shows_name"])
    said = "the whole name" if whole else "initials only"
    write(
        council=by.council_id, by=by, at=at, verb="choose", obj=row, about=by,
        words=f"Certificate shows {said} to whoever has its address",
    )  # fmt: skip
    return row


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, by: User, at: datetime.datetime
) -> Certificate:
    """Take a certificate back. Its page says so from now on; the reason is for the holder and the record."""
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    check_revoke(row, by)
    said = clean_reason(reason)
    row.state = CERTIFICATE.after(row.state, "revoke")
    row.revoked_at, row.revoked_by, row.reason = at, by, said
    row.save(update_fields=["state", "revoked_at", "revoked_by", "reason"])
    write(
        council=by.council_id, by=by, at=at, verb="revoke", obj=row, about=row.person_id,
        words=f"Certificate revoked: {said}",
    )  # fmt: skip
    return row


@transaction.atomic
def restore_certificate(
    *, certificate: Certificate, reason: str, by: User, at: datetime.datetime
) -> Certificate:
    """A certificate that was revoked by mistake counts again."""
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    check_restore(row, by)
    said = clean_reason(reason)
    row.state = CERTIFICATE.after(row.state, "restore")
    row.revoked_at, row.revoked_by, row.reason = None, None, ""
    row.save(update_fields=["state", "revoked_at", "revoked_by", "reason"])
    write(
        council=by.council_id, by=by, at=at, verb="restore", obj=row, about=row.person_id,
        words=f"Certificate counts again: {said}",
    )  # fmt: skip
    return row
