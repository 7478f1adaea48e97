"""What a kind of item is: what its author fills in, what it asks, and how an answer is marked. Pure.

An item of the bank has a kind and a content. The content is plain data that the author wrote; `draw` makes
of it what one person is shown (answers shuffled, dates worked out); `asks` names what the person has to
say; `mark` says what is right and why. Everything that is kept is plain data, so an attempt can be read
when the item has long changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, TypeAlias

from assessments.questions.kinds.slots import Content, Fault, Slot

__all__ = ["Answer", "Ask", "Content", "Fault", "Kind", "Line", "Marked", "Slot", "points_in_words"]

Answer: TypeAlias = Mapping[str, Any]
"""What somebody said: the name of an ask to text, or to a list of texts for `choices`. What was not
answered is missing or empty. Text stays as it was typed, so that nothing is lost that could not be read."""


@dataclass(frozen=True)
class Ask:
    """One thing that an answer has to say; one field of the form.

    `form`: `choice` (radios), `choices` (tick boxes), `list` (a drop-down), `text`, `long`, `number` or
    `date` (a date is kept as 2026-09-07). `choices` are (value, words). Asks that follow one another under
    the same `group` stand under that heading. `most` is the longest text. `optional`: nothing is said of
    its absence.
    """

    name: str
    label: str
    form: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    group: str = ""
    most: int = 0
    optional: bool = False

    def words_of(self, said: Any) -> str:
        """An answer to this ask as a person reads it."""
        names = dict(self.choices)
        if isinstance(said, list | tuple):
            return ", ".join(names.get(one, one) for one in said)
        return names.get(said, said) or ""


@dataclass(frozen=True)
class Line:
    """What is said of one part of an answer, with its points.

    `right` None is advice without a mark. `said` is the answer in words, `key` the right one; `law` are
    keys of the law pack; `ask` is the field that it is about.
    """

    label: str
    said: str
    right: bool | None
    reason: str
    key: str = ""
    points: float = 0.0
    of: float = 0.0
    law: tuple[str, ...] = ()
    ask: str = ""


@dataclass(frozen=True)
class Marked:
    """An answer after marking, complete in itself.

    `nevers` are the traps it fell into of which one alone fails a paper, in words. `advice` has no points.
    `for_person`: a person judges it as well, so the points here are not the last word. `facts` is what
    statistics want to know of this kind, such as which section was taken for which. `parts`: the lines are
    parts looked for in one text, to be shown in short with those found first.
    """

    lines: tuple[Line, ...]
    nevers: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    for_person: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    parts: bool = False

    @property
    def points(self) -> float:
        """Points got, never below nought."""
        return max(0.0, round(sum(line.points for line in self.lines), 4))

    @property
    def of(self) -> float:
        """Points that could be got."""
        return round(sum(line.of for line in self.lines), 4)

    @property
    def share(self) -> float:
        """The share of the points, 0 to 1; nought where there are none."""
        return self.points / self.of if self.of else 0.0

    @property
    def right(self) -> bool:
        """Whether every point was got and no trap."""
        return not self.nevers and self.of > 0 and self.points >= self.of

    @property
    def words(self) -> str:
        """The result as a person says it: 5 of 7 points."""
        return f"{points_in_words(self.points)} of {points_in_words(self.of)} points"

    def as_row(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        return {**asdict(self), "points": self.points, "of": self.of}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Marked:
        """What `as_row` kept, as it was."""
        lines = tuple(Line(**{**line, "law": tuple(line["law"])}) for line in row["lines"])
        return cls(
            lines,
            tuple(row["nevers"]),
            tuple(row["advice"]),
            row["for_person"],
            row["facts"],
            row.get("parts", False),
        )


def points_in_words(points: float) -> str:
    """3, 2.5, 0.33: at most two places, no idle noughts."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


class Kind:
    """A kind of item. Subclasses are stateless; one object of each is registered.

    `slots` is what an author fills in; the author's form is made from it. `template` shows what comes
    before the asks (with `shown` and `item`), `answer_template` the fields themselves. `varies`: what is
    shown depends on the seed, so that two people do not have the same answers and one item may be drawn
    several times.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    sentence: ClassVar[str]
    slots: ClassVar[tuple[Slot, ...]]
    template: ClassVar[str] = "assessments/questions/stem.html"
    answer_template: ClassVar[str] = "assessments/questions/asks.html"
    varies: ClassVar[bool] = False

    @property
    def is_exercise(self) -> bool:
        """Whether it is one of the casework exercises, X1 to X12, and not a plain question."""
        return self.code[:1] == "X" and self.code[1:].isdigit()

    def faults(self, content: Content) -> list[Fault]:
        """What is wrong with a content besides what its slots say themselves, each at its place, in words."""
        return []

    def draw(self, content: Content, seed: int) -> Content:
        """What one person is shown; the same seed gives the same."""
        return content

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """What the person has to say."""
        raise NotImplementedError

    def size(self, content: Content) -> int:
        """How many answers an item asks for: what a paper counts that asks for so many answers."""
        return len(self.asks(self.draw(content, 1)))

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """What is right and why. Whatever was sent is marked: what cannot be read is not right."""
        raise NotImplementedError

    def model(self, shown: Content) -> Answer:
        """An answer that gets every point: for the author, and for tests."""
        raise NotImplementedError
