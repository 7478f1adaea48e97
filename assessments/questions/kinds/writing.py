"""Questions answered at length, which a person marks with a rubric. Pure."""

from __future__ import annotations

import re

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import EXPLANATION, LAW, STEM, said_to, why
from assessments.questions.kinds.slots import Content, Fault, Slot
from assessments.questions.kinds.wording import plain_words

WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
LONGEST = 6000


def count_words(text: str) -> int:
    """How many words a text has; don’t and twenty-one are one each."""
    return len(WORD.findall(text))


class LongText(Kind):
    """Write at length. A person gives the points; the machine says only what it can see.

    So the machine's own points are 0 of 0, and `for_person` says that there is more to come.
    """

    code, title = "long_text", "Write at length"
    sentence = "A longer answer that a person marks with a rubric."
    slots = (
        STEM,
        Slot(
            "rubric",
            "Rubric",
            "rows",
            "What the person who marks looks at.",
            slots=(
                Slot("name", "Line", hint="For example: the reason is from the evidence."),
                Slot(
                    "levels", "Levels", "lines", "One a line, the lowest first: it gets 0 points, the next 1."
                ),
                Slot("must", "The answer fails when this line is at its lowest", "tick", required=False),
            ),
            required=False,
            most=12,
        ),
        Slot(
            "looks_for",
            "Words the machine may look for",
            "lines",
            "One thing a line, its variants divided by |. It only says whether they are there.",
            required=False,
        ),
        Slot("least_words", "At least so many words", "number", required=False, least=0, most=2000),
        Slot("most_words", "At most so many words", "number", required=False, least=1, most=2000),
        Slot("for_marker", "For the person who marks", "text", required=False),
        Slot("model_answer", "A good answer", "text", "Shown after the answer.", required=False),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        faults = [
            Fault(f"rubric/{number}/levels", "Write at least two levels.")
            for number, row in enumerate(content.get("rubric") or ())
            if len(row["levels"]) < 2
        ]
        least, most = content.get("least_words") or 0, content.get("most_words")
        if most and most < least:
            faults.append(Fault("most_words", "This is less than the least."))
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        least, most = shown.get("least_words"), shown.get("most_words")
        hint = ""
        if least and most:
            hint = f"Between {least:g} and {most:g} words."
        elif least or most:
            hint = f"At least {least:g} words." if least else f"At most {most:g} words."
        return (Ask("answer", "Your answer", "long", hint=hint, most=LONGEST),)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        said = said_to(answer)
        words = count_words(said)
        lines = [self._length(shown, words)]
        lines += [self._seen(one, said) for one in shown.get("looks_for") or ()]
        for row in shown.get("rubric") or ():
            must = " It has to be above the lowest level." if row.get("must") else ""
            lines.append(
                Line(row["name"], "", None, f"A person marks this: {'; '.join(row['levels'])}.{must}")
            )
        if shown.get("model_answer"):
            lines.append(Line("A good answer", "", None, shown["model_answer"]))
        return Marked((*lines, *why(shown)), for_person=True)

    @staticmethod
    def _length(shown: Content, words: int) -> Line:
        least, most = shown.get("least_words") or 0, shown.get("most_words")
        reason = "The length is as asked."
        if not words:
            reason = "Nothing was written."
        elif words < least:
            reason = f"It is shorter than the {least:g} words that were asked."
        elif most and words > most:
            reason = f"It is longer than the {most:g} words that were asked."
        return Line("Length", f"{words} word{'' if words == 1 else 's'}", None, reason, ask="answer")

    @staticmethod
    def _seen(wanted: str, said: str) -> Line:
        variants = [one.strip() for one in wanted.split("|") if one.strip()]
        text = f" {plain_words(said)} "
        found = next((one for one in variants if plain_words(one) in text), "")
        reason = (
            "These words are there."
            if found
            else "We did not find these words. You may have said it otherwise."
        )
        return Line(variants[0] if variants else wanted, found, None, reason)

    def model(self, shown: Content) -> Answer:
        return {"answer": shown.get("model_answer") or ""}
