"""The kind of item X1."""

from __future__ import annotations

from assessments.exercises.timelines import checking, generator, marking
from assessments.exercises.timelines.slots import SLOTS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked

HINTS = {"date": "For example, 7 9 2026", "number": "A whole number"}


class Timelines(Kind):
    """Statutory dates from events and exceptions, with other dates for everybody."""

    code = "X1"
    title = "Statutory timelines"
    sentence = "Work out the dates that follow, and say whether an exception is open."
    slots = SLOTS
    template = "assessments/exercises/x1.html"
    varies = True

    def faults(self, content: Content) -> list[Fault]:
        """Names that lead nowhere, clocks that nothing starts, and dates that never come out."""
        return checking.faults_of(content)

    def draw(self, content: Content, seed: int) -> Content:
        """The dates of one person with their answers."""
        return generator.draw(content, seed)

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """A date in three boxes, a number, or a choice."""
        return tuple(
            Ask(
                ask["name"],
                ask["label"],
                ask["form"],
                tuple((value, said) for value, said in ask.get("choices", ())),
                HINTS.get(ask["form"], ""),
            )
            for ask in shown["asks"]
        )

    def size(self, content: Content) -> int:
        """One for each date that is asked; no dates have to be drawn for that."""
        return len(content["asks"])

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Each date for itself, with the counting; see `marking`."""
        return marking.mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """The answers as they lie in what is shown."""
        return {ask["name"]: ask["key"] for ask in shown["asks"]}
