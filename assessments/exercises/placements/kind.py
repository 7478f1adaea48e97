"""X10 as a kind of item: a case with a request, its facts, and the ground that they open."""

from __future__ import annotations

from assessments.exercises.choosing import (
    OPTIONS,
    option_ask,
    option_faults,
    option_model,
    shuffled,
    with_ids,
)
from assessments.exercises.placements.marking import (
    EXTRA,
    GROUND,
    GROUNDS,
    REASON,
    TRAP,
    TRAPS,
    extra_cost,
    mark,
    traps_in,
)
from assessments.exercises.ticks import WRONG_COSTS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

BY_GROUND = tuple((code, label) for code, (label, _) in GROUNDS.items())
BY_TRAP = tuple((code, label) for code, (label, _) in TRAPS.items())
SIDE = (("for", "For naming the setting"), ("against", "Against naming it"), ("neither", "Neither"))


class X10(Kind):
    """Placement reasoning. The ground has a key; two sentences of reason are for a person."""

    code = "X10"
    title = "Placement reasoning"
    sentence = "Choose the ground that the law gives, if any, and write two sentences of reason."
    template = "assessments/exercises/x10.html"
    slots = (
        Slot("stem", "The case", "text"),
        Slot(
            "facts",
            "Facts of the case",
            "rows",
            least=1,
            most=12,
            slots=(
                Slot("text", "Fact"),
                Slot("side", "It speaks", "choice", choices=SIDE),
                Slot(
                    "words",
                    "Words by which a reason names it",
                    "lines",
                    required=False,
                    hint="One wording a line. Join parts that may stand in any order by +.",
                ),
            ),
        ),
        Slot("ground", "The ground that the facts open", "choice", choices=BY_GROUND),
        Slot("ground_reason", "Why that ground", "text"),
        Slot(
            "grounds",
            "Other grounds that learners choose",
            "rows",
            required=False,
            slots=(
                Slot("ground", "Ground", "choice", choices=BY_GROUND),
                Slot("accepted", "Accepted as well", "tick", required=False),
                Slot("reason", "Why it is or is not right here", "text"),
            ),
        ),
        Slot(
            "traps",
            "Words in the case that are no reason by themselves",
            "choices",
            choices=BY_TRAP,
            required=False,
        ),
        Slot(
            "costs",
            "Yearly costs to compare",
            "rows",
            required=False,
            slots=(
                Slot(
                    "place",
                    "Of which place",
                    "choice",
                    choices=(("requested", "The place asked for"), ("other", "The other place")),
                ),
                Slot("what", "For what"),
                Slot("amount", "Pounds a year", "number", least=0),
            ),
        ),
        OPTIONS,
        Slot("model_reason", "Two sentences that a good answer could say", "text"),
    )

    def faults(self, content: Content) -> list[Fault]:
        """The author's own reason has to pass what the machine checks; costs need both places."""
        faults = option_faults(content)
        if content.get("costs") and extra_cost(content) is None:
            faults.append(Fault("costs", "Give at least one cost of each place, or none."))
        for number, row in enumerate(content["facts"]):
            if row["side"] != "neither" and not row.get("words"):
                faults.append(
                    Fault(f"facts/{number}/words", "Say by which words a reason would name this fact.")
                )
        for line in mark(self.draw(content, 0), {REASON: content["model_reason"]}).lines:
            if line.ask == REASON and not line.right:
                faults.append(Fault("model_reason", f"Your own reason does not name: {line.label.lower()}."))
        faults += [
            Fault("model_reason", f"Your own reason leans on: {TRAPS[trap][0].lower()}.")
            for trap in traps_in(content["model_reason"])
        ]
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """What to do next in an order of its own."""
        return {**content, "options": shuffled(with_ids(content.get("options") or [], "o"), seed)}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """The ground, the traps, the sum where there is one, what next, and the reason."""
        asks = [
            Ask(GROUND, "Which ground of the law decides this?", "choice", BY_GROUND),
            Ask(
                TRAP,
                "Which of these does the case use that are no reason by themselves?",
                "choices",
                BY_TRAP,
                hint=f"Tick all that are used. Leave empty if there are none. {WRONG_COSTS}",
                optional=True,
            ),
        ]
        if extra_cost(shown) is not None:
            label = "How much more does the place asked for cost the council in a year?"
            asks.append(Ask(EXTRA, label, "number", hint="In pounds. Less than nought if it costs less."))
        asks += option_ask(shown, "What do you do next?")
        asks.append(
            Ask(
                REASON,
                "Your reason, in two sentences",
                "long",
                hint="Name facts for and against, and say what decides.",
                most=1200,
            )
        )
        return tuple(asks)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Ground and section by key; evidence named; the balance is for a person."""
        return mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """The key, with the author's own two sentences."""
        answer: dict[str, object] = {GROUND: shown["ground"], REASON: shown["model_reason"]}
        if shown.get("traps"):
            answer[TRAP] = list(shown["traps"])
        if (extra := extra_cost(shown)) is not None:
            answer[EXTRA] = f"{extra:.0f}"
        return {**answer, **option_model(shown)}
