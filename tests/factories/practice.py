"""A kind of item for tests that need one of their own, items of it, and tries."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from assessments.practice.models import Attempt
from assessments.questions.kinds import Answer, Ask, Content, Kind, Line, Marked, Slot, register
from assessments.questions.models import Item, ItemVersion
from tests.factories.academy import CouncilFactory, StaffFactory


class Sums(Kind):
    """Asks for the sum of two numbers, drawn by the seed."""

    code = "X99"
    title = "Sums"
    sentence = "Add two numbers."
    slots = (Slot("stem", "Question", "text"), Slot("first", "First number", "number"))
    varies = True

    def draw(self, content: Content, seed: int) -> Content:
        return {**content, "second": seed % 10}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("sum", f"What is {shown['first']} + {shown['second']}?", "number"),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        key = str(shown["first"] + shown["second"])
        said = str(answer.get("sum", ""))
        right = said == key
        return Marked(
            (Line("The sum", said, right, "Count on from the first number.", key, float(right), 1.0),),
            nevers=("taken away",) if said.startswith("-") else (),
        )

    def model(self, shown: Content) -> Answer:
        return {"sum": str(shown["first"] + shown["second"])}


SUMS = register(Sums())


class SumFactory(DjangoModelFactory):
    """A live version of a sum in a council's bank. `council` and `code` describe the item."""

    class Meta:
        model = ItemVersion

    class Params:
        council = None
        code = factory.Sequence(lambda n: f"X99-{n}")

    item = factory.LazyAttribute(
        lambda version: Item.objects.create(
            council=version.council or CouncilFactory(), code=version.code, kind="X99", made_at=timezone.now()
        )
    )
    number = 1
    state = "open"
    title = factory.LazyAttribute(lambda version: f"Sum {version.code}")
    content = factory.LazyFunction(lambda: {"stem": "Add up", "first": 3})
    law_as_at = datetime.date(2026, 11, 1)
    written_at = factory.LazyFunction(timezone.now)


class AttemptFactory(DjangoModelFactory):
    """One try at a sum, wrong unless said otherwise."""

    class Meta:
        model = Attempt

    person = factory.SubFactory(StaffFactory)
    version = factory.LazyAttribute(lambda attempt: SumFactory(council=attempt.person.council))
    key = factory.LazyFunction(uuid.uuid4)
    shown = factory.LazyAttribute(lambda attempt: SUMS.draw(attempt.version.content, 1))
    answer = factory.LazyFunction(lambda: {"sum": "5"})
    marked = factory.LazyAttribute(lambda attempt: SUMS.mark(attempt.shown, attempt.answer).as_row())
    points = factory.LazyAttribute(lambda attempt: attempt.marked["points"])
    of = factory.LazyAttribute(lambda attempt: attempt.marked["of"])
    at = factory.LazyFunction(timezone.now)


def sum_of(page: str) -> dict[str, Any]:
    """The key, the drawing and the sum of the numbers on a page, as its form sends them back."""
    key = re.search(r'name="key" value="([0-9a-f-]+)"', page)
    drawn = re.search(r'name="drawn" value="([^"]+)"', page)
    numbers = re.search(r"What is (\d+) \+ (\d+)\?", page)
    assert key and drawn and numbers
    return {"key": key[1], "drawn": drawn[1], "sum": str(int(numbers[1]) + int(numbers[2]))}
