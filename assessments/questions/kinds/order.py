"""Questions in which steps are put in order. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import (
    EXPLANATION,
    FEEDBACK,
    LAW,
    STEM,
    mixed,
    named_rows,
    said_to,
    twice_faults,
    why,
)
from assessments.questions.kinds.slots import Content, Fault, Slot

NEIGHBOURS, PLACES, WHOLE = "neighbours", "places", "whole"


class Ordering(Kind):
    """Give each step its place.

    By `neighbours` (the usual rule) one point goes to each step that comes straight after the one it
    should follow: a single step in the wrong place then costs the two or three joints around it and not
    everything behind it. By `places` each step in its right place has a point; by `whole` only the whole
    order has one. Two steps in one place are no order, so neither joint between them counts.
    """

    code, title = "ordering", "Put in order"
    sentence = "Steps that have one right order."
    varies = True
    slots = (
        STEM,
        Slot(
            "steps",
            "Steps in their right order",
            "rows",
            slots=(Slot("text", "Step", "text"), FEEDBACK),
            least=2,
            most=12,
        ),
        Slot(
            "points_for",
            "Points for",
            "choice",
            choices=(
                (NEIGHBOURS, "each step that comes straight after the right one"),
                (PLACES, "each step in its right place"),
                (WHOLE, "the whole order only"),
            ),
        ),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        return twice_faults(content["steps"], "text", "steps", "This step is here twice.")

    def draw(self, content: Content, seed: int) -> Content:
        """The steps in another order than the right one, whatever the seed."""
        steps = named_rows(content["steps"])
        shown, turn = mixed(steps, seed), 0
        while shown == steps:
            turn += 1
            shown = mixed(steps, f"{seed}-{turn}")
        return {**content, "steps": shown, "key": [step["id"] for step in steps]}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        places = tuple((str(n), str(n)) for n in range(1, len(shown["steps"]) + 1))
        return tuple(
            Ask(f"step-{step['id']}", step["text"], "list", places, group="Which place does each have?")
            for step in shown["steps"]
        )

    def mark(self, shown: Content, answer: Answer) -> Marked:
        steps = {step["id"]: step for step in shown["steps"]}
        places = {one: _place(said_to(answer, f"step-{one}"), len(steps)) for one in shown["key"]}
        rule = shown.get("points_for") or NEIGHBOURS
        in_place = {one: places[one] == n for n, one in enumerate(shown["key"], 1)}
        lines = []
        for number, one in enumerate(shown["key"], 1):
            before = shown["key"][number - 2] if number > 1 else None
            of, right = 0.0, in_place[one]
            if rule == PLACES:
                of = 1.0
            elif rule == NEIGHBOURS and before is not None:
                of, right = 1.0, _follows(places, before, one)
            elif rule == NEIGHBOURS:
                right = in_place[one]
            lines.append(self._line(steps[one], places[one], number, right, of))
        if rule == WHOLE:
            whole = all(in_place.values())
            words = "Every step is in its place." if whole else "The point is for the whole order."
            lines.insert(0, Line("The whole order", "", whole, words, points=float(whole), of=1.0))
        return Marked(
            (*lines, *why(shown)),
            facts={"out of place": [line.label for line in lines if line.right is False and line.ask]},
        )

    @staticmethod
    def _line(step: Content, said: int, number: int, right: bool, of: float) -> Line:
        reason = step.get("feedback") or ("This is right." if right else "It comes elsewhere.")
        return Line(
            step["text"],
            str(said) if said else "",
            right,
            reason if said else "It was given no place.",
            key=str(number),
            points=of if right else 0.0,
            of=of,
            ask=f"step-{step['id']}",
        )

    def model(self, shown: Content) -> Answer:
        return {f"step-{one}": str(number) for number, one in enumerate(shown["key"], 1)}


def _place(said: str, most: int) -> int:
    """A place that was said, 1 to most; nought for none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 and 1 <= int(said) <= most else 0


def _follows(places: Mapping[str, int], before: str, after: str) -> bool:
    """Whether one step comes straight after another: nothing between them, and nothing beside them."""
    first, then = places[before], places[after]
    if not first or first >= then:
        return False
    there = [place for place in places.values() if first <= place <= then]
    return sorted(there) == [first, then]
