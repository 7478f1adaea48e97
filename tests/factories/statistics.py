"""Makes items of a tiny kind of its own, papers, and sittings of them in bulk."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from academy.people.models import Council, User
from assessments.questions.kinds import Answer, Ask, Content, Kind, Line, Marked, Slot, register
from assessments.questions.models import Item, ItemVersion
from assessments.sittings.models import Paper, PaperLine, Sitting, SittingSlot
from tests.factories.academy import StaffFactory

AT = datetime.datetime(2026, 9, 1, 9, tzinfo=datetime.UTC)
CHOICES = (("a", "Within six weeks"), ("b", "Within ten weeks"), ("c", "At once"))


class TinyKind(Kind):
    """One question with three answers, of which the first is right; the order depends on the seed."""

    code, title, sentence = "tiny", "Tiny choice", "One of three."
    slots = (Slot("stem", "Question"),)
    varies = True

    def draw(self, content: Content, seed: int) -> Content:
        order = list(CHOICES)
        random.Random(seed).shuffle(order)
        return {**content, "order": [list(one) for one in order]}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("answer", "When is the answer due?", "choice", tuple(map(tuple, shown["order"]))),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = str(answer.get("answer") or "")
        right = said == "a"
        words = dict(CHOICES).get(said, "")
        reason = (
            "The rule gives six weeks."
            if right
            else "Count again from the request: the rule gives six weeks."
        )
        line = Line(
            "Answer", words, right, reason, key=CHOICES[0][1], points=float(right), of=1.0, law=("TR-01",)
        )
        return Marked((line,), facts={"chosen": [said] if said else []})

    def model(self, shown: Content) -> Answer:
        return {"answer": "a"}


register(TinyKind())


def make_item(
    council: Council, code: str, *, state: str = "reviewed", kind: str = "tiny", **fields: Any
) -> ItemVersion:
    """A live version of an item of the bank, with its item."""
    item = Item.objects.create(council=council, code=code, kind=kind, made_at=AT)
    defaults: dict[str, Any] = {
        "number": 1,
        "title": f"Item {code}",
        "content": {"stem": f"When, in {code}?"},
        "competencies": ["C1.2"],
        "law_as_at": datetime.date(2026, 9, 1),
        "written_at": AT,
    }
    version: ItemVersion = ItemVersion.objects.create(item=item, state=state, **{**defaults, **fields})
    return version


def make_paper(
    council: Council, code: str = "P-1", *, lines: Sequence[dict[str, Any]] = (), **fields: Any
) -> Paper:
    """An open paper with the lines of its blueprint."""
    paper: Paper = Paper.objects.create(
        council=council, code=code, made_at=AT, **{"title": f"Paper {code}", "state": "open", **fields}
    )
    for position, line in enumerate(lines or [{"count": 2, "competency": "C1.2"}], 1):
        PaperLine.objects.create(paper=paper, position=position, **line)
    return paper


def make_sitting(
    paper: Paper,
    person: User,
    answers: dict[ItemVersion, str],
    *,
    number: int = 1,
    at: datetime.datetime = AT,
    seconds: int = 30,
) -> Sitting:
    """A marked sitting in which each item was answered with a, b or c, or not at all."""
    return fill_sittings(paper, [(person, number, at, answers)], seconds=seconds)[0]


def fill_sittings(
    paper: Paper,
    rows: Sequence[tuple[User, int, datetime.datetime, dict[ItemVersion, str]]],
    *,
    seconds: int = 30,
    batch: int = 5000,
) -> list[Sitting]:
    """Many marked sittings, in a few statements however many there are."""
    kind = TinyKind()
    sittings, slots = [], []
    for number_of, (person, number, at, answers) in enumerate(rows):
        marked = []
        sitting = Sitting(
            person=person, paper=paper, number=number, state="marked", started_at=at,
            handed_in_at=at + datetime.timedelta(minutes=10), of=len(answers),
        )  # fmt: skip
        for position, (version, said) in enumerate(answers.items(), 1):
            shown = kind.draw(version.content, number_of % 97)
            result = kind.mark(shown, {"answer": said})
            marked.append(result.points)
            slots.append(
                SittingSlot(
                    sitting=sitting, position=position, version=version, seed=number_of % 97, shown=shown,
                    answer={"answer": said} if said else {}, answered_at=at, seconds=seconds + position,
                    marked=result.as_row(), points=result.points, of=result.of,
                )
            )  # fmt: skip
        sitting.points = sum(marked)
        sitting.passed = sitting.points >= 0.8 * sitting.of
        sittings.append(sitting)
    Sitting.objects.bulk_create(sittings, batch_size=batch)
    SittingSlot.objects.bulk_create(slots, batch_size=batch)
    return sittings


def staff_of(council: Council, count: int, **fields: Any) -> list[User]:
    """So many people in post, all in one team."""
    first = StaffFactory(council=council, **fields)
    team = first.posts.get().team
    return [first, *(StaffFactory(council=council, team=team, **fields) for _ in range(count - 1))]


def make_sat_paper(council: Council, code: str = "P-1", people: int = 6) -> tuple[Paper, list[ItemVersion]]:
    """A paper of three items that so many people have sat: nobody gets the third, most get the first."""
    paper = make_paper(council, code)
    versions = [make_item(council, f"{code}-{n}", criteria=["F3"]) for n in (1, 2, 3)]
    rows = [
        (person, 1, AT, dict(zip(versions, ("a" if at else "b", "a" if at % 2 else "c", "c"), strict=True)))
        for at, person in enumerate(staff_of(council, people))
    ]
    fill_sittings(paper, rows)
    return paper, versions


def now() -> datetime.datetime:
    """The moment, for rows that need one."""
    return timezone.now()
