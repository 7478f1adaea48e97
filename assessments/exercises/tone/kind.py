"""X6: write a paragraph of a letter or e-mail to a family again, plainly, kindly, with the facts intact."""

from __future__ import annotations

from assessments.exercises.tone.marking import ASK, mark_letter
from assessments.exercises.tone.presence import NEEDS, RIGHTS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

LONGEST = 6000
_RUBRIC = (
    Slot("line", "What a person looks at", hint="Accurate, compassionate, timely."),
    Slot("none", "0 of 3 looks like", required=False),
    Slot("some", "1 of 3 looks like", required=False),
    Slot("good", "2 of 3 looks like", required=False),
    Slot("best", "3 of 3 looks like", required=False),
)
_POINT = (
    Slot("label", "What has to be said", hint="For example: The legal test."),
    Slot("words", "Words that show it", hint="Apart by semicolons; any of them is enough."),
    Slot("why", "What you say to somebody who left it out"),
)


class RewriteLetter(Kind):
    """A cold or blaming paragraph, the facts of the case, and what the family needs to know."""

    code = "X6"
    title = "Rewrite a letter"
    sentence = "Write to a family again: plain, kind, and with every fact in its place."
    template = "assessments/exercises/x6.html"
    slots = (
        Slot("original", "What was written", "text"),
        Slot(
            "situation",
            "The facts of the case",
            "text",
            "Every number and date of a good letter stands here.",
        ),
        Slot("prompt", "What you ask for", "text"),
        Slot("needs", "What the letter needs", "choices", choices=tuple(NEEDS.items())),
        Slot("points", "What else has to be said", "rows", slots=_POINT, most=10, required=False),
        Slot(
            "rights",
            "Rights that belong to it",
            "choices",
            "Only for a decision.",
            choices=tuple(RIGHTS.items()),
            required=False,
        ),
        Slot(
            "must_keep",
            "Facts that must stay",
            "lines",
            "One a line: a date or number, or wordings apart by semicolons.",
            required=False,
        ),
        Slot("also", "Numbers and dates that may be added", "lines", required=False),
        Slot("known", "Short forms that the family knows", "lines", required=False),
        Slot(
            "reading_age",
            "Highest reading age",
            "number",
            "12 unless you say otherwise.",
            least=9,
            most=16,
            required=False,
        ),
        Slot(
            "extra_words",
            "More words to look at",
            "lines",
            "Your own: a phrase, or a phrase, a colon and what to do about it.",
            required=False,
        ),
        Slot("fine_words", "Words that are fine here", "lines", required=False),
        Slot("model", "One good letter", "text", "It has to get every point itself."),
        Slot("notes", "Why it is good", "lines"),
        Slot("rubric", "What a person marks", "rows", slots=_RUBRIC, least=1, most=6, required=False),
    )

    def faults(self, content: Content) -> list[Fault]:
        """A good letter that does not get every point; an original that does."""
        faults = [
            Fault("model", f"One good letter: {line.label}. {line.reason}")
            for line in mark_letter(content, content["model"]).lines
            if line.points < line.of
        ]
        if mark_letter(content, content["original"]).right:
            faults.append(Fault("original", "This letter has everything already."))
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        return (Ask(ASK, "Your version", "long", most=LONGEST),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        return mark_letter(shown, str(answer.get(ASK) or "")[:LONGEST])

    def model(self, shown: Content) -> Answer:
        return {ASK: shown["model"]}
