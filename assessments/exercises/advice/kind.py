"""The kind of item X9."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

from academy.kit.words import listed
from assessments.exercises.advice import marking
from assessments.exercises.advice.givers import GIVERS, SENSORY, satisfied, ticks_for
from assessments.exercises.ticks import NONE, WRONG_COSTS, model_ticks
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

PERSON_SLOTS = (
    Slot("who", "Who"),
    Slot("needed", "They must be asked", "tick", required=False,
         hint="Leave empty for somebody who need not be asked."),
    Slot("reason", "Why, or why not"),
    Slot("law", "Where the law says so", "laws", required=False),
)  # fmt: skip
ALREADY_SLOTS = (
    Slot("giver", "Whose advice", "choice", choices=GIVERS),
    Slot("report", "What there is", hint="Such as: the psychologist's report of March 2026"),
    Slot("author", "Its author is satisfied that it is enough", "tick", required=False),
    Slot("council", "The council is satisfied", "tick", required=False),
    Slot("family", "The parent or young person is satisfied", "tick", required=False),
    Slot("reason", "Your own words on it", required=False),
)
REPLY_SLOTS = (
    Slot("sender", "Who replied", hint="Such as: The community paediatrician"),
    Slot("text", "The reply, word for word", "text"),
    Slot("missing", "What is missing", "choices", choices=marking.MISSING, required=False,
         hint="Tick nothing for a reply that is enough."),
    Slot("reason", "Why, and what you do about it", "text"),
)  # fmt: skip
QUESTION_SLOTS = (
    Slot("ask", "What else you ask"),
    Slot("answers", "The answers to choose from", "lines", hint="One a line."),
    Slot("right", "The right one, word for word"),
    Slot("trap", "The one that must never be chosen, word for word", required=False),
    Slot("never", "What is said to somebody who chose it", required=False),
    Slot("reason", "Why", "text"),
    Slot("law", "Where the law says so", "laws", required=False),
)


class Advice(Kind):
    """Say whose advice must be sought, and whether what came back is enough."""

    code = "X9"
    title = "Who must be asked"
    sentence = "Say whose advice you must seek, and whether the replies are enough to write a plan from."
    slots = (
        Slot("case", "The case", "text", hint="With every fact that decides who must be asked."),
        Slot("ask_who", "Ask whose advice must be sought", "tick", required=False,
             hint="Who must be asked is worked out from what follows."),
        Slot("year", "School year", "number", required=False, least=0, most=14,
             hint="From Year 9 advice on adulthood is needed."),
        Slot("sensory", "What is impaired", "choices", choices=SENSORY, required=False),
        Slot("requested", "People whom the family asks for", "rows", slots=PERSON_SLOTS, required=False,
             most=5),
        Slot("others", "Others who might be asked", "rows", slots=PERSON_SLOTS, required=False, most=6),
        Slot("notes", "Your words on somebody of the list", "rows", required=False, most=9,
             slots=(Slot("giver", "On whom", "choice", choices=GIVERS), Slot("words", "Your words"))),
        Slot("already", "Earlier advice", "rows", slots=ALREADY_SLOTS, required=False, most=4),
        Slot("replies", "Replies that came", "rows", slots=REPLY_SLOTS, required=False, most=5),
        Slot("questions", "Other questions", "rows", slots=QUESTION_SLOTS, required=False, most=5),
    )  # fmt: skip
    template = "assessments/exercises/x9.html"

    def faults(self, content: Content) -> list[Fault]:
        """Nothing asked, answers that are not among the choices, earlier advice named twice."""
        faults = []
        if not any(content.get(name) for name in ("ask_who", "already", "replies", "questions")):
            faults.append(Fault("ask_who", "Nothing is asked here. Tick this, or add a reply or a question."))
        for name in ("already", "notes"):
            givers = [row["giver"] for row in content.get(name) or []]
            for number, giver in enumerate(givers):
                if giver in givers[:number]:
                    faults.append(Fault(f"{name}/{number}/giver", "This stands here twice."))
        for number, row in enumerate(content.get("questions") or []):
            faults += _question_faults(row, f"questions/{number}/")
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """Who must be asked, worked out; answers to questions in an order of one's own."""
        rng = random.Random(seed)  # noqa: S311
        questions = [_question(n, row, rng) for n, row in enumerate(content.get("questions") or [], 1)]
        replies = [_reply(n, row) for n, row in enumerate(content.get("replies") or [], 1)]
        already = [_already(n, row) for n, row in enumerate(content.get("already") or [], 1)]
        ticks = ticks_for(content) if content.get("ask_who") else ()
        return {
            "case": content["case"],
            "givers": [{**asdict(tick), "law": list(tick.law)} for tick in ticks],
            "already": already,
            "replies": replies,
            "questions": questions,
        }

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """Boxes for the people; then each earlier report, each reply and each question."""
        asks = []
        if shown["givers"]:
            boxes = (*((row["value"], row["words"]) for row in shown["givers"]), (NONE, "None of these"))
            hint = f"Tick everybody whom you must ask. {WRONG_COSTS}"
            asks.append(Ask(marking.WHO, "Whose advice must you seek?", "choices", boxes, hint))
        asks += [Ask(row["name"], row["label"], "choice", marking.YES_NO) for row in shown["already"]]
        for row in shown["replies"]:
            asks.append(Ask(row["name"], "Is it enough?", "choice", marking.YES_NO, group=row["sender"]))
            hint = "Tick nothing if it is enough."
            asks.append(Ask(f"{row['name']}_missing", "What is missing?", "choices", marking.MISSING, hint,
                            row["sender"], optional=True))  # fmt: skip
        for row in shown["questions"]:
            choices = tuple((value, words) for value, words in row["choices"])
            asks.append(Ask(row["name"], row["label"], "choice", choices))
        return tuple(asks)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Each person, each report, each reply; see `marking`."""
        return marking.mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """Everybody who must be asked, and the right word on every reply."""
        answer: dict[str, Any] = {}
        if shown["givers"]:
            answer[marking.WHO] = model_ticks(marking.ticks_of(shown))
        for row in (*shown["already"], *shown["replies"], *shown["questions"]):
            answer[row["name"]] = row["key"]
        for row in shown["replies"]:
            if row["missing"]:
                answer[f"{row['name']}_missing"] = list(row["missing"])
        return answer


def _question_faults(row: Content, path: str) -> list[Fault]:
    faults, answers = [], row["answers"]
    if len(answers) < 2 or len(set(answers)) < len(answers):
        faults.append(Fault(f"{path}answers", "Write at least two answers, no two alike."))
    if row["right"] not in answers:
        faults.append(Fault(f"{path}right", "This is not among the answers, word for word."))
    if row.get("trap") and (row["trap"] not in answers or row["trap"] == row["right"]):
        faults.append(Fault(f"{path}trap", "This is not among the wrong answers, word for word."))
    if bool(row.get("trap")) != bool(row.get("never")):
        faults.append(Fault(f"{path}never", "Write the answer and what is said to it: both or neither."))
    return faults


def _question(number: int, row: Content, rng: random.Random) -> Content:
    choices = [[str(n), words] for n, words in enumerate(row["answers"])]
    rng.shuffle(choices)
    trap = row.get("trap") or ""
    return {
        "name": f"q{number}",
        "label": row["ask"],
        "choices": choices,
        "key": str(row["answers"].index(row["right"])),
        "trap": str(row["answers"].index(trap)) if trap else "",
        "never": row.get("never") or "",
        "reason": row["reason"],
        "law": row.get("law") or [],
    }


def _reply(number: int, row: Content) -> Content:
    missing = row.get("missing") or []
    return {
        "name": f"reply{number}",
        "sender": row["sender"],
        "text": row["text"],
        "missing": missing,
        "key": "no" if missing else "yes",
        "reason": row["reason"],
        "law": ["reg-6", "code-9-46-to-9-51"],
    }


def _already(number: int, row: Content) -> Content:
    names = (("author", "its author"), ("council", "the council"), ("family", "the family"))
    lacking = [words for name, words in names if not row.get(name)]
    said = (
        "All three say that it is enough."
        if not lacking
        else f"Not satisfied, or not asked: {listed(lacking)}."
    )
    reason = f"Its author, the council and the family must all be satisfied. {said} {row.get('reason') or ''}"
    return {
        "name": f"already{number}",
        "label": f"May you use {row['report']} and not ask again?",
        "key": "yes" if satisfied(row) else "no",
        "reason": reason.strip(),
        "law": ["reg-6-4"],
    }
