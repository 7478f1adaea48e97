"""Papers in the demo: those who began last have sat them, and a seeded reader answers for each."""

from __future__ import annotations

import datetime
import random

from django.utils import timezone

from academy.people.models import User
from assessments.questions.kinds import Marked, kind_of
from assessments.sittings.actions import (
    Arrived,
    hand_in,
    judge_answer,
    open_paper,
    save_answer,
    start_sitting,
)
from assessments.sittings.draw import MOST_SEED
from assessments.sittings.marking import lines_to_judge
from assessments.sittings.models import Judgement, Paper, Sitting, SittingSlot
from assessments.sittings.queries.past import passed_by
from home.founding.actions.cast import Cast, ago, moment
from home.founding.actions.readers import Reader

OPENED = ("AT1", "AT3", "AT6", "AT6-CAL", "TRY1")
OPEN_AFTER = datetime.timedelta(days=60)
FIRST, LATER, LAST = "AT1", "AT3", "AT6"
AFTER_DAYS = {"AT1": (21, 56), "AT3": (50, 90), "AT6": (95, 130)}
"""How long after somebody began they sit a paper."""
SIT_LAST = 12
NEWEST = 3
"""So many have sat their first paper in the last days, and a person has yet to mark some of it."""
SPREAD, LEAST, LEARNS = 1.15, -1.8, 1.2
MOST_TRIES = 3
NEARLY = -2
"""How able somebody is who places about seven statements in ten: the paper asks more."""
JUDGED = "You answer what was asked. One more example would show that you have done it yourself."


def open_papers(*, people: Cast, since: datetime.datetime) -> None:
    """The papers that the academy brings along are opened once their questions are reviewed."""
    day = timezone.localdate(since + OPEN_AFTER)
    for paper in Paper.objects.filter(council=people.council, code__in=OPENED, state="draft"):
        open_paper(paper=paper, by=people.pdl, at=moment(day, 20))


def sit_papers(*, people: Cast, until: datetime.datetime, chance: random.Random) -> None:
    """Everybody but the very newest, with resits; and the two people of the demo.

    The starter sat the last paper yesterday and has not passed it yet: the day of a resit lies ahead.
    """
    papers = {paper.code: paper for paper in Paper.objects.filter(council=people.council)}
    today = timezone.localdate(until)
    for place, (person, began) in enumerate(people.newest[NEWEST:]):
        reader = Reader(max(LEAST, chance.gauss(0, SPREAD)), chance)
        for code in (FIRST, LATER, LAST) if place < SIT_LAST else (FIRST, LATER):
            least, most = AFTER_DAYS[code]
            day = began + datetime.timedelta(days=chance.randint(least, most))
            _until_passed(papers[code], person, reader, day, today)
    experienced = Reader(1.6, chance)
    _until_passed(papers[FIRST], people.coordinator, experienced, today - datetime.timedelta(days=400), today)
    for code, days in ((FIRST, 18), (LATER, 11)):
        _until_passed(papers[code], people.starter, experienced, today - datetime.timedelta(days=days), today)
    sit_paper(
        papers[LAST], people.starter, Reader(NEARLY, chance), moment(today - datetime.timedelta(days=1), 70)
    )


def sit_newest(*, people: Cast, until: datetime.datetime, chance: random.Random) -> None:
    """The last to begin, in the last days: with long answers, of which the newest wait for a marker."""
    paper = Paper.objects.get(council=people.council, code=FIRST)
    for place, (person, _) in enumerate(people.newest[:NEWEST]):
        at = ago(until, 2 + 3 * place, 60 + 35 * place)
        sitting = sit_paper(paper, person, Reader(chance.gauss(0.6, SPREAD), chance), at)
        if place and sitting.state == "handed_in":
            judge_answers(sitting, people.senior, ago(until, 1, 90))


def _until_passed(
    paper: Paper, person: User, reader: Reader, day: datetime.date, today: datetime.date
) -> None:
    """Sit, and after a fail sit again when there was time to learn."""
    for number in range(min(MOST_TRIES, paper.most_sittings or MOST_TRIES)):
        if day >= today:
            return
        able = Reader(reader.ability + LEARNS * number, reader.chance)
        if sit_paper(paper, person, able, moment(day, reader.chance.randrange(300))).passed:
            return
        day += datetime.timedelta(days=reader.chance.randint(5, 16))


def send_late(*, people: Cast) -> None:
    """One answer came after its paper had been handed in: somebody may yet let it count."""
    over = Sitting.objects.filter(
        person__council=people.council, state="marked", passed=False, terms__assessed=True
    )
    for sitting in over.select_related("person").order_by("-handed_in_at", "-pk"):
        wrong = next((slot for slot in _slots(sitting) if slot.points < slot.of), None)
        if wrong is not None and sitting.handed_in_at and not passed_by(sitting):
            at = sitting.handed_in_at + datetime.timedelta(minutes=4)
            _save(wrong, dict(kind_of(wrong.kind).model(wrong.shown)), sitting.person, 0, at)
            return


def _begin(paper: Paper, person: User, at: datetime.datetime, chance: random.Random) -> Sitting:
    return start_sitting(paper=paper, by=person, at=at, seed=chance.randrange(MOST_SEED))


def _slots(sitting: Sitting) -> list[SittingSlot]:
    return list(sitting.slots.select_related("version__item").order_by("position"))


def sit_paper(paper: Paper, person: User, reader: Reader, at: datetime.datetime) -> Sitting:
    """One person answers a whole paper and hands it in."""
    sitting = _begin(paper, person, at, reader.chance)
    slots = _slots(sitting)
    pace = 0.8 * 60 * (paper.minutes or 60) / len(slots)
    for slot in slots:
        seconds = round(pace * reader.chance.uniform(0.35, 1.15))
        at += datetime.timedelta(seconds=seconds)
        said = reader.answer(
            kind=kind_of(slot.kind),
            code=slot.version.item.code,
            difficulty=slot.version.difficulty,
            shown=slot.shown,
        )
        _save(slot, said, person, seconds, at)
    return hand_in(sitting_id=sitting.pk, by=person, at=at + datetime.timedelta(seconds=40))


def _save(
    slot: SittingSlot, said: dict[str, object], person: User, seconds: int, at: datetime.datetime
) -> None:
    save_answer(
        sitting_id=slot.sitting_id,
        position=slot.position,
        arrived=Arrived(answer=said, seconds=seconds),
        by=person,
        at=at,
    )


def judge_answers(sitting: Sitting, marker: User, at: datetime.datetime) -> None:
    """A marker judges what a machine cannot."""
    for row in Judgement.objects.filter(slot__sitting=sitting).select_related("slot"):
        lines = lines_to_judge(row.slot.shown, Marked.from_row(row.slot.marked))
        levels = [len(line.levels) - 1 if line.must else len(line.levels) - 2 for line in lines]
        judge_answer(judgement=row, levels=[max(1, one) for one in levels], words=JUDGED, by=marker, at=at)
