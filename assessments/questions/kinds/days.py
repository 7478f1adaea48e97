"""Questions answered with a date. Pure."""

from __future__ import annotations

import datetime

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


def day_of(text: str) -> datetime.date | None:
    """A date as it is kept, 2026-09-07; None for what is none."""
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def day_in_words(day: datetime.date) -> str:
    """7 September 2026."""
    return f"{day.day} {day:%B %Y}"


def near_day(row: Content, day: datetime.date) -> bool:
    """Whether a day is within the tolerance of an accepted one."""
    wanted = day_of(row["day"])
    return wanted is not None and abs((day - wanted).days) <= int(row.get("within") or 0)


class Date(Kind):
    """Give a date. The first accepted day within whose tolerance it falls decides.

    Days that come from a well-known mistake may be written down too, worth nothing, with their reason.
    """

    code, title = "date", "A date"
    sentence = "An answer that is a day, exact or within some days."
    slots = (
        STEM,
        Slot(
            "answers",
            "Days",
            "rows",
            "The first one that fits decides. Write down well-known mistakes too, worth 0, with the reason.",
            slots=(
                Slot("day", "Day", "date"),
                Slot(
                    "within",
                    "May differ by days",
                    "number",
                    "Empty: exactly this.",
                    required=False,
                    least=0,
                    most=400,
                ),
                weight_slot(100),
                FEEDBACK,
            ),
            least=1,
            most=20,
        ),
        Slot("early", "What we say to any earlier day", "text", required=False),
        Slot("late", "What we say to any later day", "text", required=False),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        faults = [
            Fault(f"answers/{number}/weight", "The smallest is 0.")
            for number, row in enumerate(content["answers"])
            if weight_of(row, 100) < 0
        ]
        if not self.mark(content, self.model(content)).right:
            faults.append(
                Fault("answers", "One day has to be worth 100 per cent, and none before it may take it.")
            )
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("answer", "Your answer", "date", hint="For example, 27 3 2026."),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        day = day_of(said)
        number = None
        if day is not None:
            number = next((n for n, row in enumerate(shown["answers"]) if near_day(row, day)), None)
        row = None if number is None else shown["answers"][number]
        weight = weight_of(row, 100) if row else 0.0
        right = weight >= 100
        best = day_of(self._best(shown)["day"])
        if row:
            reason = row.get("feedback") or ("This is right." if right else "This is not quite the day.")
        elif day is None or best is None:
            reason = "This is not a date." if said else "Nothing was written."
        else:
            early = day < best
            reason = shown.get("early" if early else "late") or f"This is too {'early' if early else 'late'}."
        line = Line(
            "Your answer",
            day_in_words(day) if day else said,
            right,
            reason,
            key=day_in_words(best) if best else "",
            points=weight / 100,
            of=1.0,
            ask="answer",
        )
        return Marked((line, *why(shown)), facts={"fits": row["day"] if row else "nothing expected"})

    @staticmethod
    def _best(shown: Content) -> Content:
        return max(shown["answers"], key=lambda row: weight_of(row, 100))

    def model(self, shown: Content) -> Answer:
        return {"answer": self._best(shown)["day"]}
