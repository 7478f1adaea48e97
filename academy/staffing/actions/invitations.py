"""Inviting people in: one e-mail with a link by which they set their password, once."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.access import can, has_standing
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import post_message
from academy.work.models import Message
from academy.work.registry import Letter, composes

TEMPLATE = "invitation"


def check_invite(*, person: User, by: User | None) -> None:
    """Refuses when `by` may not invite, or the person could not sign in anyway.

    `by` None is the command line.
    """
    if by is not None and not can(by, "manage_people", person):
        raise Refused("Only people who keep the list of staff may invite somebody.", code="not_allowed")
    if not has_standing(person):
        raise Refused(
            "This person holds no post today, so they could not sign in. Invite them when their post begins.",
            code="no_post",
        )


def can_invite(*, person: User, by: User | None) -> bool:
    """Whether `check_invite` lets it pass."""
    try:
        check_invite(person=person, by=by)
    except Refused:
        return False
    return True


@transaction.atomic
def invite_person(*, person: User, key: str, by: User | None, at: datetime.datetime) -> Message:
    """Write the invitation into the ledger.

    `key` comes from the form: pressing the button twice is one letter.
    """
    check_invite(person=person, by=by)
    known = Message.objects.filter(template=TEMPLATE, person=person, about=f"invitation:{key}").first()
    if known is not None:
        return known
    words = "Was sent a link to set a password"
    write(council=person.council_id, by=by, at=at, verb="invite", obj=person, about=person, words=words)
    by_pk: Any = by.pk if by else None
    return post_message(
        person=person, template=TEMPLATE, about=f"invitation:{key}", context={"by": by_pk}, at=at
    )


@composes(TEMPLATE)
def write_invitation(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The letter, with a link made this moment. Nothing to say if the one who asked may no longer invite."""
    person = User.objects.select_related("council").get(pk=person_id)
    by = User.objects.filter(pk=context.get("by")).first() if context.get("by") else None
    if context.get("by") and (by is None or not can_invite(person=person, by=by)):
        return None
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    facts = {"person": person, "link": f"{settings.BASE_URL}{path}", "days": days, "email": person.email}
    return Letter(
        subject=f"Your place in the SEND Academy of {person.council}",
        body=render_to_string("emails/invitation.txt", facts),
    )
