"""X3: rewrite a vague line of provision from what the advice says."""

from __future__ import annotations

from assessments.exercises.provision.marking import mark_version
from assessments.exercises.provision.slots import PARTS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

LONGEST = 6000
RUBRIC = (
    Slot("line", "What a person looks at", hint="For example: Could a setting start on Monday?"),
    Slot("none", "0 of 3 looks like", required=False),
    Slot("some", "1 of 3 looks like", required=False),
    Slot("good", "2 of 3 looks like", required=False),
    Slot("best", "3 of 3 looks like", required=False),
)
"""A line of the rubric with which a person marks, from 0 to 3."""


class RewriteProvision(Kind):
    """One line of Section F to be written again, from one paragraph of advice."""

    code = "X3"
    title = "Rewrite vague provision"
    sentence = "Write a vague line of Section F again, so that everybody reads the same thing in it."
    template = "assessments/exercises/x3.html"
    slots = (
        Slot("original", "The line in the plan", "text", "The vague line, without quotation marks."),
        Slot("advice", "What the advice says", "text", "Every number of a good answer stands here."),
        Slot("prompt", "What you ask for", "text"),
        Slot(
            "parts",
            "What a good answer has",
            "rows",
            "Only what the advice gives. The order is the order on the page.",
            slots=(
                Slot("part", "Part", "choice", choices=tuple(PARTS.items())),
                Slot(
                    "where",
                    "Where to look",
                    hint="Said when it is missing, such as: the advice says 12-week cycles.",
                ),
                Slot("words", "Words that also show it", hint="Apart by semicolons.", required=False),
                Slot("strict", "Only these words show it", "tick", required=False),
            ),
            least=3,
            most=10,
        ),
        Slot("model", "One good answer", "text", "It has to get every point itself."),
        Slot("notes", "Why it is good", "lines", "One reason a line."),
        Slot(
            "also",
            "Amounts that may be added",
            "lines",
            "Amounts that are not in the advice and not invented either, such as: 38 weeks.",
            required=False,
        ),
        Slot("may_drop", "Amounts that may be left out", "lines", required=False),
        Slot(
            "extra_words",
            "More words to look at",
            "lines",
            "Your own: a phrase, or a phrase, a colon and what to do about it.",
            required=False,
        ),
        Slot("fine_words", "Words that are fine here", "lines", required=False),
        Slot("rubric", "What a person marks", "rows", slots=RUBRIC, least=1, most=6, required=False),
    )

    def faults(self, content: Content) -> list[Fault]:
        """A part twice; a good answer that does not get every point; an original that is already good."""
        faults = []
        names = [row["part"] for row in content["parts"]]
        for number, row in enumerate(content["parts"]):
            if row["part"] in names[:number]:
                faults.append(Fault(f"parts/{number}/part", f"{PARTS[row['part']]} is there already."))
            if row.get("strict") and not row.get("words"):
                faults.append(Fault(f"parts/{number}/words", "Say which words show it."))
        faults += [
            Fault("model", f"One good answer: {line.label}. {line.reason}")
            for line in mark_version(content, content["model"]).lines
            if line.points < line.of
        ]
        if mark_version(content, content["original"]).right:
            faults.append(Fault("original", "This line has everything already. Make it vaguer."))
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask("version", "Your version", "long", most=LONGEST),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        return mark_version(shown, str(answer.get("version") or "")[:LONGEST])

    def model(self, shown: Content) -> Answer:
        return {"version": shown["model"]}
