"""A kind of item with rows, items of it with their versions and reviews, and the bank's forms filled in."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import User
from academy.record.actions import write
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Line, Marked, Slot, register
from assessments.questions.models import Item, ItemReview, ItemVersion
from tests.factories.academy import CouncilFactory, StaffFactory


class Picks(Kind):
    """Pick the right answer. Only tests know it."""

    code = "PICKS"
    title = "Pick one"
    sentence = "One of the answers is right."
    slots = (
        Slot("stem", "Question", "text"),
        Slot(
            "options",
            "Answers",
            "rows",
            slots=(
                Slot("text", "Answer"),
                Slot("right", "This one is right", "tick", required=False),
                Slot("why", "Why", "text", required=False),
            ),
            least=2,
            most=6,
        ),
        Slot("law", "Law", "law", required=False),
    )

    def faults(self, content: Content) -> list[Fault]:
        right = [row for row in content["options"] if row.get("right")]
        return [] if len(right) == 1 else [Fault("options", "Answers: say which one is right.")]

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        choices = tuple((str(n), row["text"]) for n, row in enumerate(shown["options"]))
        return (Ask("pick", "Which one?", "choice", choices),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        rows = shown["options"]
        key = next(n for n, row in enumerate(rows) if row.get("right"))
        said = str(answer.get("pick", ""))
        right = said == str(key)
        chosen = rows[int(said)] if said.isdigit() and int(said) < len(rows) else {"text": ""}
        law = (shown["law"],) if shown.get("law") else ()
        return Marked(
            (
                Line(
                    "Your pick", chosen["text"], right, rows[key].get("why", ""),
                    rows[key]["text"], float(right), 1.0, law, "pick",
                ),
            )
        )  # fmt: skip

    def model(self, shown: Content) -> Answer:
        return {"pick": str(next(n for n, row in enumerate(shown["options"]) if row.get("right")))}


PICKS = register(Picks())


def picks(stem: str = "Who writes section F?", law: str = "") -> Content:
    """A content without faults."""
    rows = [
        {"text": "The coordinator", "right": True, "why": "The council writes the plan."},
        {"text": "The school", "right": False, "why": ""},
    ]
    return {"stem": stem, "options": rows, "law": law}


class ItemFactory(DjangoModelFactory):
    """An item without a version."""

    class Meta:
        model = Item

    council = factory.SubFactory(CouncilFactory)
    code = factory.Sequence(lambda n: f"T-{n:04d}")
    kind = "PICKS"
    made_at = factory.LazyFunction(timezone.now)


class ItemVersionFactory(DjangoModelFactory):
    """A version: open unless told otherwise. `council` is that of a new item."""

    class Meta:
        model = ItemVersion

    class Params:
        council = None

    item = factory.LazyAttribute(
        lambda version: ItemFactory(council=version.council) if version.council else ItemFactory()
    )
    number = factory.LazyAttribute(lambda version: version.item.versions.count() + 1)
    state = "open"
    title = factory.Sequence(lambda n: f"Who writes what {n}")
    content = factory.LazyFunction(picks)
    competencies = factory.LazyFunction(lambda: ["C5.4"])
    law_as_at = datetime.date(2026, 11, 1)
    written_at = factory.LazyFunction(timezone.now)
    offered_at = factory.LazyAttribute(
        lambda version: None if version.state == "draft" else version.written_at
    )


class ItemReviewFactory(DjangoModelFactory):
    """Somebody from practice agrees."""

    class Meta:
        model = ItemReview

    version = factory.SubFactory(ItemVersionFactory)
    reviewer = factory.LazyAttribute(
        lambda review: StaffFactory(team__council=review.version.item.council, role="R03")
    )
    verdict = ItemReview.Verdict.AGREE
    at = factory.LazyFunction(timezone.now)


def bank_item(council: Any, state: str = "open", *, by: User | None = None) -> ItemVersion:
    """An item in a state, with a review and a line of history, for tests that look at pages."""
    version: ItemVersion = ItemVersionFactory(council=council, state=state)
    if state != "draft":
        reviewer = StaffFactory(council=council, role="R03")
        ItemReviewFactory(version=version, reviewer=reviewer, verdict="change", words="Say when")
    write(
        council=council, by=by, at=timezone.now(), verb="offer", obj=version.item, words="Offered",
        detail={"version": version.number},
    )  # fmt: skip
    return version


def sent(
    title: str = "Section F", content: Content | None = None, *, competency: str = "C5.4", **more: Any
) -> dict[str, Any]:
    """What the editor sends for an item of PICKS; `more` are further fields, such as `do="save"`."""
    said = content or picks()
    found: dict[str, Any] = {
        "stem": said["stem"],
        "law": said["law"],
        "options-count": len(said["options"]),
        "about_title": title,
        "about_competencies-count": 1,
        "about_competencies-0-code": competency,
        "about_criteria-count": 1,
        "about_criteria-0-code": "",
        "about_law-count": 1,
        "about_law-0-key": "",
        "about_difficulty": "2",
        "about_minutes": "3",
        "about_law_as_at_day": "1",
        "about_law_as_at_month": "11",
        "about_law_as_at_year": "2026",
    }
    for number, row in enumerate(said["options"]):
        found[f"options-{number}-text"] = row["text"]
        found[f"options-{number}-why"] = row["why"]
        if row["right"]:
            found[f"options-{number}-right"] = "on"
    return {**found, **more}
