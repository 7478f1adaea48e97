"""The kind of item X7."""

from __future__ import annotations

import random
from typing import Any

from assessments.exercises.decisions import marking
from assessments.exercises.decisions.timing import RULES, in_words, timing_of
from assessments.exercises.ticks import NONE, WRONG_COSTS, model_ticks
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

FOUND_ASK = "What is unlawful or missing?"
TEST_ASK = "Which test does the law set here?"
CHECK_SLOTS = (
    Slot("text", "What can be ticked"),
    Slot("wrong", "It is unlawful or missing here", "tick", required=False,
         hint="Leave empty for one that misleads: the letter is in order there, or the law does not ask it."),
    Slot("reason", "Why", "text"),
    Slot("law", "Where the law says so", "laws", required=False),
)  # fmt: skip
TEST_SLOTS = (
    Slot("text", "The answer"),
    Slot("right", "It is the right one", "tick", required=False),
    Slot("reason", "Why, or why not", "text"),
    Slot("law", "Where the law says so", "laws", required=False),
)


class Decisions(Kind):
    """Check a decision letter or record against the law."""

    code = "X7"
    title = "Check a decision"
    sentence = "Read a decision, find what is unlawful or missing, and say what the law asks."
    slots = (
        Slot("about", "What you know of the case", "text", required=False),
        Slot("heading", "What it is", hint="Such as: The letter, or: The record of the panel."),
        Slot("document", "Its words", "text",
             hint="Write {started} and {acted} where the two dates below belong."),
        Slot("checks", "What can be ticked", "rows", slots=CHECK_SLOTS, least=2, most=14),
        Slot("test_ask", "What you ask about the law", required=False,
             hint=f"“{TEST_ASK}” if left empty."),
        Slot("tests", "Answers to that", "rows", slots=TEST_SLOTS, required=False, least=2, most=6),
        Slot("rule", "Time limit", "choice", choices=RULES, required=False,
             hint="Then people also say whether it was in time. The date is worked out for you."),
        Slot("started", "Day on which the time began", "date", required=False),
        Slot("acted", "Day on which it was sent", "date", required=False),
        Slot("reason_ask", "What you want in writing", "text", required=False,
             hint="Such as: Write the reason as it should have been. In assessed papers a person judges it."),
        Slot("good", "What a good answer says", "lines", required=False, hint="One point a line."),
        Slot("model_reason", "One way to write it", "text", required=False),
    )  # fmt: skip
    template = "assessments/exercises/x7.html"

    def faults(self, content: Content) -> list[Fault]:
        """A question without exactly one right answer, a time limit without its days, a box twice."""
        faults = []
        tests = content.get("tests") or []
        if tests and sum(bool(row.get("right")) for row in tests) != 1:
            faults.append(Fault("tests", "Exactly one answer is the right one."))
        texts = [row["text"] for row in content["checks"]]
        for number, text in enumerate(texts):
            if text in texts[:number]:
                faults.append(Fault(f"checks/{number}/text", "This stands here twice."))
        given = [name for name in ("rule", "started", "acted") if content.get(name)]
        if given and len(given) < 3:
            faults += [
                Fault(name, "The time limit and both days: all three or none.")
                for name in ("rule", "started", "acted")
                if name not in given
            ]
        elif given and content["acted"] < content["started"]:
            faults.append(Fault("acted", "It was sent before the time began."))
        if (content.get("good") or content.get("model_reason")) and not content.get("reason_ask"):
            faults.append(Fault("reason_ask", "Say what people are to write."))
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """Boxes and answers in an order of one's own; dates in words; the time limit worked out."""
        rng = random.Random(seed)  # noqa: S311
        checks = [{**row, "value": f"c{n}"} for n, row in enumerate(content["checks"], 1)]
        tests = [{**row, "value": f"t{n}"} for n, row in enumerate(content.get("tests") or [], 1)]
        rng.shuffle(checks)
        rng.shuffle(tests)
        shown: Content = {name: content.get(name) or "" for name in ("heading", "reason_ask", "model_reason")}
        for name in ("about", "document"):
            text = content.get(name) or ""
            for day in ("started", "acted"):
                if content.get(day):
                    text = text.replace(f"{{{day}}}", in_words(content[day]))
            shown[name] = text
        timed = bool(content.get("rule"))
        timing = timing_of(content["rule"], content["started"], content["acted"]) if timed else {}
        return {
            **shown,
            "checks": checks,
            "tests": tests,
            "test_ask": content.get("test_ask") or TEST_ASK,
            "timing": timing,
            "good": content.get("good") or [],
        }

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """Boxes to tick; then, as far as the author asks for them, the test, the time and a reason."""
        boxes = (*((row["value"], row["text"]) for row in shown["checks"]), (NONE, "None of these"))
        asks = [Ask(marking.FOUND, FOUND_ASK, "choices", boxes, f"Tick all that are. {WRONG_COSTS}")]
        if shown["tests"]:
            choices = tuple((row["value"], row["text"]) for row in shown["tests"])
            asks.append(Ask(marking.TEST, shown["test_ask"], "choice", choices))
        if shown["timing"]:
            asks.append(Ask(marking.IN_TIME, "Was it sent in time?", "choice", marking.YES_NO))
        if shown["reason_ask"]:
            asks.append(Ask(marking.REASON, shown["reason_ask"], "long", most=2000))
        return tuple(asks)

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Each finding, the test and the time; see `marking`."""
        return marking.mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """Every fault ticked, the right test, the right time, and the author's reason."""
        answer: dict[str, Any] = {marking.FOUND: model_ticks(marking.ticks_of(shown))}
        if shown["tests"]:
            answer[marking.TEST] = next(row["value"] for row in shown["tests"] if row.get("right"))
        if shown["timing"]:
            answer[marking.IN_TIME] = shown["timing"]["key"]
        if shown["reason_ask"]:
            answer[marking.REASON] = shown["model_reason"] or "\n".join(shown["good"]) or "A reason."
        return answer
