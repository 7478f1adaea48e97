"""X11 as a kind of item: minutes, and any of notice, dates, changes, outcomes and route."""

from __future__ import annotations

from academy.law.pack import current_pack
from assessments.exercises.choosing import (
    OPTIONS,
    option_ask,
    option_faults,
    option_model,
    shuffled,
    with_ids,
)
from assessments.exercises.reviews.marking import (
    HERE,
    LOST,
    REWRITE,
    ROUTE,
    ROUTES,
    STALE,
    TEXT,
    lost_changes,
    mark,
    stale_outcomes,
)
from assessments.exercises.reviews.plan import dates_of, due_of, events_of, shift_for, with_days
from assessments.exercises.ticks import WRONG_COSTS
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

EVENTS = tuple((event.key, event.label) for event in current_pack().events.values())
BY_ROUTE = tuple((code, label) for code, (label, _) in ROUTES.items())
PARTS = ("route", "contents", "dates", "changes", "outcomes", "options")
TICK = f"Tick all that are. Leave empty if there are none. {WRONG_COSTS}"


class X11(Kind):
    """Review and change workbench. Dates come from the rule table when the item is drawn."""

    code = "X11"
    title = "Review and change"
    sentence = (
        "From the minutes of a review: the notice, the dates, the changed plan, or the right legal route."
    )
    template = "assessments/exercises/x11.html"
    answer_template = "assessments/exercises/x11_answer.html"
    varies = True
    slots = (
        Slot("stem", "The case. {review_meeting} stands for the day of that event", "text"),
        Slot("minutes", "Minutes of the meeting", "text", required=False),
        Slot("notice", "A notice or letter to look at", "text", required=False),
        Slot(
            "contents",
            "What it has to say",
            "rows",
            required=False,
            slots=(
                Slot("text", "Required content"),
                Slot("there", "In this notice", "choice", choices=HERE),
                Slot("reason", "Why, and where to see it", "text"),
                Slot("law", "Law", "law", required=False),
            ),
        ),
        Slot(
            "events",
            "Events that start the clock",
            "rows",
            required=False,
            slots=(Slot("event", "Event", "choice", choices=EVENTS), Slot("on", "Day", "date")),
        ),
        Slot(
            "shift_weeks",
            "The events may move by up to so many weeks",
            "number",
            hint="0 for the same days for everybody.",
            required=False,
            least=0,
            most=52,
        ),
        Slot(
            "dates",
            "Dates to work out",
            "rows",
            required=False,
            slots=(
                Slot("label", "What is asked"),
                Slot("rule", "Rule, such as TR-10", "law"),
                Slot(
                    "clause",
                    "Which date of the rule",
                    required=False,
                    hint="Its key, if the rule has several.",
                ),
            ),
        ),
        Slot(
            "changes",
            "Changes that were agreed",
            "rows",
            required=False,
            slots=(
                Slot("text", "What was agreed"),
                Slot(
                    "wordings",
                    "Accepted wordings",
                    "lines",
                    hint="One a line; any of them will do. Join parts that may stand in any order by +.",
                    required=False,
                ),
                Slot("gone", "Old words that have to be gone", "lines", required=False),
                Slot("reason", "Why it matters", "text"),
            ),
        ),
        Slot("draft", "An amended draft in which changes may be missing", "text", required=False),
        Slot("writes", "The learner writes the amended text", "tick", required=False),
        Slot("old_text", "The text before the change, for the learner to amend", "text", required=False),
        Slot("model_text", "The amended text as it should be", "text", required=False),
        Slot("plan_on", "Day of the plan", "date", required=False),
        Slot(
            "outcomes",
            "Outcomes in the plan, some out of date",
            "rows",
            required=False,
            slots=(
                Slot("text", "Outcome"),
                Slot("by", "Its date", "date"),
                Slot("reason", "What to do about it", "text"),
            ),
        ),
        Slot("rewrites", "The learner rewrites an outcome", "tick", required=False),
        Slot("model_outcome", "An outcome that a good answer could say", "text", required=False),
        Slot("route", "The right legal route", "choice", choices=BY_ROUTE, required=False),
        Slot("route_reason", "Why that route", "text", required=False),
        Slot(
            "routes",
            "Other routes that learners choose",
            "rows",
            required=False,
            slots=(
                Slot("route", "Route", "choice", choices=BY_ROUTE),
                Slot("reason", "Why it is not right here", "text"),
                Slot("never", "Must never be taken here", "tick", required=False),
            ),
        ),
        OPTIONS,
    )

    def faults(self, content: Content) -> list[Fault]:
        """Something to do, dates that the rules give, and an author's text that passes its own check."""
        faults = option_faults(content)
        if not any(content.get(part) for part in PARTS):
            faults.append(
                Fault("", "Ask for at least one thing: a route, contents, dates, changes or outcomes.")
            )
        events = events_of(content.get("events") or [])
        for number, row in enumerate(content.get("dates") or []):
            if due_of(events, row["rule"], row.get("clause") or "") is None:
                faults.append(
                    Fault(f"dates/{number}/rule", f"{row['rule']} gives no date from these events.")
                )
        for number, row in enumerate(content.get("changes") or []):
            if not row.get("wordings") and not row.get("gone"):
                faults.append(
                    Fault(f"changes/{number}/wordings", "Say what has to be there, or what has to go.")
                )
        if content.get("writes"):
            faults += _own_text(content)
        if content.get("changes") and not (content.get("draft") or content.get("writes")):
            faults.append(Fault("changes", "Give a draft to look at, or let the learner write the text."))
        if content.get("outcomes") and not content.get("plan_on"):
            faults.append(Fault("plan_on", "Give the day of the plan: outcomes before it are out of date."))
        if content.get("rewrites") and not content.get("model_outcome"):
            faults.append(Fault("model_outcome", "Write an outcome that a good answer could say."))
        if content.get("route") and not content.get("route_reason"):
            faults.append(Fault("route_reason", "Say why that route."))
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """The events moved by whole weeks, the dates counted, the days put into the texts."""
        rows = content.get("events") or []
        events = events_of(rows, shift_for(rows, content.get("shift_weeks") or 0, seed))
        texts = {
            name: with_days(content.get(name) or "", events)
            for name in ("stem", "minutes", "notice", "draft", "old_text")
        }
        return {
            **content,
            **texts,
            "contents": with_ids(content.get("contents") or [], "n"),
            "dates": with_ids(dates_of(events, content.get("dates") or []), "d"),
            "changes": with_ids(content.get("changes") or [], "c"),
            "outcomes": with_ids(content.get("outcomes") or [], "e"),
            "options": shuffled(with_ids(content.get("options") or [], "o"), seed),
        }

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """The parts that the item has, in the order of the work."""
        asks = [Ask(ROUTE, "Which legal route is right?", "choice", BY_ROUTE)] if shown.get("route") else []
        asks += [
            Ask(row["id"], row["text"], "choice", HERE, group="What has to be there")
            for row in shown["contents"]
        ]
        asks += [Ask(row["id"], row["label"], "date", group="The date plan") for row in shown["dates"]]
        if shown.get("draft"):
            changes = tuple((row["id"], row["text"]) for row in shown["changes"])
            label = "Which agreed changes are not in the draft?"
            asks.append(Ask(LOST, label, "choices", changes, hint=TICK, optional=True))
        if shown.get("writes"):
            hint = "Change it so that everything agreed is in it."
            asks.append(Ask(TEXT, "Your amended text", "long", hint=hint))
        if shown["outcomes"]:
            outcomes = tuple((row["id"], row["text"]) for row in shown["outcomes"])
            asks.append(
                Ask(STALE, "Which outcomes are out of date?", "choices", outcomes, hint=TICK, optional=True)
            )
        if shown.get("rewrites"):
            asks.append(Ask(REWRITE, "Rewrite one of them", "long", hint="A person reads this.", most=1200))
        return (*asks, *option_ask(shown, "What do you do next?"))

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Contents, dates, changes, outcomes and route, each with its reason."""
        return mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """The key of every part."""
        answer: dict[str, object] = {row["id"]: row["there"] for row in shown["contents"]}
        answer.update({row["id"]: row["date"] for row in shown["dates"]})
        written = {
            ROUTE: shown.get("route"),
            LOST: list(lost_changes(shown)),
            TEXT: shown.get("model_text") if shown.get("writes") else "",
            STALE: list(stale_outcomes(shown)),
            REWRITE: shown.get("model_outcome") if shown.get("rewrites") else "",
        }
        answer.update({name: value for name, value in written.items() if value})
        return {**answer, **option_model(shown)}


def _own_text(content: Content) -> list[Fault]:
    """What the author's own amended text lacks."""
    text = content.get("model_text") or ""
    if not text:
        return [Fault("model_text", "Write the amended text as it should be.")]
    changes = with_ids(content.get("changes") or [], "c")
    names = {row["id"]: row["text"] for row in changes}
    lost = lost_changes({"changes": changes, "draft": text})
    return [Fault("model_text", f"Your own text does not have: {names[one]}.") for one in lost]
