"""Letters before and when levels lapse: one to the person, one to whoever manages them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from academy.kit.words import day_month_year, plural
from academy.law.dates import add_days
from academy.people.access import people_led_by
from academy.people.models import Post, User
from academy.work.actions import post_message
from academy.work.models import Message
from academy.work.registry import Letter, composes
from competencies.entrustment.models import Entrustment

ENDING, LAPSED = "levels_ending", "levels_lapsed"
DAYS_BEFORE = (14, 60)
"""How long before its last day a level is told of, nearest first."""
OWN_PAGE = "/me/levels/"


@transaction.atomic
def remind_of_lapses(*, council_id: int, at: datetime.datetime) -> int:
    """Write to people whose levels end within 60 days, and again within 14. Returns how many letters are new.

    A night that was missed is made up for: each letter goes once, whenever it was due.
    """
    today, sent = timezone.localdate(at), 0
    rows = Entrustment.objects.filter(
        person__council_id=council_id,
        state="stands",
        valid_until__gte=today,
        valid_until__lte=add_days(today, DAYS_BEFORE[-1]),
    )
    groups: dict[tuple[int, datetime.date], list[Entrustment]] = defaultdict(list)
    for row in rows.order_by("pk"):
        if row.valid_until is not None:
            left = (row.valid_until - today).days
            groups[next(days for days in DAYS_BEFORE if left <= days), row.valid_until].append(row)
    for (days, last), some in sorted(groups.items()):
        sent += tell_about(some, template=ENDING, mark=f"ends:{last.isoformat()}:{days}", at=at)
    return sent


def tell_about(rows: Sequence[Entrustment], *, template: str, mark: str, at: datetime.datetime) -> int:
    """One letter a person and one a manager about these decisions; `mark` keeps it from going twice."""
    if not rows:
        return 0
    wanted: dict[int, list[int]] = defaultdict(list)
    managers = _managers({row.person_id for row in rows}, timezone.localdate(at))
    for row in rows:
        for reader in {row.person_id, *managers.get(row.person_id, ())}:
            wanted[reader].append(row.pk)
    had = set(
        Message.objects.filter(template=template, about=mark, person_id__in=wanted).values_list(
            "person_id", flat=True
        )
    )
    readers = User.objects.filter(pk__in=set(wanted) - had).order_by("pk")
    for person in readers:
        post_message(
            person=person, template=template, about=mark, context={"entrustments": wanted[person.pk]}, at=at
        )
    return len(readers)


def _managers(people: Iterable[int], on: datetime.date) -> dict[int, set[int]]:
    """Whoever manages these people on a day."""
    found: dict[int, set[int]] = defaultdict(set)
    posts = Post.objects.open_on(on).filter(person_id__in=list(people), manager__isnull=False)
    for person, manager in posts.values_list("person_id", "manager_id"):
        found[person].add(manager)
    return found


def _seen(person_id: int, context: dict[str, Any], state: str) -> tuple[User, list[Entrustment]]:
    """The reader, and which of the decisions are still so and may still be seen by them."""
    reader = User.objects.get(pk=person_id)
    rows = list(
        Entrustment.objects.filter(pk__in=context["entrustments"], state=state)
        .select_related("person", "task")
        .order_by("person__family_name", "task__position")
    )
    led = set(people_led_by(reader))
    return reader, [row for row in rows if row.person_id == person_id or row.person_id in led]


@composes(ENDING)
def write_ending(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """What ends soon, as things stand now; None when all of it was renewed."""
    reader, rows = _seen(person_id, context, "stands")
    if not rows:
        return None
    count = plural(len(rows), "level")
    own = rows[0].person_id == person_id
    said = (
        "A level counts for 24 months. Nothing is wrong: look at these together with your manager in good "
        "time, and add what you have shown since."
        if own
        else "A level counts for 24 months. Look at these together with each of them, and renew what still "
        "holds."
    )
    lines = [f"{_who(row, own)}{row.task.title} ({row.task.code}), level {row.level}: until "
             f"{day_month_year(row.valid_until)}" for row in rows if row.valid_until]  # fmt: skip
    return _letter(reader, f"{count} to look at again", said, lines, own)


@composes(LAPSED)
def write_lapsed(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """What lapsed and was not renewed since; None when nothing is left to say."""
    reader, rows = _seen(person_id, context, "lapsed")
    again = set(
        Entrustment.objects.filter(person__in=[row.person_id for row in rows], state="stands").values_list(
            "person_id", "task_identity"
        )
    )
    rows = [row for row in rows if (row.person_id, row.task_identity) not in again]
    if not rows:
        return None
    own = rows[0].person_id == person_id
    said = (
        "These levels wait to be renewed. That is no mark against anybody: until then, work on these tasks "
        "is checked as it is for somebody new to them."
    )
    lines = [
        f"{_who(row, own)}{row.task.title} ({row.task.code}), level {row.level}. {row.ended_words}"
        for row in rows
    ]
    return _letter(reader, f"{plural(len(rows), 'level')} lapsed", said, lines, own)


def _who(row: Entrustment, own: bool) -> str:
    return "" if own else f"{row.person.get_full_name()}: "


def _letter(reader: User, subject: str, said: str, lines: list[str], own: bool) -> Letter:
    link = [f"What each of them needs: {settings.BASE_URL}{OWN_PAGE}"] if own else []
    parts = [f"Dear {reader.given_name},", said, *lines, *link, "SEND Academy"]
    return Letter(subject=subject, body="\n\n".join(parts))
