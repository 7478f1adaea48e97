"""A hundred thousand responses of a paper, made in bulk, and how long it takes to say what they tell."""

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

SITTINGS, ITEMS = 5_000, 20
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
CONTENT = {
    "stem": "By when must the decision be sent?",
    "options": [
        {"text": "Six weeks after the request", "weight": 100, "feedback": "Yes.", "stays": False},
        {"text": "Ten weeks after the request", "weight": 0, "feedback": "Count again.", "stays": False},
        {"text": "Twelve weeks after the request", "weight": 0, "feedback": "Count again.", "stays": False},
        {"text": "At the end of the term", "weight": 0, "feedback": "Terms do not count.", "stays": False},
    ],
    "shuffle": True,
    "explanation": "Six weeks, counted from the day on which the request came in.",
    "law": ["TR-01"],
}
"""A question of the usual size: four answers, mixed for each person."""


def make_paper() -> Any:
    """A paper of twenty items with people who sat it, over and over, as many times as it takes."""
    from academy.people.models import Council, User
    from assessments.questions.models import Item, ItemVersion
    from assessments.sittings.models import Paper

    council = Council.objects.get()
    paper = Paper.objects.create(council=council, code="BENCH", title="Bench", state="open", made_at=AT)
    versions = []
    for number in range(ITEMS):
        item = Item.objects.create(council=council, code=f"BENCH-{number}", kind="single", made_at=AT)
        fields = {"content": CONTENT, "criteria": ["F3"] if number < 2 else [], "competencies": ["C1.2"]}
        versions.append(
            ItemVersion.objects.create(
                item=item, number=1, state="reviewed", title=f"Bench {number}", law_as_at=AT.date(),
                written_at=AT, **fields,
            )
        )  # fmt: skip
    _fill(paper, versions, list(User.objects.filter(council=council).order_by("pk")))
    return paper


def _fill(paper: Any, versions: list[Any], people: list[Any]) -> None:
    from assessments.questions.kinds import kind_of
    from assessments.sittings.models import Sitting, SittingSlot

    kind, draw = kind_of("single"), random.Random(5)
    shown = [kind.draw(CONTENT, seed) for seed in range(50)]
    marked = [{name: kind.mark(one, {"answer": name}) for name in "abcd"} for one in shown]
    sittings, slots = [], []
    for number in range(SITTINGS):
        skill = draw.gauss(0, 1)
        sitting = Sitting(
            person=people[number % len(people)], paper=paper, number=number // len(people) + 1,
            state="marked", started_at=AT, handed_in_at=AT + timedelta(hours=1), of=ITEMS, passed=skill > 0,
        )  # fmt: skip
        sittings.append(sitting)
        for position, version in enumerate(versions):
            seed = draw.randrange(50)
            said = "a" if draw.gauss(skill, 1) > position / 10 - 1 else draw.choice("bcd")
            result = marked[seed][said]
            slots.append(
                SittingSlot(
                    sitting=sitting, position=position + 1, version=version, seed=seed, shown=shown[seed],
                    answer={"answer": said}, answered_at=AT, seconds=draw.randrange(10, 90),
                    marked=result.as_row(), points=result.points, of=result.of,
                )
            )  # fmt: skip
    Sitting.objects.bulk_create(sittings, batch_size=5_000)
    SittingSlot.objects.bulk_create(slots, batch_size=5_000)


def statistics() -> dict[str, Any]:
    """How long the whole report takes: reading, reckoning, choices, cohorts and later audits."""
    from assessments.sittings.models import Paper
    from assessments.statistics.queries import report_as_json, report_of

    paper = Paper.objects.filter(code="BENCH").first() or make_paper()
    began = time.perf_counter()
    report = report_as_json(report_of(paper=paper, first_only=False))
    return {
        "seconds": time.perf_counter() - began,
        "responses": report["n_responses"],
        "items": len(report["items"]),
        "alpha": report["alpha"],
    }
