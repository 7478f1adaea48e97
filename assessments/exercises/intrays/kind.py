"""X12 as a kind of item: tasks with constraints, a week to put them in, families to keep in touch with."""

from __future__ import annotations

from academy.kit.words import full_date, minutes
from academy.law.dates import read_day
from academy.law.pack import current_pack
from assessments.exercises.choosing import (
    OPTIONS,
    option_ask,
    option_faults,
    option_model,
    shuffled,
    with_ids,
)
from assessments.exercises.intrays.marking import TASK_KINDS, contact_count, contact_names, mark
from assessments.exercises.intrays.week import (
    BY_PLACE,
    LATER,
    contacts_for,
    needed_contacts,
    places_in_words,
)
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

BY_KIND = tuple(TASK_KINDS.items())


class X12(Kind):
    """In-tray and contact planner: a place in the week for each task, by drop-down."""

    code = "X12"
    title = "In-tray"
    sentence = "Put the tasks of a week in order by duty, risk and date, and plan contact between milestones."
    template = "assessments/exercises/x12.html"
    answer_template = "assessments/exercises/x12_answer.html"
    slots = (
        Slot("stem", "The situation", "text"),
        Slot("week_of", "Monday of the week", "date"),
        Slot("capacity", "Minutes a day for this work", "number", least=30, most=480),
        Slot(
            "tasks",
            "Tasks (the first is 1)",
            "rows",
            least=2,
            most=45,
            slots=(
                Slot("text", "Task"),
                Slot("family", "Family or person it is for", required=False),
                Slot("minutes", "Minutes", "number", least=1, most=480),
                Slot("kind", "Kind", "choice", choices=BY_KIND),
                Slot("by", "Has to be done by", "choice", choices=BY_PLACE, required=False),
                Slot("not_before", "Cannot be done before", "choice", choices=BY_PLACE, required=False),
                Slot("after", "After task number", "number", required=False, least=1),
                Slot(
                    "model",
                    "Where a good week has it",
                    "choice",
                    choices=(*BY_PLACE, (LATER, "Not this week")),
                ),
                Slot("reason", "Why there", "text"),
                Slot("law", "Law", "law", required=False),
                Slot("kept", "What it means to the family when it is done in time", "text", required=False),
                Slot("broken", "What it means to the family when it is not", "text", required=False),
            ),
        ),
        Slot(
            "families",
            "Families to keep in touch with",
            "rows",
            required=False,
            most=8,
            slots=(
                Slot("name", "Family"),
                Slot("last_what", "Last milestone"),
                Slot("last", "Its day", "date"),
                Slot("next_what", "Next milestone"),
                Slot("next", "Its day", "date"),
                Slot("reason", "What to tell them in between", "text"),
            ),
        ),
        OPTIONS,
    )

    def faults(self, content: Content) -> list[Fault]:
        """A week that cannot be done: the author's own order has to get every point."""
        faults = option_faults(content)
        if read_day(content["week_of"]).weekday():
            faults.append(Fault("week_of", "Choose a Monday."))
        for number, row in enumerate(content["tasks"]):
            after = row.get("after")
            if after and (after > len(content["tasks"]) or after == number + 1):
                faults.append(Fault(f"tasks/{number}/after", f"There is no other task {after:g}."))
            if row["kind"] in ("statutory", "safeguarding") and not row.get("by"):
                faults.append(Fault(f"tasks/{number}/by", "Say by when it has to be done."))
        for number, row in enumerate(content.get("families") or []):
            if not needed_contacts(read_day(row["last"]), read_day(row["next"])):
                words = "Choose days more than three weeks apart, or leave the family out."
                faults.append(Fault(f"families/{number}/next", words))
        return faults or self._own_week(content)

    def _own_week(self, content: Content) -> list[Fault]:
        shown = self.draw(content, 0)
        place = {row["id"]: row["number"] for row in shown["tasks"]}
        return [
            Fault(
                f"tasks/{place[line.ask] - 1}/model" if line.ask in place else "tasks",
                f"Your own week does not keep this: {line.reason}",
            )
            for line in self.mark(shown, self.model(shown)).lines
            if line.right is False
        ]

    def draw(self, content: Content, seed: int) -> Content:
        """The tasks as they came in: in an order of their own."""
        tasks = [
            {**row, "number": number, "after_id": f"t{row['after']:g}" if row.get("after") else ""}
            for number, row in enumerate(with_ids(content["tasks"], "t"), 1)
        ]
        return {
            **content,
            "tasks": shuffled(tasks, seed),
            "families": with_ids(content.get("families") or [], "f"),
            "options": shuffled(with_ids(content.get("options") or [], "o"), seed),
        }

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """A place in the week for each task, days of contact for each family, and what to do next."""
        places = places_in_words(read_day(shown["week_of"]))
        asks = [
            Ask(row["id"], row["text"], "list", places, hint=_about(row), group="Your week")
            for row in shown["tasks"]
        ]
        for row in shown["families"]:
            last, following = full_date(read_day(row["last"])), full_date(read_day(row["next"]))
            span = f"{row['last_what']}: {last}. {row['next_what']}: {following}."
            for number, name in enumerate(contact_names(row["id"], contact_count(shown)), 1):
                hint = span if number == 1 else ""
                heading = f"Contact with {row['name']}"
                asks.append(
                    Ask(name, f"Contact {number}", "date", hint=hint, group=heading, optional=number > 1)
                )
        return (*asks, *option_ask(shown, "What do you do next?"))

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Constraints kept, days that hold, no gap over three weeks, and what the week did to each family."""
        return mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """The author's week, and contact just often enough."""
        answer: dict[str, object] = {row["id"]: row["model"] for row in shown["tasks"]}
        table = current_pack().calendar
        for row in shown["families"]:
            days = contacts_for(read_day(row["last"]), read_day(row["next"]), table)
            names = contact_names(row["id"], contact_count(shown))
            answer.update(zip(names, [day.isoformat() for day in days], strict=False))
        return {**answer, **option_model(shown)}


def _about(row: Content) -> str:
    """For whom a task is, and how long it takes."""
    parts = [row.get("family"), minutes(int(row["minutes"]))]
    return ", ".join(part for part in parts if part)
