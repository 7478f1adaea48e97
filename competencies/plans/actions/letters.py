"""The words of letters about plans, as things stand when they are sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from academy.kit.words import clock, weekday_date
from academy.people.models import User
from academy.work.registry import Letter, composes
from competencies.plans.actions.appreciation import CONSENT, THANKED
from competencies.plans.actions.meetings import PROPOSED, TO_SIGN, other_of
from competencies.plans.actions.probation import TO_READ
from competencies.plans.models import Exemplar, ProbationReport, SupervisionMeeting, ThankYou


def letter(to: User, subject: str, *said: str, path: str) -> Letter:
    """A letter with a page to go to. Nothing that somebody wrote is in it: mailboxes are read by others."""
    parts = [f"Dear {to.given_name},", *filter(None, said), f"{settings.BASE_URL}{path}", "SEND Academy"]
    return Letter(subject=subject, body="\n\n".join(parts))


def _meeting(pk: int, person_id: int, **about: Any) -> tuple[SupervisionMeeting, User, User] | None:
    """The meeting with whom it goes to and the other one; None when it is not as it was."""
    rows = SupervisionMeeting.objects.select_related("person", "supervisor", "proposed_by")
    row = rows.filter(pk=pk, state="planned", **about).first()
    if row is None or person_id not in (row.person_id, row.supervisor_id):
        return None
    to = row.person if row.person_id == person_id else row.supervisor
    return row, to, other_of(row, to)


@composes(PROPOSED)
def write_proposed(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the other of the two: when they meet. None when it changed again since: that has its own letter."""
    found = _meeting(context["meeting_id"], person_id, changes=context["changes"])
    if found is None:
        return None
    row, to, other = found
    when = f"{weekday_date(row.starts_at)}, {clock(row.starts_at)}"
    moved = "moved your supervision meeting to" if row.changes else "proposes a supervision meeting on"
    return letter(
        to,
        "Your supervision meeting has moved" if row.changes else "A supervision meeting for you",
        f"{other.get_full_name()} {moved} {when}{f', {row.place}' if row.place else ''}.",
        "The agenda begins with your goals. Both of you can add to it.",
        path=reverse("supervision", args=[row.pk]),
    )


@composes(TO_SIGN)
def write_to_sign(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the one who has not signed yet. None when nothing waits any more."""
    found = _meeting(context["meeting_id"], person_id)
    if found is None:
        return None
    row, to, other = found
    signed = row.person_signed_at if to.pk == row.person_id else row.supervisor_signed_at
    theirs = row.supervisor_signed_at if to.pk == row.person_id else row.person_signed_at
    if signed is not None or theirs is None:
        return None
    return letter(
        to,
        "Supervision notes wait for you to sign",
        f"{other.get_full_name()} signed the notes of your meeting on {weekday_date(row.starts_at)}.",
        "Read them. Add what is missing, or sign too. Once both have signed, the notes stay as they are.",
        path=reverse("supervision", args=[row.pk]),
    )


@composes(TO_READ)
def write_to_read(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the person: probation evidence was written, read it. None when it was taken back."""
    rows = ProbationReport.objects.exclude(state="withdrawn").select_related("person", "written_by")
    row = rows.filter(pk=context["report_id"], person=person_id).first()
    if row is None:
        return None
    return letter(
        row.person,
        "Probation evidence for you to read",
        f"{row.written_by.get_full_name()} put together evidence for your probation. It is not a verdict and "
        "must not stand alone. Read it, talk about it, and add what you want to say.",
        path=reverse("probation", args=[row.pk]),
    )


@composes(THANKED)
def write_thanked(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To whoever was thanked."""
    row = ThankYou.objects.filter(pk=context["thanks_id"], person=person_id).select_related("person", "by")
    found = row.first()
    if found is None:
        return None
    return letter(
        found.person,
        "A colleague says thank you",
        f"{found.by.get_full_name()} says thank you. Only you can read it, unless you show it to your "
        "manager.",
        path=reverse("my_plan") + "#thanks",
    )


@composes(CONSENT)
def write_consent(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """To the writer: may this be shown? None when it is answered already."""
    rows = Exemplar.objects.filter(pk=context["exemplar_id"], person=person_id, state="asked")
    found = rows.select_related("person", "asked_by").first()
    if found is None:
        return None
    return letter(
        found.person,
        "May a piece of your work be shown to colleagues?",
        f"{found.asked_by.get_full_name()} would like to hold up something that you wrote. You choose the "
        "words, you can say no without a reason, and you can take a yes back at any time.",
        path=reverse("exemplar_answer", args=[found.pk]),
    )
