"""Questions answered with a number, and how a typed number is read. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import (
    EXPLANATION,
    FEEDBACK,
    LAW,
    STEM,
    said_to,
    weight_of,
    weight_slot,
    why,
)
from assessments.questions.kinds.slots import Content, Fault, Slot

NUMBER = re.compile(
    r"^(?P<before>[^\d+\-.,]*?)\s*"
    r"(?P<sign>[+-]?)\s*(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?P<power>[eE][+-]?\d{1,3})?"
    r"\s*(?P<after>[^\d]*)$"
)
WORDS = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
SPELLED = {word: float(number) for number, word in enumerate(WORDS)} | {"zero": 0.0, "none": 0.0}
LITTLE = 1e-9


@dataclass(frozen=True)
class Read:
    """A number as it was read, and what stood around it."""

    value: float
    unit: str = ""


def read_number(text: str) -> Read | None:
    """What somebody typed as a number: 1,200 or 3.5 or £40 or “six weeks”. None when it is no number."""
    text = " ".join(text.replace("−", "-").replace("–", "-").split())[:200]
    first, _, rest = text.partition(" ")
    if first.casefold() in SPELLED:
        return Read(SPELLED[first.casefold()], rest)
    match = NUMBER.match(text)
    if match is None:
        return None
    digits = match["digits"]
    if re.fullmatch(r"\d{1,3}([ ,]\d{3})+(\.\d+)?", digits):
        digits = re.sub("[ ,]", "", digits)
    value = float(match["sign"] + digits.replace(",", ".") + (match["power"] or ""))
    return Read(value, f"{match['before']} {match['after']}".strip()) if math.isfinite(value) else None


def margin(row: Content) -> float:
    """How far from the value a number may be."""
    tolerance = float(row.get("tolerance") or 0)
    return abs(float(row["value"])) * tolerance / 100 if row.get("per_cent") else tolerance


def near(row: Content, value: float) -> bool:
    """Whether a number is within the tolerance of an accepted one."""
    wanted = float(row["value"])
    return abs(value - wanted) <= margin(row) + LITTLE * max(1.0, abs(wanted))


def number_in_words(value: float) -> str:
    """20, 2.5: a number as a person writes it."""
    return f"{value:.10g}"


def _named(unit: str) -> str:
    return unit.casefold().strip(" .")


def _is_unit(said: str, unit: str) -> bool:
    """Whether two names of a unit are the same, one or many."""
    return _named(said).removesuffix("s") == _named(unit).removesuffix("s")


def in_first_unit(read: Read, units: Sequence[Content], *, needed: bool) -> float | None:
    """A number turned into the first unit; None where the unit is missing or not known."""
    if not units:
        return read.value
    if not read.unit:
        return None if needed else read.value
    for unit in units:
        if _is_unit(read.unit, unit["name"]):
            return read.value / float(unit["factor"])
    return None


class Number(Kind):
    """Write a number. The first accepted value within whose tolerance it falls decides."""

    code, title = "number", "A number"
    sentence = "An answer that is a number, exact or within a tolerance."
    slots = (
        STEM,
        Slot(
            "answers",
            "Accepted numbers",
            "rows",
            "The first one that fits decides.",
            slots=(
                Slot("value", "Number", "number"),
                Slot("tolerance", "May differ by", "number", "Empty: exactly this.", required=False, least=0),
                Slot("per_cent", "The difference is in per cent of the number", "tick", required=False),
                weight_slot(100),
                FEEDBACK,
            ),
            least=1,
            most=20,
        ),
        Slot("otherwise", "What we say to any other number", "text", required=False),
        Slot(
            "units",
            "Units",
            "rows",
            "Only where the unit matters. The numbers above are in the first one.",
            slots=(
                Slot("name", "Unit"),
                Slot(
                    "factor", "How many make one of the first", "number", "1 for the first unit.", least=1e-9
                ),
            ),
            required=False,
            most=10,
        ),
        Slot("unit_needed", "The unit has to be written", "tick", required=False),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        faults = [
            Fault(f"answers/{number}/weight", "The smallest is 0.")
            for number, row in enumerate(content["answers"])
            if weight_of(row, 100) < 0
        ]
        if content.get("unit_needed") and not content.get("units"):
            faults.append(Fault("units", "Say which unit has to be written."))
        if not faults and not self.mark(content, self.model(content)).right:
            faults.append(
                Fault("answers", "One number has to be worth 100 per cent, and none before it may take it.")
            )
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        units = [unit["name"] for unit in shown.get("units") or ()]
        hint = ""
        if units:
            names = " or ".join(units)
            hint = f"Write the unit: {names}." if shown.get("unit_needed") else f"In {units[0]}."
            if len(units) > 1 and not shown.get("unit_needed"):
                hint = f"In {units[0]}, or write the unit: {names}."
        return (Ask("answer", "Your answer", "text" if units else "number", hint=hint, most=100),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        read = read_number(said) if said else None
        units = shown.get("units") or ()
        value = in_first_unit(read, units, needed=bool(shown.get("unit_needed"))) if read else None
        number = None
        if value is not None:
            number = next((n for n, row in enumerate(shown["answers"]) if near(row, value)), None)
        row = None if number is None else shown["answers"][number]
        weight = weight_of(row, 100) if row else 0.0
        right = weight >= 100
        if row:
            reason = row.get("feedback") or ("This is right." if right else "This is near, but not it.")
        elif not said:
            reason = "Nothing was written."
        elif read is None:
            reason = "We could not read this as a number."
        elif value is None:
            reason = f"Give the number in {' or '.join(unit['name'] for unit in units)}."
        else:
            reason = shown.get("otherwise") or "This is not the number."
        line = Line(
            "Your answer",
            said,
            right,
            reason,
            key=self._key(shown),
            points=weight / 100,
            of=1.0,
            ask="answer",
        )
        return Marked(
            (line, *why(shown)),
            facts={"fits": number_in_words(float(row["value"])) if row else "nothing expected"},
        )

    @staticmethod
    def _key(shown: Content) -> str:
        best = max(shown["answers"], key=lambda row: weight_of(row, 100))
        words = number_in_words(float(best["value"]))
        if margin(best):
            words += f", give or take {number_in_words(margin(best))}"
        units = shown.get("units") or ()
        return f"{words} {units[0]['name']}" if units else words

    def model(self, shown: Content) -> Answer:
        best = max(shown["answers"], key=lambda row: weight_of(row, 100))
        units = shown.get("units") or ()
        words = repr(float(best["value"]))
        return {"answer": f"{words} {units[0]['name']}" if units else words}
