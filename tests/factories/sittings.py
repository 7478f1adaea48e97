"""Makes papers, items for them and sittings, with kinds of item that only tests have."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import Council, User
from assessments.questions.kinds import Answer, Ask, Content, Kind, Line, Marked, Slot
from assessments.questions.models import Item, ItemVersion
from assessments.sittings.actions import start_sitting
from assessments.sittings.models import (
    ExtraTime,
    LateAnswer,
    Paper,
    PaperLine,
    PaperResult,
    SavedAnswer,
    Sitting,
)
from tests.factories.academy import CouncilFactory, StaffFactory

NINE = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
WORD = Slot("word", "The word to write")


class Echo(Kind):
    """Write the word. `trap` as an answer is a trap."""

    code = "test-echo"
    title = "Echo"
    sentence = "Write the word that is shown."
    slots: ClassVar = (WORD,)

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("word", f"Write {shown['word']}", "text"),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = str(answer.get("word", ""))
        right = said == shown["word"]
        line = Line("The word", said, right, "It is the word.", shown["word"], float(right), 1.0, ("TR-05",))
        return Marked((line,), nevers=("You wrote trap.",) if said == "trap" else ())

    def model(self, shown: Content) -> Answer:
        return {"word": shown["word"]}


class Varying(Echo):
    """Another word for each seed."""

    code = "X98"
    varies = True

    def draw(self, content: Content, seed: int) -> Content:
        return {"word": f"{content['word']}{seed}"}


class Essay(Echo):
    """A person judges two lines."""

    code = "test-essay"

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("word", f"Write about {shown['word']}", "long"),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = str(answer.get("word", ""))
        lines = tuple(Line(label, said, None, "", "", 0.0, 2.0) for label in ("Clear", "Complete"))
        return Marked(lines, for_person=True)


KINDS = {kind.code: kind for kind in (Echo(), Varying(), Essay())}


class VersionFactory(DjangoModelFactory):
    """A version that was reviewed, of an item of its own: `VersionFactory(council=..., kind=...)`."""

    class Meta:
        model = ItemVersion

    class Params:
        council = factory.SubFactory(CouncilFactory)
        kind = "test-echo"

    item = factory.LazyAttributeSequence(
        lambda row, n: Item.objects.create(council=row.council, code=f"T-{n}", kind=row.kind, made_at=NINE)
    )
    number = 1
    state = "reviewed"
    title = factory.Sequence(lambda n: f"Item {n}")
    content = factory.Sequence(lambda n: {"word": f"word{n}"})
    competencies = factory.LazyFunction(lambda: ["C5.4"])
    law_as_at = datetime.date(2026, 11, 1)
    written_at = NINE


class PaperFactory(DjangoModelFactory):
    """An open paper; `lines` are blueprint lines as dicts, one of two items unless said."""

    class Meta:
        model = Paper
        skip_postgeneration_save = True

    council = factory.SubFactory(CouncilFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    title = factory.Sequence(lambda n: f"Paper {n}")
    state = "open"
    made_at = NINE

    @factory.post_generation
    def lines(self, create: bool, given: list[dict[str, Any]] | None, **_: Any) -> None:
        for number, line in enumerate(given if given is not None else [{"count": 2}], 1):
            PaperLine.objects.create(paper=self, position=number, **line)


class PaperResultFactory(DjangoModelFactory):
    class Meta:
        model = PaperResult

    person = factory.SubFactory(StaffFactory)
    paper = factory.LazyAttribute(lambda row: PaperFactory(council=row.person.council))
    passed = True
    sittings = 1
    on = datetime.date(2026, 11, 20)


class LateAnswerFactory(DjangoModelFactory):
    """A late answer to a slot, decided unless `waits`."""

    class Meta:
        model = LateAnswer

    class Params:
        waits = factory.Trait(state="waits", decided_at=None, decided_by=None, reason="")

    saved = factory.LazyAttribute(
        lambda row: SavedAnswer.objects.create(
            slot=row.slot, number=row.slot.saves + 1, answer=row.slot.answer, at=NINE, late=True
        )
    )
    state = "left"
    decided_at = NINE
    decided_by = factory.SubFactory(StaffFactory)
    reason = "The line was up all morning."


class ExtraTimeFactory(DjangoModelFactory):
    class Meta:
        model = ExtraTime

    person = factory.SubFactory(StaffFactory)
    per_cent = 25
    starts_on = datetime.date(2026, 1, 1)


def stocked(council: Council, count: int = 4, **fields: Any) -> list[ItemVersion]:
    """So many reviewed items."""
    return [VersionFactory(council=council, **fields) for _ in range(count)]


def a_sitting(person: User, paper: Paper | None = None, at: datetime.datetime | None = None) -> Sitting:
    """A sitting that has just begun, of a paper with two items unless one is given."""
    if paper is None:
        stocked(person.council)
        paper = PaperFactory(council=person.council, minutes=30)
    return start_sitting(paper=paper, by=person, at=at or timezone.now(), seed=7)
