"""The words of letters about levels, as things stand when they are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.kit.words import day_month_year
from academy.work.registry import Letter, composes
from competencies.entrustment.actions.telling import ANSWERED, ASKED, DECLINED, LAPSED, STANDS, SUPPORT
from competencies.entrustment.models import Entrustment
from competencies.entrustment.rules import can_second

SUPERVISION = "A level says how closely work is checked. It is not a mark."


def _row(context: dict[str, Any], **about: Any) -> Entrustment | None:
    rows = Entrustment.objects.select_related("person", "task", "decided_by", "second_by", "second_asked")
    return rows.filter(pk=context["entrustment_id"], **about).first()


def _what(row: Entrustment) -> str:
    return f"“{row.task.title}” ({row.task.code})"


def _to_person(row: Entrustment, subject: str, *said: str) -> Letter:
    page = reverse("person_task", args=[row.person_id, row.task.code])
    parts = [f"Dear {row.person.given_name},", *said, f"Read it all: {settings.BASE_URL}{page}"]
    return Letter(subject=subject, body="\n\n".join([*parts, "SEND Academy"]))


@composes(STANDS)
def write_stands(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: a level stands. None when something else was decided since."""
    row = _row(context, person=person_id, state="stands")
    if row is None or row.valid_until is None:
        return None
    signed = row.decided_by.get_full_name()
    if row.second_by is not None:
        signed = f"{signed} and {row.second_by.get_full_name()}"
    return _to_person(
        row,
        f"Your level for {row.task.code}",
        f"{signed} decided: {_what(row)}, level {row.level}. It counts until "
        f"{day_month_year(row.valid_until)}.",
        f"Why: {row.reason}",
        SUPERVISION,
    )


@composes(SUPPORT)
def write_support(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: more support was agreed."""
    row = _row(context, person=person_id, state="stands", step=Entrustment.Step.LOWER)
    if row is None:
        return None
    again = f"You look at it together on {day_month_year(row.look_again_on)}." if row.look_again_on else ""
    parts = [
        f"{row.decided_by.get_full_name()} wrote down more support for you with {_what(row)}: from now on "
        f"you work at level {row.level}. This is help, not a penalty, and it can go up again.",
        f"Why: {row.reason}",
        f"What help goes with it: {row.support}",
        again,
    ]
    return _to_person(row, f"More support with {row.task.code}", *filter(None, parts))


@composes(DECLINED)
def write_declined(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: the second person asks for more first. The level that stood goes on standing."""
    row = _row(context, person=person_id, state="declined")
    if row is None or row.second_by is None:
        return None
    return _to_person(
        row,
        f"Not yet level {row.level} for {row.task.code}",
        f"{row.decided_by.get_full_name()} would trust you with {_what(row)} at level {row.level}. "
        f"{row.second_by.get_full_name()} would like to see something first. What you had still counts.",
        f"What is still needed: {row.second_words}",
    )


@composes(LAPSED)
def write_lapsed(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: a level waits to be renewed, and why."""
    row = _row(context, person=person_id, state="lapsed", ending=Entrustment.Ending.DECISION)
    if row is None or row.ended_by is None:
        return None
    return _to_person(
        row,
        f"Your level for {row.task.code} waits to be renewed",
        f"{row.ended_by.get_full_name()} decided that level {row.level} for {_what(row)} is looked at again "
        "before it counts. Until then your work on it is checked in full.",
        f"Why: {row.ended_words}",
        "It is not a penalty. The page says what restores it.",
    )


@composes(ASKED)
def write_asked(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To whoever was asked to sign second. It names nobody whom the decision is about."""
    row = _row(context, state="waiting", second_asked=person_id)
    if row is None or row.second_asked is None or not can_second(entrustment=row, by=row.second_asked):
        return None
    body = "\n\n".join(
        [
            f"Dear {row.second_asked.given_name},",
            f"{row.decided_by.get_full_name()} asks for your second signature: {_what(row)}, level "
            f"{row.level}.",
            "Read what it rests on. Then sign, or say what is still needed: "
            f"{settings.BASE_URL}{reverse('level_sign', args=[row.pk])}",
            "SEND Academy",
        ]
    )
    return Letter(subject="A level waits for your second signature", body=body)


@composes(ANSWERED)
def write_answered(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To whoever signed first: what the second person did."""
    row = _row(context, decided_by=person_id, second_by__isnull=False)
    if row is None or row.second_by is None:
        return None
    signed = row.state != "declined"
    did = "signed" if signed else "did not sign yet"
    page = reverse("person_task", args=[row.person_id, row.task.code])
    parts = [
        f"Dear {row.decided_by.given_name},",
        f"{row.second_by.get_full_name()} {did}: {_what(row)}, level {row.level}.",
        row.second_words,
        f"{settings.BASE_URL}{page}",
        "SEND Academy",
    ]
    return Letter(
        subject="Your decision is signed" if signed else "Your decision was not signed yet",
        body="\n\n".join(filter(None, parts)),
    )
