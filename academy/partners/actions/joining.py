"""Somebody makes an account with their organisation's code, or asks for one."""

from __future__ import annotations

import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions.forgetting import plan_to_forget_request
from academy.partners.actions.inviting import send_welcome
from academy.partners.actions.places import CANNOT, Newcomer, find_guest, give_place
from academy.partners.models import AccessRequest, JoinCode, Joining
from academy.partners.queries.addresses import domains_of
from academy.partners.rules.addresses import fits
from academy.partners.rules.looking_after import check_looks_after
from academy.partners.rules.roles import roles_in
from academy.partners.states import ACCESS
from academy.people.models import Affiliation, Organisation, Post, User
from academy.record.actions import write
from academy.work.actions import announce, post_message
from academy.work.registry import Letter, answers, composes

ASKED = "access_asked"


def check_fits(*, organisation: Organisation, newcomer: Newcomer) -> None:
    """Refuses an address that is not the organisation's and a role that does not fit it."""
    if not fits(newcomer.address, domains_of(organisation)):
        raise Refused(CANNOT, code="domain")
    if newcomer.role not in roles_in(organisation.sector):
        raise Refused("Choose what you do there.", code="role")


@transaction.atomic
def join_with_code(*, code: JoinCode, newcomer: Newcomer, password: str = "", at: datetime.datetime) -> User:
    """Make an account for somebody whose address has been checked and whose code is right.

    Nobody gets back in like this: whoever had a place before asks for it. Raises Refused.
    """
    organisation = code.organisation
    check_fits(organisation=organisation, newcomer=newcomer)
    row = JoinCode.objects.select_for_update().filter(pk=code.pk, ended_at__isnull=True).first()
    if row is None:
        raise Refused("This code does not work any more. Ask for the new one.", code="code")
    if User.objects.filter(email__iexact=newcomer.address).exists():
        raise Refused(CANNOT, code="known")
    words = "Joined with the code"
    place, _ = give_place(organisation=organisation, newcomer=newcomer, words=words, by=None, at=at)
    person = place.person
    if password:
        person.set_password(password)
        person.save(update_fields=["password"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Joining.objects.create(code=row, person=person, at=at)
    return person


@transaction.atomic
def ask_access(*, organisation: Organisation, newcomer: Newcomer, at: datetime.datetime) -> AccessRequest:
    """Ask the organisation's coordinators, or the academy where there is none, for an account.

    Asked again while it waits, it is one request. Raises Refused.
    """
    check_fits(organisation=organisation, newcomer=newcomer)
    find_guest(email=newcomer.address, organisation=organisation, today=timezone.localdate(at))
    row, made = AccessRequest.objects.get_or_create(
        organisation=organisation,
        email=newcomer.address,
        state="waiting",
        defaults={
            "given_name": newcomer.given_name.strip(),
            "family_name": newcomer.family_name.strip(),
            "role": newcomer.role,
            "asked_at": at,
        },
    )
    if made:
        plan_to_forget_request(request=row, at=at)
        for person in _who_answers(organisation, timezone.localdate(at)):
            context = {"request_id": row.pk}
            post_message(person=person, template=ASKED, about=f"access:{row.pk}", context=context, at=at)
    return row


def _who_answers(organisation: Organisation, today: datetime.date) -> list[User]:
    """The organisation's coordinators; where there is none, the academy's."""
    places = Affiliation.objects.open_on(today).filter(organisation=organisation, coordinates=True)
    people = {place.person_id: place.person for place in places.select_related("person")}
    if not people:
        posts = Post.objects.open_on(today).filter(person__council=organisation.council_id, role="R23")
        people = {post.person_id: post.person for post in posts.select_related("person")}
    return list(people.values())


@composes(ASKED)
def write_access_asked(*, person_id: int, context: dict[str, Any]) -> Letter | None:
    """Somebody asks for an account; no name stands in the letter. Nothing to say once it is answered."""
    rows = AccessRequest.objects.select_related("organisation__council").filter(state="waiting")
    row = rows.filter(pk=context["request_id"]).first()
    if row is None:
        return None
    places = Affiliation.objects.open_on(timezone.localdate()).filter(organisation=row.organisation_id)
    own = places.filter(person=person_id, coordinates=True).exists()
    path = reverse("hub_organisation" if own else "partners_organisation", args=[row.organisation_id])
    facts = {"organisation": row.organisation, "link": f"{settings.BASE_URL}{path}"}
    return Letter(
        subject=f"Somebody at {row.organisation.name} asks for an account",
        body=render_to_string("emails/access_asked.txt", facts),
    )


def _lock(request: AccessRequest) -> AccessRequest:
    rows = AccessRequest.objects.select_for_update(of=("self",)).select_related("organisation__council")
    return rows.get(pk=request.pk)


def _answer(row: AccessRequest, verb: str, by: User, at: datetime.datetime) -> None:
    row.state = ACCESS.after(row.state, verb)
    row.answered_by, row.answered_at = by, at
    row.save(update_fields=["state", "answered_by", "answered_at"])
    plan_to_forget_request(request=row, at=at)


@transaction.atomic
def approve_access(*, request: AccessRequest, by: User, at: datetime.datetime) -> User:
    """Give the account that somebody asked for, with a letter. Raises Refused when it was answered."""
    check_looks_after(organisation=request.organisation, by=by)
    row = _lock(request)
    _answer(row, "approve", by, at)
    newcomer = Newcomer(row.given_name, row.family_name, row.email, row.role)
    words = "Asked for an account and got it"
    place, made = give_place(organisation=row.organisation, newcomer=newcomer, words=words, by=by, at=at)
    if made:
        send_welcome(place=place, about=f"place:{place.pk}:asked:{row.pk}", by=by, at=at)
    return place.person


@transaction.atomic
def decline_access(*, request: AccessRequest, by: User, at: datetime.datetime) -> AccessRequest:
    """Give no account. The one who asked hears of it. Raises Refused when it was answered already."""
    check_looks_after(organisation=request.organisation, by=by)
    row = _lock(request)
    _answer(row, "decline", by, at)
    organisation = row.organisation
    words = "A request for an account was declined"
    write(council=organisation.council_id, by=by, at=at, verb="decline", obj=row, words=words)
    announce(
        topic="access_declined",
        key=str(row.pk),
        payload={"request_id": row.pk},
        council=organisation.council_id,
        at=at,
    )
    return row


@answers("access_declined")
def tell_declined(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """One letter to somebody who is no person here, so it goes past the messages of people."""
    row = (
        AccessRequest.objects.select_related("organisation__council").filter(pk=payload["request_id"]).first()
    )
    if row is None:
        return
    facts = {"given_name": row.given_name, "organisation": row.organisation}
    body = render_to_string("emails/access_declined.txt", facts)
    send_mail("Your request for an account", body, None, [row.email])
