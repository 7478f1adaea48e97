"""Lapsing by time and by a change of the law. A level is never lowered here: it waits to be renewed."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.law.dates import add_days
from academy.people.models import User
from academy.record.actions import Line, write_many
from academy.work.actions import announce
from competencies.entrustment.actions.letters import LAPSED, remind_of_lapses, tell_about
from competencies.entrustment.actions.proposing import plan_levels_day, refresh_proposals
from competencies.entrustment.models import LONGEST_REASON, Entrustment
from competencies.entrustment.queries.law import decisions_before, waiting_before
from competencies.entrustment.states import ENTRUSTMENT

MONTHS_WORDS = "24 months have passed since the decision."
LAPSED_TOPIC = "levels_lapsed"
LOT = 500


@transaction.atomic
def tend_levels(*, council_id: int, at: datetime.datetime) -> int:
    """Once a night: what is over lapses, letters go out, and every proposal is worked out anew.

    Returns how many levels lapsed. Plans the next night.
    """
    lapsed = lapse_due(council_id=council_id, at=at)
    remind_of_lapses(council_id=council_id, at=at)
    refresh_proposals(council_id=council_id, at=at)
    plan_levels_day(council_id=council_id, at=at)
    return lapsed


@transaction.atomic
def lapse_due(*, council_id: int, at: datetime.datetime) -> int:
    """End what passed the last day on which it counted. Returns how many levels lapsed."""
    today = timezone.localdate(at)
    rows = Entrustment.objects.filter(person__council_id=council_id, state="stands", valid_until__lt=today)
    return len(_end_many(rows, council_id, Entrustment.Ending.MONTHS, None, MONTHS_WORDS, at))


@transaction.atomic
def lapse_for_law(
    *, council_id: int, keys: Iterable[str], on: datetime.date, words: str, at: datetime.datetime
) -> int:
    """End standing decisions made before the law of these keys changed on `on`; `words` name rule and day.

    Made on or after that day, a decision rests on the law as it is. What still waits for a second signature
    is taken back: nobody signs what was decided on other law. Run again, it ends nothing. Returns how many
    levels lapsed.
    """
    if on > timezone.localdate(at):
        raise ValueError("A change to come lapses levels on its day, not before")
    named = list(keys)
    _overtake(waiting_before(council_id=council_id, keys=named, on=on), council_id, words, at)
    rows = decisions_before(council_id=council_id, keys=named, on=on)
    ended = _end_many(rows, council_id, Entrustment.Ending.LAW, on, words, at)
    return len(ended)


@transaction.atomic
def answer_lapses(*, council_id: int, entrustment_ids: Sequence[int], at: datetime.datetime) -> int:
    """Levels lapsed: letters to the people and their managers, and what each of them needs to renew.

    Apart from the lapsing itself, which may hold up a person who records a change of law. Returns how many
    letters are new.
    """
    rows = list(Entrustment.objects.filter(pk__in=entrustment_ids, state="lapsed").order_by("pk"))
    people = {row.person_id for row in rows}
    refresh_proposals(council_id=council_id, person_ids=people, at=at)
    return tell_about(rows, template=LAPSED, mark=f"lapsed:{min(entrustment_ids)}", at=at)


def _overtake(rows: QuerySet[Entrustment], council_id: int, words: str, at: datetime.datetime) -> None:
    """Take back what waits for a second signature, with its history."""
    _lock(rows)
    overtaken = list(rows.select_related("task").order_by("pk"))
    for row in overtaken:
        row.state = ENTRUSTMENT.after(row.state, "overtake")
    Entrustment.objects.bulk_update(overtaken, ["state"], batch_size=LOT)
    _write("overtake", "taken back before it was signed", overtaken, council_id, words, at)


def _lock(rows: QuerySet[Entrustment]) -> None:
    """Hold the people of these decisions, in one order, as every decision about one of them does."""
    people = sorted(set(rows.values_list("person_id", flat=True)))
    list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))


def _write(
    verb: str, what: str, rows: list[Entrustment], council_id: int, words: str, at: datetime.datetime
) -> None:
    lines = [
        Line(
            verb, "entrustment", f"{row.task.code}: level {row.level} {what}. {words}",
            about=row.person_id, noun_id=str(row.pk),
        )
        for row in rows
    ]  # fmt: skip
    write_many(council=council_id, by=None, at=at, lines=lines)


def _end_many(
    rows: QuerySet[Entrustment],
    council_id: int,
    ending: str,
    on: datetime.date | None,
    words: str,
    at: datetime.datetime,
) -> list[Entrustment]:
    """End decisions in a constant number of statements, with their history and letters.

    They end on `on`, or on the day after each one's last.
    """
    _lock(rows)
    ended = list(rows.select_related("task").order_by("pk"))
    by_day: dict[datetime.date, list[int]] = defaultdict(list)
    for row in ended:
        by_day[on or add_days(row.valid_until or timezone.localdate(at), 1)].append(row.pk)
    state = ENTRUSTMENT.after("stands", "lapse")
    for day, ids in by_day.items():
        Entrustment.objects.filter(pk__in=ids).update(
            state=state, ended_on=day, ending=ending, ended_words=words[:LONGEST_REASON], ended_by=None
        )
    _write("lapse", "lapsed", ended, council_id, words, at)
    if ended:
        ids = [row.pk for row in ended]
        announce(
            topic=LAPSED_TOPIC,
            key=f"{ids[0]}:{at.isoformat()}",
            payload={"council_id": council_id, "entrustment_ids": ids},
            council=council_id,
            at=at,
        )
        plan_levels_day(council_id=council_id, at=at)
    return ended
