"""X4: say what an outcome lacks and what it really is, then repair it."""

from __future__ import annotations

from assessments.exercises.outcomes.elements import ELEMENTS, NOTHING, TYPES
from assessments.exercises.outcomes.marking import mark_critique
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

LONGEST = 2000
_ABOUT = (("type", "What kind of line it is"), *ELEMENTS.items())
_REASON = (
    Slot("about", "About", "choice", choices=_ABOUT),
    Slot("words", "Why", hint="Said to everybody, right or wrong."),
)
_RUBRIC = (
    Slot("line", "What a person looks at"),
    Slot("none", "0 of 3 looks like", required=False),
    Slot("some", "1 of 3 looks like", required=False),
    Slot("good", "2 of 3 looks like", required=False),
    Slot("best", "3 of 3 looks like", required=False),
)


class RepairOutcome(Kind):
    """A line that stands in Section E, to be judged and written again."""

    code = "X4"
    title = "Repair an outcome"
    sentence = "Say what an outcome lacks and what it really is. Then write it again."
    template = "assessments/exercises/x4.html"
    slots = (
        Slot("statement", "The line in the plan", "text"),
        Slot("name", "Name of the young person", hint="As it stands in the line; invented."),
        Slot("about", "Where they are now", "text", "Every fact that a repair needs."),
        Slot("aspiration", "What they hope for", hint="In their own words."),
        Slot("prompt", "What you ask for", "text"),
        Slot("type", "What kind of line it is", "choice", choices=tuple(TYPES.items())),
        Slot("missing", "What is missing", "choices", choices=tuple(ELEMENTS.items()), required=False),
        Slot("reasons", "Why", "rows", "At most one for each.", slots=_REASON, most=7, required=False),
        Slot(
            "aspiration_words",
            "Words that show the link to the hope",
            "lines",
            "Besides the words of the hope itself.",
            required=False,
        ),
        Slot("baseline_words", "Words that show where they are now", "lines", required=False),
        Slot("model", "One good repair", "text", "It has to pass every check itself."),
        Slot("notes", "Why it is good", "lines"),
        Slot("rubric", "What a person marks", "rows", slots=_RUBRIC, least=1, most=6, required=False),
    )

    def faults(self, content: Content) -> list[Fault]:
        """A reason twice; a good repair that does not pass."""
        faults = []
        about = [row["about"] for row in content.get("reasons") or ()]
        for number, name in enumerate(about):
            if name in about[:number]:
                faults.append(Fault(f"reasons/{number}/about", "There is a reason for this already."))
        marked = mark_critique(content, self.model(content))
        faults += [
            Fault("model", f"One good repair: {line.label}. {line.reason}")
            for line in marked.lines
            if line.points < line.of
        ]
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        flags = (*ELEMENTS.items(), (NOTHING, "Nothing is missing"))
        return (
            Ask("type", "What kind of line is it really?", "choice", tuple(TYPES.items())),
            Ask("missing", "What is missing?", "choices", flags, hint="Tick all that are missing."),
            Ask("repair", "Your repair", "long", hint="Write one outcome for Section E.", most=LONGEST),
        )

    def mark(self, shown: Content, answer: Answer) -> Marked:
        return mark_critique(shown, {**answer, "repair": str(answer.get("repair") or "")[:LONGEST]})

    def model(self, shown: Content) -> Answer:
        missing = list(shown.get("missing") or []) or [NOTHING]
        return {"type": shown["type"], "missing": missing, "repair": shown["model"]}
