"""Registering somebody, and how a registration ends."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.qualifications.actions.moving import lock, move, note
from courses.qualifications.models import Registration
from courses.qualifications.rules import check_keeper, check_words
from courses.qualifications.states import REGISTRATION
from courses.records.models import Award


@transaction.atomic
def register_person(
    *,
    person: User,
    award: Award,
    centre: str,
    number: str,
    registered_on: datetime.date,
    assessor: User | None,
    assessor_name: str,
    verifier: User | None,
    verifier_name: str,
    by: User,
    at: datetime.datetime,
) -> Registration:
    """Register somebody for an award with an assessor and an internal verifier. Twice is once."""
    check_keeper(by=by)
    if {person.council_id, award.council_id} != {by.council_id}:
        raise Refused("This person or award belongs to another council.", code="council")
    _check_apart(person, assessor, assessor_name, verifier, verifier_name)
    found = Registration.objects.filter(person=person, award=award).exclude(state="withdrawn").first()
    if found is not None:
        return found
    row = Registration.objects.create(
        person=person, award=award, centre=centre.strip(), number=number.strip(), registered_on=registered_on,
        assessor=assessor, assessor_name="" if assessor else assessor_name.strip(),
        verifier=verifier, verifier_name="" if verifier else verifier_name.strip(), registered_by=by,
    )  # fmt: skip
    note(row, "register", f"Registered for {award.title} with {row.centre}", by, at)
    return row


def _check_apart(
    person: User, assessor: User | None, assessor_name: str, verifier: User | None, verifier_name: str
) -> None:
    """The learner, the assessor and the internal verifier are three people."""
    if assessor is None and not assessor_name.strip():
        raise Refused("Say who assesses: choose somebody, or write a name.", code="assessor")
    if verifier is None and not verifier_name.strip():
        raise Refused("Say who verifies: choose somebody, or write a name.", code="verifier")
    if person in (assessor, verifier):
        raise Refused("Nobody assesses or verifies their own portfolio.", code="own")
    same_name = assessor_name.strip().casefold() == verifier_name.strip().casefold()
    if (assessor is not None and assessor == verifier) or (
        assessor is None and verifier is None and same_name
    ):
        raise Refused("The assessor and the internal verifier are two people.", code="verifier")


@transaction.atomic
def award_registration(
    *, registration: Registration, on: datetime.date, by: User, at: datetime.datetime
) -> Registration:
    """The centre has awarded it."""
    check_keeper(by=by)
    row = lock(registration)
    if row.state == "awarded":
        return row
    REGISTRATION.after(row.state, "award")
    row.awarded_on = on
    move(row, "award", words=f"Awarded: {row.award.title}", said="", by=by, at=at)
    return row


@transaction.atomic
def withdraw_registration(
    *, registration: Registration, words: str, by: User, at: datetime.datetime
) -> Registration:
    """The registration ends without an award, and it is said why."""
    check_keeper(by=by)
    row = lock(registration)
    if row.state == "withdrawn":
        return row
    said = check_words(words, "Say why it ends")
    move(row, "withdraw", words=f"Registration for {row.award.title} withdrawn", said=said, by=by, at=at)
    return row
