"""Saying that one has read and understood a page."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
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
