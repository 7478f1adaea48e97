"""Saying that one has read and understood a page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.kit.words import plural
from academy.people.models import Council, User
from academy.record.actions import write
from academy.work.actions import announce
from courses.handbook.models import HandbookPage, HandbookVersion, PageRead
from courses.handbook.rules import Mark, asks_for, check_read

PAGE_READ = "page_read"


@transaction.atomic
def read_page(*, page: HandbookPage, number: int, by: User, at: datetime.datetime) -> PageRead:
    """Keep that somebody has read this version, or read it again on a later day. Pressed twice is once.

    Refuses when a version that matters came out after the one they saw.
    """
    marks = [Mark(*row) for row in page.versions.values_list("number", "matters")]
    check_read(shown=number, asked=asks_for(marks))
    version = HandbookVersion.objects.get(page=page, number=number)
    read, made = PageRead.objects.get_or_create(
        person=by, version=version, on=timezone.localdate(at), defaults={"at": at}
    )
    if made:
        write(
            council=by.council_id,
            by=by,
            at=at,
            verb="read",
            obj=read,
            about=by,
            words=f"Read and understood {page.code}, version {number}",
        )
        announce(
            topic=PAGE_READ,
            key=str(read.pk),
            payload={"read_id": read.pk},
            council=by.council_id,
            at=at,
        )
    return read


@transaction.atomic
def bring_in_reads(
    *,
    council: Council,
    rows: Sequence[tuple[int, int, datetime.date]],
    by: User | None,
    at: datetime.datetime,
) -> int:
    """Keep many readings at once, such as those that were signed for on paper: person, version and day.

    Readings that are there already stay as they are. A constant number of statements a thousand rows.
    """
    before = PageRead.objects.filter(person__council=council).count()
    reads = (
        PageRead(person_id=person, version_id=version, on=on, at=_noon(on)) for person, version, on in rows
    )
    PageRead.objects.bulk_create(reads, ignore_conflicts=True, batch_size=1000)
    made = PageRead.objects.filter(person__council=council).count() - before
    words = f"{plural(made, 'reading')} of handbook pages brought in"
    write(council=council, by=by, at=at, verb="bring_in", noun="pageread", words=words)
    return made


def _noon(on: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
