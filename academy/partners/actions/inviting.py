"""Inviting somebody of a partner organisation: a place, and one letter with a way in."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions.places import Newcomer, give_place
from academy.partners.queries.addresses import domains_of
from academy.partners.rules.addresses import fits
from academy.partners.rules.looking_after import check_looks_after, keeps_list
from academy.partners.rules.roles import PARTNER_ROLES, roles_in
from academy.people.models import Affiliation, Organisation, User
from academy.record.actions import write
from academy.work.actions import post_message
from academy.work.models import Message
from academy.work.registry import Letter, composes

TEMPLATE = "partner_invitation"


def check_invite(
    *,
    organisation: Organisation,
    newcomer: Newcomer,
    until: datetime.date | None,
    by: User | None,
    today: datetime.date,
) -> None:
    """Refuses whoever may not invite here, a role that does not fit and an address of somewhere else.

    Whoever keeps the council's list of people may give any partner role, an end, and any address.
    """
    check_looks_after(organisation=organisation, by=by)
    try:
        validate_email(newcomer.address)
    except ValidationError:
        raise Refused("Write an e-mail address, such as sam@oakfield.example.", code="bad_address") from None
    if not newcomer.given_name.strip() or not newcomer.family_name.strip():
        raise Refused("Write both names of your colleague.", code="no_name")
    wide = keeps_list(by, organisation)
    if newcomer.role not in (PARTNER_ROLES if wide else roles_in(organisation.sector)):
        raise Refused("This is not a role in this organisation. Choose another one.", code="role")
    if until is not None and (not wide or until < today):
        raise Refused("The last day must be today or later, and only the academy sets one.", code="until")
    if not wide and not fits(newcomer.address, domains_of(organisation)):
        raise Refused(
            "This is not one of your organisation’s addresses. Use the work address, or ask the academy to "
            "invite this person.",
            code="domain",
        )


def can_invite(*, organisation: Organisation, newcomer: Newcomer, by: User, today: datetime.date) -> bool:
    """Whether `check_invite` lets it pass."""
    try:
        check_invite(organisation=organisation, newcomer=newcomer, until=None, by=by, today=today)
    except Refused:
        return False
    return True


@transaction.atomic
def invite_colleague(
    *,
    organisation: Organisation,
    given_name: str,
    family_name: str,
    email: str,
    role: str,
    by: User | None,
    at: datetime.datetime,
    until: datetime.date | None = None,
) -> User:
    """Make or find somebody of a partner organisation, give them a place there and write one letter.

    Somebody who has a place already keeps it and gets no second letter. Raises Refused in words; for an
    address of the council's staff or of another council it does not say which.
    """
    newcomer = Newcomer(given_name, family_name, email, role)
    check_invite(
        organisation=organisation, newcomer=newcomer, until=until, by=by, today=timezone.localdate(at)
    )
    place, made = give_place(
        organisation=organisation, newcomer=newcomer, until=until, words="Invited", by=by, at=at
    )
    if made:
        send_welcome(place=place, about=f"place:{place.pk}:{place.starts_on.isoformat()}", by=by, at=at)
    return place.person


@transaction.atomic
def resend_invitation(*, place: Affiliation, key: uuid.UUID, by: User, at: datetime.datetime) -> Message:
    """Write the letter once more. `key` comes from the form: pressing twice is one letter."""
    check_looks_after(organisation=place.organisation, by=by)
    if not Affiliation.objects.filter(pk=place.pk).open_on(timezone.localdate(at)).exists():
        raise Refused("This person’s place has ended. Invite them again instead.", code="ended")
    about = f"place:{place.pk}:again:{key.hex}"
    if not Message.objects.filter(template=TEMPLATE, person=place.person, about=about).exists():
        words = "The invitation was sent again"
        council = place.organisation.council_id
        write(council=council, by=by, at=at, verb="invite", obj=place, about=place.person, words=words)
    return send_welcome(place=place, about=about, by=by, at=at)


def send_welcome(*, place: Affiliation, about: str, by: User | None, at: datetime.datetime) -> Message:
    """Write the letter into the ledger, once for each `about`. In the caller's transaction."""
    context = {"place": place.pk, "by": by.pk if by else None}
    return post_message(person=place.person, template=TEMPLATE, about=about, context=context, at=at)


@composes(TEMPLATE)
def write_partner_invitation(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The letter with a link made this moment, or for somebody who has a password with the way to sign in.

    Nothing to say when the place has ended since.
    """
    rows = Affiliation.objects.open_on(timezone.localdate()).select_related("person", "organisation__council")
    place = rows.filter(pk=context["place"], person_id=person_id).first()
    if place is None:
        return None
    by = User.objects.filter(pk=context["by"]).first() if context.get("by") else None
    person, link = place.person, ""
    if not person.has_usable_password():
        uid = user_pk_to_url_str(person)
        token = default_token_generator.make_token(person)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        link = f"{settings.BASE_URL}{path}"
    facts = {
        "person": person,
        "organisation": place.organisation,
        "role": place.get_role_display(),
        "by": by.get_full_name() if by else "",
        "until": place.ends_on,
        "link": link,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "sign_in": f"{settings.BASE_URL}{reverse('account_login')}",
    }
    return Letter(
        subject=f"Your place in the SEND Academy of {place.organisation.council}",
        body=render_to_string("emails/partner_invitation.txt", facts),
    )
