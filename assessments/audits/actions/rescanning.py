"""Every night: free text of audits is scanned again when the rules of the personal-data gate are newer."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.gate import VERSION
from academy.kit.words import plural
from academy.people.models import Council, Post, User
from academy.people.queries import scanner_for
from academy.people.roles import ROLES, Right
from academy.record.actions import write
from academy.work.actions import announce, post_message
from academy.work.registry import Letter, composes
from assessments.audits.models import Remark

TOPIC, TEMPLATE = "remarks_night", "remarks_taken_out"
HOUR = datetime.time(2, 30)
"""Local time at which a night's look begins."""
MOST = 50_000
"""Texts of one night, about 20 seconds; the next night goes on."""
LOT = 500
KEEPERS = tuple(code for code, role in ROLES.items() if Right.BRING_IN_AUDITS in role.rights)


def plan_remarks_night(*, council_id: int, at: datetime.datetime) -> None:
    """Put the next night into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def scan_remarks_again(*, council_id: int, at: datetime.datetime) -> int:
    """Look through what older rules let in. What is found is deleted at once; its place stays, empty.

    Returns how many texts were taken out. The record says how many, on which audits and of which kinds,
    never what; those who bring audits in get one letter. Done twice, nothing changes. The next night is
    planned while there is any text.
    """
    rows = Remark.objects.filter(audit__council_id=council_id)
    old = list(rows.filter(scanned_with__lt=VERSION).exclude(text="").order_by("pk")[:MOST])
    scanner = scanner_for(council=Council.objects.get(pk=council_id))
    found = {one.pk: kinds for one in old if (kinds := scanner.kinds(one.text))}
    gone = [one for one in old if one.pk in found]
    places = [{"audit": one.audit_id, "label": one.label, "kinds": list(found[one.pk])} for one in gone]
    for start in range(0, len(gone), LOT):
        lot = [one.pk for one in gone[start : start + LOT]]
        Remark.objects.filter(pk__in=lot).update(text="", taken_out_at=at)
    if old:
        rows.filter(scanned_with__lt=VERSION, pk__lte=old[-1].pk).update(scanned_with=VERSION)
    if places:
        write(
            council=council_id, by=None, at=at, verb="take out", noun="remark",
            words=f"{plural(len(places), 'comment')} on audits taken out: newer rules found personal data",
            detail={"rules": VERSION, "places": places},
        )  # fmt: skip
        _tell(council_id, [one["audit"] for one in places], at)
    if rows.exclude(text="").exists():
        plan_remarks_night(council_id=council_id, at=at)
    return len(places)


def _tell(council_id: int, audit_ids: list[int], at: datetime.datetime) -> None:
    """One letter to each person who brings audits in."""
    day = timezone.localdate(at)
    posts = Post.objects.open_on(day).filter(person__council_id=council_id, role__in=KEEPERS)
    for person in User.objects.filter(pk__in=posts.values("person"), is_active=True):
        post_message(
            person=person,
            template=TEMPLATE,
            about=f"remarks:{VERSION}:{day.isoformat()}",
            context={"audits": sorted(set(audit_ids)), "places": len(audit_ids)},
            at=at,
        )


@composes(TEMPLATE)
def write_remarks_letter(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The words of the letter: how many comments and where to look, never what they said."""
    person = User.objects.get(pk=person_id)
    places = plural(context["places"], "comment")
    lines = [f"{settings.BASE_URL}{reverse('audit', args=[pk])}" for pk in context["audits"][:20]]
    more = len(context["audits"]) - len(lines)
    body = "\n\n".join(
        [
            f"Dear {person.given_name},",
            f"The rules that look for personal data have become better. Last night they found {places} on "
            "audits that may point to a child or a named person. We deleted the words at "
            "once. The grades stay.",
            "The audits:\n" + "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])]),
            "You do not have to do anything. If the same comments are still in your own spreadsheet, take "
            "the names out there.",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"{places} taken out of audits", body=body)
