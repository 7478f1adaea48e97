"""A text with gaps to fill: by choosing, with a few words, or with a number. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.numbers import near, number_in_words, read_number
from assessments.questions.kinds.parts import EXPLANATION, LAW, SHUFFLE, mixed, row_id, said_to, why
from assessments.questions.kinds.slots import Content, Fault, Slot
from assessments.questions.kinds.wording import accepting, spelled_out

CHOICE, TEXT, NUMBER = "choice", "text", "number"
GAP = re.compile(r"\[\[(\d{1,2})\]\]")
BLANK = r"____ (\1)"
AROUND = 45


class Gaps(Kind):
    """Fill the gaps of a text. Each gap has its weight in points and its own answers with reasons.

    In the text `[[1]]` stands for gap 1. The answers of all gaps are one list of rows, each of which says
    for which gap it is, because a row holds no rows.
    """

    code, title = "gaps", "Fill the gaps"
    sentence = "A text with gaps, each filled by choosing, with words or with a number."
    varies = True
    template = "assessments/questions/stem.html"
    slots = (
        Slot("stem", "What to do", "text", "For example: complete the sentences.", required=False),
        Slot("text", "Text with gaps", "text", "Write [[1]] where gap 1 is, [[2]] for gap 2, and so on."),
        Slot(
            "gaps",
            "Gaps",
            "rows",
            "The first row is gap 1.",
            slots=(
                Slot(
                    "form",
                    "Filled",
                    "choice",
                    choices=((CHOICE, "by choosing"), (TEXT, "with words"), (NUMBER, "with a number")),
                ),
                Slot("points", "Points", "number", "1 for a usual gap.", least=0, most=100),
                Slot("case_matters", "Capital letters matter", "tick", required=False),
            ),
            least=1,
            most=20,
        ),
        Slot(
            "answers",
            "Answers",
            "rows",
            "For a gap filled by choosing, every answer that is offered.",
            slots=(
                Slot("gap", "For gap", "number", least=1, most=20),
                Slot("text", "Answer"),
                Slot(
                    "weight",
                    "Worth, in per cent",
                    "number",
                    "100 is right, 0 is wrong.",
                    least=-100,
                    most=100,
                ),
                Slot("tolerance", "May differ by", "number", "For numbers.", required=False, least=0),
                Slot("feedback", "What we say about it", "text", required=False),
            ),
            least=1,
            most=60,
        ),
        SHUFFLE,
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        places = [int(number) for number in GAP.findall(content["text"])]
        count = len(content["gaps"])
        faults = []
        if places != list(range(1, count + 1)):
            faults.append(
                Fault("text", f"Write [[1]] to [[{count}]] into the text, once each and in this order.")
            )
        for number, row in enumerate(content["answers"]):
            if row["gap"] not in range(1, count + 1):
                faults.append(Fault(f"answers/{number}/gap", "There is no such gap."))
            elif content["gaps"][int(row["gap"]) - 1]["form"] == NUMBER and _value(row) is None:
                if row["text"].strip() != "*":
                    faults.append(Fault(f"answers/{number}/text", "This is not a number."))
        if not any(gap["points"] for gap in content["gaps"]):
            faults.append(Fault("gaps", "At least one gap has to have points."))
        return faults or [fault for n in range(1, count + 1) for fault in self._gap_faults(content, n)]

    def _gap_faults(self, content: Content, number: int) -> list[Fault]:
        rows = _rows(content, number)
        gap = content["gaps"][number - 1]
        if gap["form"] == CHOICE and len(rows) < 2:
            return [Fault(f"gaps/{number - 1}/form", "Offer at least two answers for this gap.")]
        if not rows or max(row["weight"] for row in rows) < 100:
            return [Fault(f"gaps/{number - 1}/form", "One answer for this gap has to be worth 100 per cent.")]
        row = _taken(gap, rows, _model_of(gap, rows))
        if row is None or row["weight"] < 100:
            return [Fault(f"gaps/{number - 1}/form", "An answer before the right one takes its place.")]
        return []

    def draw(self, content: Content, seed: int) -> Content:
        gaps = []
        for number, gap in enumerate(content["gaps"], 1):
            rows = [
                {"id": f"{number}{row_id(n)}", **row}
                for n, row in enumerate(row for row in content["answers"] if row["gap"] == number)
            ]
            if content.get("shuffle") and gap["form"] == CHOICE:
                rows = mixed(rows, f"{seed}-{number}")
            gaps.append({**gap, "answers": rows, "around": _around(content["text"], number)})
        shown = {name: value for name, value in content.items() if name not in ("answers", "text")}
        stem = f"{content.get('stem') or ''}\n\n{GAP.sub(BLANK, content['text'])}".strip()
        return {**shown, "gaps": gaps, "stem": stem}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        asks = []
        for number, gap in enumerate(shown["gaps"], 1):
            choices: tuple[tuple[str, str], ...] = ()
            if gap["form"] == CHOICE:
                choices = tuple((row["id"], row["text"]) for row in gap["answers"])
            form = {CHOICE: "list", TEXT: "text", NUMBER: "number"}[gap["form"]]
            asks.append(Ask(f"gap-{number}", f"Gap {number}", form, choices, hint=gap["around"], most=200))
        return tuple(asks)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        lines = []
        taken: dict[str, str] = {}
        for number, gap in enumerate(shown["gaps"], 1):
            name = f"gap-{number}"
            said = said_to(answer, name)
            row = _taken(gap, gap["answers"], said)
            taken[f"gap {number}"] = row["text"] if row else "nothing expected"
            lines.append(_line(number, gap, row, said))
        return Marked((*lines, *why(shown)), facts=taken)

    def model(self, shown: Content) -> Answer:
        return {
            f"gap-{number}": _model_of(gap, gap["answers"]) for number, gap in enumerate(shown["gaps"], 1)
        }


def _rows(content: Content, number: int) -> list[Content]:
    return [{"id": str(n), **row} for n, row in enumerate(content["answers"]) if row["gap"] == number]


def _around(text: str, number: int) -> str:
    """The words around a gap, so that its field can be read without the text."""
    before, _, after = text.partition(f"[[{number}]]")
    before, after = (" ".join(GAP.sub("____", part).split()) for part in (before, after))
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return f"{before} ____ {after}".strip()


def _value(row: Content) -> float | None:
    read = read_number(row["text"])
    return read.value if read else None


def _taken(gap: Content, rows: list[Content], said: str) -> Content | None:
    """The answer of a gap that was chosen or that accepts what was written."""
    if not said:
        return None
    if gap["form"] == CHOICE:
        return next((row for row in rows if row["id"] == said), None)
    if gap["form"] == TEXT:
        number = accepting(rows, said, case_matters=bool(gap.get("case_matters")))
        return None if number is None else rows[number]
    read = read_number(said)
    for row in rows:
        value = _value(row)
        if value is None:
            return row
        if read is not None and near({"value": value, "tolerance": row.get("tolerance")}, read.value):
            return row
    return None


def _model_of(gap: Content, rows: list[Content]) -> str:
    best: Mapping = max(rows, key=lambda row: row["weight"])
    if gap["form"] == CHOICE:
        return str(best["id"])
    if gap["form"] == TEXT:
        return spelled_out(best["text"])
    value = _value(dict(best))
    return "0" if value is None else repr(value)


def _line(number: int, gap: Content, row: Content | None, said: str) -> Line:
    weight = max(0.0, float(row["weight"])) if row else 0.0
    right = weight >= 100
    best = max(gap["answers"], key=lambda one: one["weight"])
    key = best["text"]
    if gap["form"] == TEXT:
        key = spelled_out(key)
    elif gap["form"] == NUMBER and (value := _value(best)) is not None:
        key = number_in_words(value)
    if row:
        reason = row.get("feedback") or ("This is right." if right else "This does not belong here.")
    else:
        reason = "This does not belong here." if said else "The gap is empty."
    return Line(
        f"Gap {number}",
        row["text"] if row and gap["form"] == CHOICE else said,
        right,
        reason,
        key=key,
        points=gap["points"] * weight / 100,
        of=float(gap["points"]),
        ask=f"gap-{number}",
    )
