"""What hangs on a session: who leads it, what to read, and places kept for a group."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Organisation, User
from academy.record.actions import write
from academy.work.actions import announce
from courses.sessions.actions.locks import lock_session
from courses.sessions.audiences import AUDIENCES
from courses.sessions.models import Material, Reserve, Seats, Session, Trainer
from courses.sessions.registry import set_places
from courses.sessions.rules.planning import Where, check_can_change, check_where

MOST_LEADERS, MOST_MATERIALS, MOST_RESERVES = 8, 12, 12


@transaction.atomic
def add_trainer(
    *, session: Session, name: str, words: str, person: User | None, by: User | None, at: datetime.datetime
) -> Trainer:
    """Somebody who leads it. With an account they see this session's page, and nothing else because of it."""
    row = lock_session(session, by=by)
    if person is not None and person.council_id != row.council_id:
        raise Refused("Nobody here has an account with this address.", code="email")
    known = row.trainers.filter(name=name).first()
    if known is not None:
        return known
    if row.trainers.count() >= MOST_LEADERS:
        raise Refused(f"At most {MOST_LEADERS} people lead a session.", code="name")
    made = Trainer.objects.create(session=row, name=name, words=words, person=person)
    write(council=row.council_id, by=by, at=at, verb="add", obj=row, words=f"{name} leads it")
    return made


@transaction.atomic
def remove_trainer(*, trainer: Trainer, by: User, at: datetime.datetime) -> None:
    """They do not lead it any more, and do not see its page."""
    row = lock_session(trainer.session, by=by)
    name = trainer.name
    if Trainer.objects.filter(pk=trainer.pk).delete()[0]:
        write(council=row.council_id, by=by, at=at, verb="remove", obj=row, words=f"{name} does not lead it")


@transaction.atomic
def add_material(
    *, session: Session, when: str, title: str, url: str, by: User | None, at: datetime.datetime
) -> Material:
    """Something to read before or to keep afterwards."""
    row = lock_session(session, by=by)
    if when not in Material.When.values:
        raise Refused("Say whether it is for before or after.", code="when")
    if not url.startswith(("https://", "/")):
        raise Refused("Give an address that begins with https:// or a page of this academy.", code="url")
    known = row.materials.filter(when=when, title=title).first()
    if known is not None:
        return known
    if row.materials.count() >= MOST_MATERIALS:
        raise Refused(f"At most {MOST_MATERIALS} things to read hang on a session.", code="title")
    made = Material.objects.create(session=row, when=when, title=title, url=url)
    write(council=row.council_id, by=by, at=at, verb="add", obj=row, words=f"Added “{title}”"[:400])
    return made


@transaction.atomic
def remove_material(*, material: Material, by: User, at: datetime.datetime) -> None:
    """It is not offered any more."""
    row = lock_session(material.session, by=by)
    if Material.objects.filter(pk=material.pk).delete()[0]:
        words = f"Took away “{material.title}”"[:400]
        write(council=row.council_id, by=by, at=at, verb="remove", obj=row, words=words)


@transaction.atomic
def keep_places(
    *,
    session: Session,
    mode: str,
    audience: str,
    organisation: Organisation | None,
    places: int,
    until: datetime.datetime,
    by: User | None,
    at: datetime.datetime,
) -> Reserve:
    """Keep places for a group or an organisation until a moment. What is taken already cannot be kept.

    Opening a session plans what happens when they are free again; of an open one it is planned here.
    """
    row = lock_session(session, by=by)
    check_can_change(row, at)
    seats = Seats.objects.select_for_update().filter(session=row, mode=mode).first()
    if seats is None:
        raise Refused("There are no places of this kind.", code="mode")
    _check_group(row, audience, organisation)
    if not at < until <= row.starts_at:
        raise Refused("Choose a moment between now and the start.", code="until")
    if seats.reserves.count() >= MOST_RESERVES:
        raise Refused(f"At most {MOST_RESERVES} groups have places kept.", code="places")
    same = seats.reserves.filter(audience=audience, organisation=organisation, places=places, until=until)
    known = same.first()
    if known is not None:
        return known
    free = _free_to_keep(seats, at)
    if not 1 <= places <= free:
        raise Refused(f"{free} places can be kept: the others are taken or kept.", code="places")
    made = Reserve.objects.create(
        seats=seats, audience=audience, organisation=organisation, places=places, until=until
    )
    write(council=row.council_id, by=by, at=at, verb="keep", obj=row, words=f"Kept {places} places")
    _plan_end(made, row, at)
    return made


@transaction.atomic
def end_keeping(*, reserve: Reserve, by: User, at: datetime.datetime) -> None:
    """The places are everybody's from now on, those who wait first. Said twice, it is said once."""
    row = lock_session(reserve.seats.session, by=by)
    kept = Reserve.objects.select_for_update(of=("self",)).get(pk=reserve.pk)
    if kept.until <= at:
        return
    kept.until = at
    kept.save(update_fields=["until"])
    write(council=row.council_id, by=by, at=at, verb="end_keeping", obj=row, words="Kept places are free now")
    _plan_end(kept, row, at)


def _plan_end(reserve: Reserve, row: Session, at: datetime.datetime) -> None:
    """What happens when places are kept no longer, planned by the part that keeps bookings."""
    if row.state == "open":
        announce(
            topic="reserve_ends",
            key=f"{reserve.pk}:{reserve.until.isoformat()}",
            payload={"session_id": row.pk},
            council=row.council_id,
            at=at,
            due_at=reserve.until,
        )


def _check_group(row: Session, audience: str, organisation: Organisation | None) -> None:
    if bool(audience) == bool(organisation):
        raise Refused("Choose a group or an organisation, not both.", code="audience")
    if audience and audience not in AUDIENCES:
        raise Refused("Choose a group from the list.", code="audience")
    if organisation is not None and organisation.council_id != row.council_id:
        raise Refused("Choose an organisation from the list.", code="organisation")


def _free_to_keep(seats: Seats, at: datetime.datetime) -> int:
    """Places that nobody has and nothing is kept of."""
    kept = sum(max(0, one.places - one.taken) for one in seats.reserves.filter(until__gt=at))
    return max(0, seats.places - seats.taken - kept)


@transaction.atomic
def change_places(*, session: Session, places: Mapping[str, int], by: User, at: datetime.datetime) -> None:
    """Another number of places for each way to take part; more are offered at once to those who wait.

    A refusal names the way to take part that it is about.
    """
    now = dict(session.seats.values_list("mode", "places"))
    here = Where(session.venue, session.room, session.link)
    check_where(here, modes=frozenset({*now, *places}), council_id=session.council_id)
    for mode, number in sorted(places.items()):
        if number == now.get(mode):
            continue
        try:
            set_places(session=session, mode=mode, places=number, by=by, at=at)
        except Refused as refused:
            raise Refused(refused.words, code=mode) from refused
