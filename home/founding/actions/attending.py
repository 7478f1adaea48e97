"""Who came to the sessions of the demo's last year, and what they said of them."""

from __future__ import annotations

import datetime
import random
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from academy.people.models import Affiliation, Council, Post, User
from courses.bookings.models import Booking
from courses.registers.models import Attendance, Evaluation, Phase, Slip
from courses.registers.rules.times import LATER, mark_from_times, minutes_of
from courses.sessions.audiences import AUDIENCES
from courses.sessions.models import Seats, Session
from home.founding.actions.cast import cast_of

SEED = uuid.UUID("3f3c2a34-6d6b-4d0e-9b36-0a4d9b2f6c11")
YEAR = datetime.timedelta(days=365)
ASKED = datetime.timedelta(days=150)
"""From when on people are asked what they think."""
RECENT = datetime.timedelta(days=40)
"""Of these days the demo's accounts came to much: they are asked what they think."""
FILLED, ABSENT, LATE, EARLY = 0.84, 0.15, 0.08, 0.04
ANSWER, ANSWER_LATER = 0.62, 0.38
NEVER = 6
"""One setting in so many never comes."""
GUESTS = ("senco@oakfield.example", "therapist@northtrust.example", "forum@alderwickparents.example")
WORDS = {
    Phase.NOW: (
        "I will ask for the outline before the meeting and not after it.",
        "We will write who does what, how often and for how long.",
        "I will send my report in time, with what the young person said at the top.",
        "I will use the checklist with the whole team on our next training day.",
        "I will ring before I write.",
        "I will stop copying last year’s outcomes.",
        "The examples were better than any guidance that I have read.",
        "More time for questions would have been good.",
    ),
    Phase.LATER: (
        "Our reports are shorter, and parents say that they understand them.",
        "We meet a week before the review now.",
        "I use the outline each time.",
        "I have not had a review since, so I could not try it.",
    ),
}


@dataclass
class Rows:
    """What is written at the end, in bulk."""

    bookings: list[Booking] = field(default_factory=list)
    marks: list[Attendance] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    seats: list[Seats] = field(default_factory=list)


@transaction.atomic
def attend_through(*, council: Council, until: datetime.datetime) -> None:
    """Fill the held sessions of a year, take their registers, and let people say what they think.

    The newest one has no register yet: it can be taken in the demo. Asked again, nothing changes.
    """
    rows = Session.objects.filter(council=council, state="held", starts_at__gte=until - YEAR)
    held = list(rows.select_related("topic").prefetch_related("seats").order_by("starts_at", "pk"))
    if not held or Booking.objects.filter(session__in=held).exists():
        return
    chance = random.Random(11)  # noqa: S311
    groups, schools = _crowd(council)
    keeper, regulars = cast_of(council=council, until=until).pdl, _regulars(council, until)
    made = Rows()
    for session in held:
        people = _people_for(session, groups)
        often = 0.5 if session.starts_at > until - RECENT else 0.08
        wanted = [one for one in regulars if one in people and chance.random() < often]
        for seats in session.seats.all():
            _fill(made, session, seats, people, wanted, schools, chance)
            wanted = []
    newest = held[-1].pk
    _keep(made, keeper, newest, until, chance)
    Booking.objects.bulk_create(made.bookings, batch_size=500)
    Seats.objects.bulk_update(made.seats, ["taken"], batch_size=500)
    Attendance.objects.bulk_create(made.marks, batch_size=500)
    Evaluation.objects.bulk_create(made.evaluations, batch_size=500)
    Slip.objects.bulk_create(made.slips, batch_size=500)


def _crowd(council: Council) -> tuple[dict[str, list[int]], dict[int, int]]:
    """People by role, and the organisation of each guest. One setting in some never comes."""
    groups: dict[str, list[int]] = defaultdict(list)
    schools: dict[int, int] = {}
    guests = Affiliation.objects.filter(person__council=council, person__is_active=True, ends_on=None)
    for person, role, organisation in guests.order_by("pk").values_list(
        "person_id", "role", "organisation_id"
    ):
        if organisation % NEVER:
            groups[role].append(person)
            schools[person] = organisation
    posts = Post.objects.filter(person__council=council, person__is_active=True, ends_on=None)
    for person, role in posts.order_by("pk").values_list("person_id", "role"):
        groups[role].append(person)
    return groups, schools


def _regulars(council: Council, until: datetime.datetime) -> list[int]:
    """The people of the demo's accounts come to something now and then."""
    guests = User.objects.filter(council=council, emailaddress__email__in=GUESTS)
    coordinator = cast_of(council=council, until=until).coordinator
    return [*guests.order_by("pk").values_list("pk", flat=True), coordinator.pk]


def _people_for(session: Session, groups: dict[str, list[int]]) -> list[int]:
    """For whom a session is, in a steady order."""
    topic = session.topic
    codes = ["staff"] if topic.internal else topic.audiences or list(AUDIENCES)
    roles = sorted({role for code in codes for role in AUDIENCES[code].roles})
    return list(dict.fromkeys(person for role in roles for person in groups[role]))


def _fill(
    made: Rows,
    session: Session,
    seats: Seats,
    people: Sequence[int],
    wanted: Sequence[int],
    schools: dict[int, int],
    chance: random.Random,
) -> None:
    """People with a place, and in one session of four some who waited in vain."""
    taken = {row.person_id for row in made.bookings[-200:] if row.session_id == session.pk}
    free = [one for one in people if one not in taken and one not in wanted]
    full = chance.random() < 0.25
    share = 1.0 if full else min(1.0, max(0.4, chance.gauss(FILLED - 0.05, 0.1)))
    n = min(round(seats.places * share), len(free) + len(wanted))
    chosen = [*wanted, *chance.sample(free, max(0, n - len(wanted)))]
    made.bookings += [_booking(session, seats, one, schools, "confirmed", chance) for one in chosen]
    seats.taken = len(chosen)
    made.seats.append(seats)
    if full and len(free) > n + 4:
        rest = [one for one in free if one not in set(chosen)]
        for turn, one in enumerate(chance.sample(rest, chance.randint(1, 4)), 1):
            row = _booking(session, seats, one, schools, "passed_over", chance)
            row.turn = turn
            made.bookings.append(row)


def _booking(
    session: Session,
    seats: Seats,
    person: int,
    schools: dict[int, int],
    state: str,
    chance: random.Random,
) -> Booking:
    made_at = session.starts_at - datetime.timedelta(
        days=chance.randint(3, 40), minutes=chance.randint(0, 500)
    )
    return Booking(
        session=session, seats=seats, person_id=person, organisation_id=schools.get(person),
        booked_by_id=person, mode=seats.mode, state=state, key=uuid.uuid5(SEED, f"{session.pk}:{person}"),
        party=uuid.uuid5(SEED, f"party:{session.pk}:{person}"), made_at=made_at,
        settled_at=made_at if state == "confirmed" else session.starts_at,
    )  # fmt: skip


def _keep(made: Rows, keeper: User, newest: int, until: datetime.datetime, chance: random.Random) -> None:
    """The registers of all sessions but the newest, and the answers of those who came."""
    for booking in made.bookings:
        session = booking.session
        if booking.state != "confirmed" or session.pk == newest:
            continue
        mark = Attendance(
            booking=booking, came=chance.random() >= ABSENT, how="list", marked_by=keeper,
            marked_at=session.ends_at,
        )  # fmt: skip
        made.marks.append(mark)
        if not mark.came:
            booking.charge = session.topic.absence_charge
            continue
        late = session.starts_at + datetime.timedelta(minutes=chance.randint(12, 35))
        early = session.ends_at - datetime.timedelta(minutes=chance.randint(12, 30))
        said = mark_from_times(
            session,
            late if chance.random() < LATE else None,
            early if chance.random() < EARLY else None,
        )
        mark.arrived_at, mark.left_at = said.arrived_at, said.left_at
        mark.minutes = minutes_of(session, said)
        if session.ends_at > until - ASKED:
            _ask(made, booking, until, chance)


def _ask(made: Rows, booking: Booking, until: datetime.datetime, chance: random.Random) -> None:
    """What somebody says straight after, and weeks later where those have passed."""
    session = booking.session
    if chance.random() < ANSWER:
        made.slips.append(Slip(booking=booking, phase=Phase.NOW))
        made.evaluations.append(
            _evaluation(
                session, Phase.NOW, chance,
                useful=chance.choices(("very", "useful", "little", "not"), (46, 41, 10, 3))[0],
                recommend=chance.choices(("yes", "maybe", "no"), (78, 17, 5))[0],
            )
        )  # fmt: skip
    if session.ends_at + LATER < until and chance.random() < ANSWER_LATER:
        made.slips.append(Slip(booking=booking, phase=Phase.LATER))
        made.evaluations.append(
            _evaluation(
                session, Phase.LATER, chance,
                changed=chance.choices(("kept", "tried", "not_yet", "no"), (44, 31, 18, 7))[0],
                agrees=chance.choices(("yes", "unsure", "no", "nobody"), (48, 30, 4, 18))[0],
            )
        )  # fmt: skip


def _evaluation(session: Session, phase: Phase, chance: random.Random, **said: str) -> Evaluation:
    """One set of answers; some write a line, some of those agree to be quoted, and few are chosen."""
    words = chance.choice(WORDS[phase]) if chance.random() < 0.35 else ""
    may_quote = bool(words) and chance.random() < 0.5
    chosen = may_quote and phase == Phase.NOW and chance.random() < 0.05
    return Evaluation(
        id=uuid.UUID(int=chance.getrandbits(128), version=4), session=session, phase=phase, words=words,
        may_quote=may_quote, quoted_at=session.ends_at if chosen else None, **said,
    )  # fmt: skip
