"""Questions in which answers are chosen: one, several, or true and false. Pure."""

from __future__ import annotations

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import (
    EXPLANATION,
    FEEDBACK,
    LAW,
    SHUFFLE,
    STEM,
    mixed_options,
    named_rows,
    said_to,
    twice_faults,
    weight_of,
    weight_slot,
    why,
)
from assessments.questions.kinds.slots import Content, Fault, Slot

RIGHT, WRONG, NOTHING = "This is right.", "This is not the best answer.", "Nothing was chosen."
TRUE, FALSE = "true", "false"

STAYS_SLOT = Slot(
    "stays",
    "Keep it in this place",
    "tick",
    "For answers such as “None of these”.",
    required=False,
)
OPTIONS = Slot(
    "options",
    "Answers",
    "rows",
    slots=(Slot("text", "Answer", "text"), weight_slot(0), FEEDBACK, STAYS_SLOT),
    least=2,
    most=26,
)


class _Choosing(Kind):
    """What choosing one and choosing several have in common."""

    varies = True

    def draw(self, content: Content, seed: int) -> Content:
        options = named_rows(content["options"])
        return {**content, "options": mixed_options(options, seed) if content.get("shuffle") else options}

    def faults(self, content: Content) -> list[Fault]:
        return twice_faults(content["options"], "text", "options", "This answer is here twice.")


class Single(_Choosing):
    """Choose the one best answer. An answer that is nearly right may have a share of the point."""

    code, title = "single", "Choose one"
    sentence = "One question with several answers, of which one is best."
    slots = (STEM, OPTIONS, SHUFFLE, EXPLANATION, LAW)

    def faults(self, content: Content) -> list[Fault]:
        found = super().faults(content)
        if max(weight_of(row, 0) for row in content["options"]) < 100:
            found.append(Fault("options", "One answer has to be worth 100 per cent."))
        return found

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        choices = tuple((option["id"], option["text"]) for option in shown["options"])
        return (Ask("answer", "Your answer", "choice", choices),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        chosen = next((option for option in shown["options"] if option["id"] == said), None)
        best = [option for option in shown["options"] if weight_of(option, 0) >= 100]
        key = " or ".join(option["text"] for option in best)
        weight = weight_of(chosen, 0) if chosen else 0.0
        right = weight >= 100
        reason = (chosen.get("feedback") or (RIGHT if right else WRONG)) if chosen else NOTHING
        line = Line(
            "Your answer",
            chosen["text"] if chosen else "",
            right,
            reason,
            key=key,
            points=max(0.0, weight) / 100,
            of=1.0,
            ask="answer",
        )
        return Marked((line, *why(shown)))

    def model(self, shown: Content) -> Answer:
        return {"answer": max(shown["options"], key=lambda option: weight_of(option, 0))["id"]}


class Multiple(_Choosing):
    """Choose all that are right.

    Each right answer has its share of the one point, each wrong one its minus; together never below
    nought. With `all_or_nothing` the point goes to exactly the right answers.
    """

    code, title = "multiple", "Choose several"
    sentence = "One question with several answers, of which any number may be right."
    slots = (
        STEM,
        OPTIONS,
        Slot(
            "all_or_nothing",
            "Only all the right answers, and no other, get the point",
            "tick",
            "Otherwise each answer gets its share. Give wrong answers a minus, or ticking all gets all.",
            required=False,
        ),
        SHUFFLE,
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        found = super().faults(content)
        if not any(weight_of(row, 0) > 0 for row in content["options"]):
            found.append(Fault("options", "At least one answer has to be worth something."))
        return found

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        choices = tuple((option["id"], option["text"]) for option in shown["options"])
        return (Ask("answer", "Your answers", "choices", choices, "Tick all that are right."),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = answer.get("answer")
        said = {one for one in said if isinstance(one, str)} if isinstance(said, list | tuple) else set()
        options = shown["options"]
        right = {option["id"] for option in options if weight_of(option, 0) > 0}
        chosen = {option["id"] for option in options} & said
        whole = sum(max(0.0, weight_of(option, 0)) for option in options) or 1.0
        share = 0.0 if shown.get("all_or_nothing") else 1 / whole
        lines = [
            self._line(option, option["id"] in chosen, share)
            for option in options
            if option["id"] in chosen | right
        ]
        if shown.get("all_or_nothing"):
            lines.insert(0, self._all_or_nothing(chosen == right))
        return Marked((*lines, *why(shown)))

    @staticmethod
    def _line(option: Content, chosen: bool, share: float) -> Line:
        weight = weight_of(option, 0)
        right = weight > 0
        return Line(
            option["text"],
            "Chosen" if chosen else "Left out",
            right and chosen,
            option.get("feedback") or ("This is right." if right else "This is not right."),
            key="Right" if right else "Not right",
            points=weight * share if chosen else 0.0,
            of=max(0.0, weight) * share,
            ask="answer",
        )

    @staticmethod
    def _all_or_nothing(right: bool) -> Line:
        words = "You chose all the right answers and no other."
        if not right:
            words = "The point is for all the right answers and no other."
        return Line("All together", "", right, words, points=float(right), of=1.0, ask="answer")

    def model(self, shown: Content) -> Answer:
        return {"answer": [option["id"] for option in shown["options"] if weight_of(option, 0) > 0]}


class TrueFalse(Kind):
    """Say whether a statement is true."""

    code, title = "true_false", "True or false"
    sentence = "A statement that is true or false."
    slots = (
        Slot("stem", "Statement", "text", "A sentence that is plainly true or plainly false."),
        Slot("answer", "It is", "choice", choices=((TRUE, "True"), (FALSE, "False"))),
        Slot("if_true", "What we say to “true”", "text", required=False),
        Slot("if_false", "What we say to “false”", "text", required=False),
        EXPLANATION,
        LAW,
    )

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("answer", "Is this true or false?", "choice", ((TRUE, "True"), (FALSE, "False"))),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        if said not in (TRUE, FALSE):
            said = ""
        right = said == shown["answer"]
        reason = shown.get(f"if_{said}") or (RIGHT if right else "It is the other way round.")
        line = Line(
            "Your answer",
            said.capitalize(),
            right,
            reason if said else NOTHING,
            key=shown["answer"].capitalize(),
            points=float(right),
            of=1.0,
            ask="answer",
        )
        return Marked((line, *why(shown)))

    def model(self, shown: Content) -> Answer:
        return {"answer": shown["answer"]}
