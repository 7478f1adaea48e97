"""The kind of item X2."""

from __future__ import annotations

import random

from assessments.exercises.sections import marking
from assessments.exercises.sections.rules import SECTIONS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

SECOND = "Only where a second home is right as well."
STATEMENT_SLOTS = (
    Slot("text", "The statement", "text", hint="As it would stand in a plan, about an invented child."),
    Slot("section", "Where it belongs", "choice", choices=SECTIONS),
    Slot("rule", "Why: the deciding rule", "text", hint="Shown to everybody, whatever they chose."),
    Slot("law", "Where the law says so", "laws", required=False, hint="The law on the section is added."),
    Slot("also_1", "Also accepted", "choice", choices=SECTIONS, required=False, hint=SECOND),
    Slot("also_1_why", "Why that is accepted", required=False),
    Slot("also_2", "Also accepted, a third", "choice", choices=SECTIONS, required=False, hint=SECOND),
    Slot("also_2_why", "Why that is accepted", required=False),
    Slot("lure", "The section most often chosen wrongly", "choice", choices=SECTIONS, required=False),
    Slot("lure_why", "What you say to somebody who chose it", "text", required=False,
         hint="If you leave this empty, what tells the two sections apart is said."),
)  # fmt: skip


class Sections(Kind):
    """Put each statement in its section of the plan."""

    code = "X2"
    title = "The right section"
    sentence = "Say for each statement in which section of the plan it belongs, A to K."
    slots = (
        Slot("intro", "Who it is about", "text", required=False, hint="One or two sentences, if needed."),
        Slot("pick", "How many statements each person gets", "number", required=False, least=1, most=60,
             hint="Drawn by chance. All of them if left empty."),
        Slot("statements", "Statements", "rows", slots=STATEMENT_SLOTS, least=1, most=60),
    )  # fmt: skip
    template = "assessments/exercises/x2.html"
    answer_template = "assessments/exercises/x2_answers.html"

    def faults(self, content: Content) -> list[Fault]:
        """Second homes without a reason, and choices that contradict one another."""
        faults = []
        if (content.get("pick") or 0) > len(content["statements"]):
            faults.append(Fault("pick", "There are not so many statements."))
        for number, row in enumerate(content["statements"]):
            path, taken = f"statements/{number}/", [row["section"]]
            for name in marking.ALSO:
                other, why = row.get(name), row.get(f"{name}_why")
                if other in taken:
                    faults.append(Fault(f"{path}{name}", "This section is named already."))
                if bool(other) != bool(why):
                    faults.append(Fault(f"{path}{name}_why", "A second home needs a section and a reason."))
                taken += [other] if other else []
            if row.get("lure") in taken:
                faults.append(Fault(f"{path}lure", "This section is right or accepted, so it is no mistake."))
            if row.get("lure_why") and not row.get("lure"):
                faults.append(Fault(f"{path}lure", "Name the section that your words are about."))
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """The statements in an order of one's own; some of them where the author said how many."""
        rng = random.Random(seed)  # noqa: S311
        rows = [{**row, "name": f"s{number}"} for number, row in enumerate(content["statements"], 1)]
        rows = rng.sample(rows, int(content.get("pick") or len(rows)))
        return {"intro": content.get("intro") or "", "statements": rows}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """A drop-down of the sections for each statement."""
        return tuple(Ask(row["name"], row["text"], "list", SECTIONS) for row in shown["statements"])

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Each statement for itself; see `marking`."""
        return marking.mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """Every statement in its first home."""
        return {row["name"]: row["section"] for row in shown["statements"]}
