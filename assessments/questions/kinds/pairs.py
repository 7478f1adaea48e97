"""Questions in which things are matched with one another. Pure."""

from __future__ import annotations

from assessments.questions.kinds.kind import Answer, Ask, Kind, Line, Marked
from assessments.questions.kinds.parts import (
    EXPLANATION,
    FEEDBACK,
    LAW,
    STEM,
    mixed,
    named_rows,
    row_id,
    said_to,
    twice_faults,
    why,
)
from assessments.questions.kinds.slots import Content, Fault, Slot


class Matching(Kind):
    """Choose for each thing what belongs to it. One point for each; extra answers fit nothing.

    Two things may have the same answer: it is offered once. What is offered stands in the order of the
    seed or, where the author does not want that, of the alphabet, never in the order of the things.
    """

    code, title = "matching", "Match"
    sentence = "Several things, and for each what belongs to it."
    varies = True
    slots = (
        STEM,
        Slot(
            "pairs",
            "Pairs",
            "rows",
            slots=(Slot("text", "This"), Slot("match", "belongs to"), FEEDBACK),
            least=2,
            most=20,
        ),
        Slot("extras", "Answers that fit nothing", "lines", "One a line.", required=False),
        Slot(
            "shuffle",
            "Offer the answers in a new order to each person",
            "tick",
            "Without the tick they stand in the order of the alphabet.",
            required=False,
        ),
        EXPLANATION,
        LAW,
    )

    def faults(self, content: Content) -> list[Fault]:
        faults = twice_faults(content["pairs"], "text", "pairs", "This is here twice.")
        matches = {pair["match"].strip() for pair in content["pairs"]}
        if any(extra.strip() in matches for extra in content.get("extras") or ()):
            faults.append(Fault("extras", "One of these belongs to something, so it is no extra answer."))
        if len(matches | set(content.get("extras") or ())) < 2:
            faults.append(Fault("pairs", "There have to be at least two different answers."))
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        texts = [pair["match"].strip() for pair in content["pairs"]]
        texts += [extra.strip() for extra in content.get("extras") or ()]
        offered = [{"id": row_id(n), "text": text} for n, text in enumerate(dict.fromkeys(texts))]
        ids = {row["text"]: row["id"] for row in offered}
        offered = (
            mixed(offered, seed)
            if content.get("shuffle")
            else sorted(offered, key=lambda row: row["text"].casefold())
        )
        pairs = [{**pair, "right": ids[pair["match"].strip()]} for pair in named_rows(content["pairs"])]
        return {**content, "pairs": pairs, "offered": offered}

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        choices = tuple((row["id"], row["text"]) for row in shown["offered"])
        return tuple(Ask(f"pair-{pair['id']}", pair["text"], "list", choices) for pair in shown["pairs"])

    def mark(self, shown: Content, answer: Answer) -> Marked:
        names = {row["id"]: row["text"] for row in shown["offered"]}
        lines, taken = [], []
        for pair in shown["pairs"]:
            name = f"pair-{pair['id']}"
            said = said_to(answer, name)
            right = said == pair["right"]
            if said in names and not right:
                taken.append([names[said], pair["match"]])
            if said not in names:
                reason = "Nothing was chosen."
            else:
                reason = pair.get("feedback") or (
                    "This is right." if right else "Something else belongs here."
                )
            lines.append(
                Line(
                    pair["text"],
                    names.get(said, ""),
                    right,
                    reason,
                    key=pair["match"],
                    points=float(right),
                    of=1.0,
                    ask=name,
                )
            )
        return Marked((*lines, *why(shown)), facts={"taken": taken})

    def model(self, shown: Content) -> Answer:
        return {f"pair-{pair['id']}": pair["right"] for pair in shown["pairs"]}
