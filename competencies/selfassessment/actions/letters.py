"""Letters about self-assessments: to the manager when handed in, to the person when answered."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.people.access import can
from academy.people.models import Post, User
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from competencies.selfassessment.models import SelfAssessment

ASKED, ANSWERED = "self_asked", "self_answered"
HANDED_IN, CHANGED = "self_handed_in", "self_changed"


def tell_asked(row: SelfAssessment, *, at: datetime.datetime) -> None:
    """To the person: their manager asks."""
    _post(row.person, ASKED, row, str(row.pk), at)


def tell_answered(row: SelfAssessment, *, versions: int, at: datetime.datetime) -> None:
    """To the person: every answer that stands has a reply. Once for each state of their answers."""
    _post(row.person, ANSWERED, row, f"{row.pk}:{versions}", at)


def tell_handed_in(row: SelfAssessment, *, at: datetime.datetime) -> None:
    """To the line managers: it is there to be answered."""
    for manager in _managers(row, at):
        _post(manager, HANDED_IN, row, str(row.pk), at)


def tell_changed(row: SelfAssessment, *, at: datetime.datetime) -> None:
    """To the line managers: an answer changed. One letter a day."""
    for manager in _managers(row, at):
        _post(manager, CHANGED, row, f"{row.pk}:{timezone.localdate(at).isoformat()}", at)


def _post(person: User, template: str, row: SelfAssessment, about: str, at: datetime.datetime) -> None:
    context = {"assessment_id": row.pk}
    post_message(person=person, template=template, about=f"self:{about}", context=context, at=at)


def _managers(row: SelfAssessment, at: datetime.datetime) -> list[User]:
    posts = Post.objects.open_on(timezone.localdate(at)).filter(person=row.person_id).exclude(manager=None)
    return list(User.objects.filter(pk__in=posts.values("manager")).order_by("pk"))


def _letter(subject: str, *lines: str) -> Letter:
    return Letter(subject=subject, body="\n\n".join([*lines, "SEND Academy"]))


def _found(context: dict[str, Any], *states: str) -> SelfAssessment | None:
    rows = SelfAssessment.objects.filter(pk=context["assessment_id"], state__in=states)
    return rows.select_related("person", "asked_by").first()


@composes(ASKED)
def write_asked(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """None when it was handed in meanwhile."""
    row = _found(context, "open")
    if row is None or row.person_id != person_id or row.asked_by is None:
        return None
    return _letter(
        "Say how you see your own work",
        f"Dear {row.person.given_name},",
        f"{row.asked_by.get_full_name()} asks you to say, task by task, how you see your own work. It takes "
        "about half an hour, and you can do it in pieces. It grants no level and takes none away.",
        f"{settings.BASE_URL}{reverse('my_self')}",
    )


@composes(ANSWERED)
def write_answered(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The words themselves stay behind the door."""
    row = _found(context, "handed_in", "closed")
    if row is None or row.person_id != person_id:
        return None
    return _letter(
        "Your self-assessment has been answered",
        f"Dear {row.person.given_name},",
        "Every task in your self-assessment has an answer now. Read where you see it the same way, where you "
        "do not, and whether something more is asked.",
        f"{settings.BASE_URL}{reverse('my_self')}",
    )


def _to_manager(person_id: int, context: dict[str, Any], subject: str, words: str) -> Letter | None:
    row = _found(context, "handed_in")
    manager = User.objects.filter(pk=person_id).first()
    if row is None or manager is None or not can(manager, "confirm_self", row.person):
        return None
    name = row.person.get_full_name()
    return _letter(
        subject.format(name=name),
        f"Dear {manager.given_name},",
        words.format(name=name),
        f"{settings.BASE_URL}{reverse('self_person', args=[row.person_id])}",
    )


@composes(HANDED_IN)
def write_handed_in(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """None when the manager does not lead them any more, or the round is closed."""
    words = "{name} has said how they see their own work, task by task. Confirm, differ or ask for more."
    return _to_manager(person_id, context, "{name} handed in a self-assessment", words)


@composes(CHANGED)
def write_changed(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The same for a changed answer."""
    words = (
        "{name} changed an answer in their self-assessment. What you said of the one before stays; the new "
        "one waits for you."
    )
    return _to_manager(person_id, context, "{name} changed an answer", words)
