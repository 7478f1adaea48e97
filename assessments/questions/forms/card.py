"""Everything that is said about an item beside its content: the same form, made from slots of its own."""

from __future__ import annotations

import datetime
from typing import Any

from academy.law.pack import law_as_at
from assessments.questions.actions import Wording
from assessments.questions.forms.authoring import ContentForm
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot
from assessments.questions.models import ItemVersion
from assessments.questions.queries.choices import Choices

PREFIX = "about_"
"""Before every field, so that no slot of a kind can have the same name."""
LONGEST_TITLE, LONGEST_CHANGE, LONGEST_MINUTES = 160, 400, 600


class Card(Kind):
    """Slots for what is said about an item. It asks nobody anything and is never registered."""

    code = "card"
    title = "About the item"
    sentence = ""

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self.slots = slots  # type: ignore[misc]

    def faults(self, content: Content) -> list[Fault]:
        found = []
        for name, label, longest in (
            ("title", "Title", LONGEST_TITLE),
            ("change", "What changed", LONGEST_CHANGE),
        ):
            if len(content.get(PREFIX + name, "")) > longest:
                found.append(Fault(PREFIX + name, f"{label}: use at most {longest} characters."))
        if not isinstance(content[f"{PREFIX}minutes"], int):
            found.append(Fault(f"{PREFIX}minutes", "Minutes: write a whole number."))
        return found

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return ()

    def mark(self, shown: Content, answer: Answer) -> Marked:
        return Marked(())

    def model(self, shown: Content) -> Answer:
        return {}


def _rows(name: str, label: str, hint: str, one: Slot) -> Slot:
    return Slot(PREFIX + name, label, "rows", hint, required=False, slots=(one,), most=8)


def card_slots(competencies: Choices, criteria: Choices, *, is_first: bool) -> tuple[Slot, ...]:
    """The slots, with the choices of one council."""
    difficulties = tuple((str(value), words) for value, words in ItemVersion.Difficulty.choices)
    return (
        Slot(f"{PREFIX}title", "Title", hint="What it is about, in a few words. Authors find it by this."),
        _rows(
            "competencies",
            "Competencies",
            "What somebody shows who gets this right. Papers are drawn by it.",
            Slot("code", "Competency", "choice", choices=competencies),
        ),
        _rows(
            "criteria",
            "Points of the plan audit",
            "Leave this out if it is about none of them.",
            Slot("code", "Point", "choice", choices=criteria),
        ),
        _rows(
            "law",
            "Law and guidance",
            "Keys of the law pack, such as TR-05. Start to write and choose.",
            Slot("key", "Key", "law"),
        ),
        Slot(f"{PREFIX}difficulty", "Difficulty", "choice", choices=difficulties),
        Slot(f"{PREFIX}minutes", "Minutes it takes", "number", least=1, most=LONGEST_MINUTES),
        Slot(
            f"{PREFIX}never",
            "Getting this wrong fails a paper, whatever the rest",
            "tick",
            "Only for what must never happen, such as finalising a plan before the family's time is over.",
            required=False,
        ),
        Slot(f"{PREFIX}law_as_at", "Law as at", "date", "The day on which what it says of the law was true."),
        Slot(f"{PREFIX}review_due", "Look at it again by", "date", required=False),
        *(
            ()
            if is_first
            else (Slot(f"{PREFIX}change", "What changed", "text", "One sentence.", required=False),)
        ),
    )


class CardForm(ContentForm):
    """The form of the card: rows for codes, fields for the rest."""

    def __init__(
        self,
        data: Any = None,
        *,
        version: ItemVersion | None = None,
        competencies: Choices,
        criteria: Choices,
        content: Content | None = None,
    ) -> None:
        self.choices = (competencies, criteria)
        self.is_first = version is None or version.number == 1
        slots = card_slots(*self.choices, is_first=self.is_first)
        super().__init__(Card(slots), data, content=content or content_of(version))

    def again(self) -> CardForm:
        """The form with what was written, rows added or taken away, and no complaints."""
        content = self.content_again()
        first = ItemVersion(number=1 if self.is_first else 2)
        return CardForm(
            version=first, competencies=self.choices[0], criteria=self.choices[1], content=content
        )

    def wording(self, content: Content) -> Wording:
        """What to save, for a form without faults."""
        said = self.content
        return Wording(
            title=said[f"{PREFIX}title"],
            content=content,
            competencies=_codes(said[f"{PREFIX}competencies"], "code"),
            criteria=_codes(said[f"{PREFIX}criteria"], "code"),
            law=_codes(said[f"{PREFIX}law"], "key"),
            difficulty=int(said[f"{PREFIX}difficulty"]),
            minutes=said[f"{PREFIX}minutes"],
            never=said[f"{PREFIX}never"],
            law_as_at=datetime.date.fromisoformat(said[f"{PREFIX}law_as_at"]),
            review_due=datetime.date.fromisoformat(due) if (due := said[f"{PREFIX}review_due"]) else None,
            change=said.get(f"{PREFIX}change", ""),
        )


def content_of(version: ItemVersion | None) -> Content:
    """What a version says about itself, as the form has it; a new item begins with the usual."""
    one = version or ItemVersion(title="", law_as_at=law_as_at())
    return {
        f"{PREFIX}title": one.title,
        f"{PREFIX}competencies": [{"code": code} for code in one.competencies],
        f"{PREFIX}criteria": [{"code": code} for code in one.criteria],
        f"{PREFIX}law": [{"key": key} for key in one.law],
        f"{PREFIX}difficulty": str(one.difficulty),
        f"{PREFIX}minutes": one.minutes,
        f"{PREFIX}never": one.never,
        f"{PREFIX}law_as_at": one.law_as_at.isoformat(),
        f"{PREFIX}review_due": one.review_due.isoformat() if one.review_due else "",
        f"{PREFIX}change": one.change,
    }


def _codes(rows: list[dict[str, str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[name] for row in rows))
