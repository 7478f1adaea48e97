"""Ending somebody's place, and who looks after an organisation."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.partners.actions.forgetting import plan_to_forget_guest
from academy.partners.rules.looking_after import LAST, check_looks_after, keeps_list
from academy.people.access import has_standing
from academy.people.actions import end_sessions
from academy.people.models import Affiliation, Organisation, User
from academy.record.actions import write
from academy.work.actions import announce

ENDED = "affiliation_ended"
"""News for the parts above: {"person_id", "organisation_id"}. Who books places gives them back."""


def _lock(place: Affiliation, today: datetime.date) -> Affiliation:
    """The place as it stands now, while nobody else changes who looks after the organisation."""
    Organisation.objects.select_for_update().get(pk=place.organisation_id)
    row = Affiliation.objects.select_related("organisation", "person").get(pk=place.pk)
    if row.ends_on is not None and row.ends_on < today:
        raise Refused("This person’s place has ended already.", code="ended")
    return row


def _others_look_after(row: Affiliation, today: datetime.date) -> bool:
    same = Affiliation.objects.open_on(today).filter(organisation=row.organisation_id, coordinates=True)
    return same.exclude(person=row.person_id).exists()


@transaction.atomic
def end_affiliation(*, place: Affiliation, by: User | None, at: datetime.datetime) -> Affiliation:
    """End somebody's place at once: they are signed out, and their coming places are given back.

    A coordinator cannot end the place of the last coordinator; the academy can. Raises Refused in words.
    """
    check_looks_after(organisation=place.organisation, by=by)
    today = timezone.localdate(at)
    row = _lock(place, today)
    if row.coordinates and not keeps_list(by, row.organisation) and not _others_look_after(row, today):
        raise Refused(LAST, code="last")
    yesterday = today - datetime.timedelta(days=1)
    row.starts_on, row.ends_on, row.coordinates = min(row.starts_on, yesterday), yesterday, False
    row.save(update_fields=["starts_on", "ends_on", "coordinates"])
    council = row.organisation.council_id
    words = f"The place at {row.organisation.name} was ended"
    write(council=council, by=by, at=at, verb="end", obj=row, about=row.person, words=words)
    announce(
        topic=ENDED,
        key=f"{row.pk}:{at.isoformat()}",
        payload={"person_id": row.person_id, "organisation_id": row.organisation_id},
        council=council,
        at=at,
    )
    if not has_standing(User.objects.get(pk=row.person_id)):
        end_sessions(people=[row.person_id])
        plan_to_forget_guest(person=row.person, council_id=council, at=at)
    return row


@transaction.atomic
def make_coordinator(*, place: Affiliation, by: User | None, at: datetime.datetime) -> Affiliation:
    """Let somebody look after their organisation's people and places. Done twice it stays as it is."""
    check_looks_after(organisation=place.organisation, by=by)
    row = _lock(place, timezone.localdate(at))
    if not row.coordinates:
        _set(row, True, "Looks after the people and places of", by, at)
    return row


@transaction.atomic
def remove_coordinator(*, place: Affiliation, by: User | None, at: datetime.datetime) -> Affiliation:
    """Somebody looks after their organisation no longer. Only the academy can take the last one away."""
    check_looks_after(organisation=place.organisation, by=by)
    today = timezone.localdate(at)
    row = _lock(place, today)
    if row.coordinates:
        if not keeps_list(by, row.organisation) and not _others_look_after(row, today):
            raise Refused(LAST, code="last")
        _set(row, False, "No longer looks after the people and places of", by, at)
    return row


def _set(row: Affiliation, coordinates: bool, words: str, by: User | None, at: datetime.datetime) -> None:
    row.coordinates = coordinates
    row.save(update_fields=["coordinates"])
    write(
        council=row.organisation.council_id,
        by=by,
        at=at,
        verb="coordinate" if coordinates else "end coordinating",
        obj=row,
        about=row.person,
        words=f"{words} {row.organisation.name}",
    )
