"""From what an author wrote and a seed to what one person is shown, with every answer worked out. Pure.

Dates come from the law pack and from nowhere else. The answers, their reasons and the wrong answers that
have a reason are kept with what is shown, so that marking looks things up and counts nothing.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from academy.kit import words
from academy.kit.refusals import Refused
from academy.law import dates
from academy.law.clauses import Pack
from academy.law.pack import current_pack
from academy.law.queries.timelines import Answer, Claim, Due, Timeline, draw_timeline
from assessments.exercises.timelines import slots
from assessments.exercises.timelines.days import draw_days, is_fixed
from assessments.exercises.timelines.mistakes import Stop, before_rolling, mistakes_with
from assessments.questions.kinds import Content

Day = datetime.date
Row = Mapping[str, Any]
TRIES = 3000
PLACE = re.compile(r"\{([a-z0-9_]+)(\.short)?\}")
YES_NO = (("yes", "Yes"), ("no", "No"))
FACTS = ("from", "back", "asked")


class CannotDraw(ValueError):
    """No dates come out as the author wants them; the words say what stands in the way."""


def draw(content: Content, seed: int) -> Content:
    """What one person is shown. The same seed gives the same; CannotDraw where no dates fit."""
    rng = random.Random(seed)  # noqa: S311
    why = ""
    for turn in range(1 if is_fixed(content["days"]) else TRIES):
        try:
            case = Case.of(content, draw_days(content["days"], seed, turn, rng))
            if not (why := case.does_not_land()):
                return case.shown(rng)
        except (Refused, ValueError) as impossible:
            why = str(impossible)
    raise CannotDraw(why)


def fill(text: str, days: Mapping[str, Day]) -> str:
    """A text with the dates in the places of their names."""

    def said(found: re.Match[str]) -> str:
        day = days.get(found[1])
        if day is None:
            return found[0]
        return words.day_month_year(day) if found[2] else words.full_date(day)

    return PLACE.sub(said, text)


@dataclass(frozen=True)
class Case:
    """One draw: the days and what follows from them."""

    content: Content
    days: Mapping[str, Day]
    timeline: Timeline
    stops: tuple[Stop, ...]

    @classmethod
    def of(cls, content: Content, days: Mapping[str, Day]) -> Case:
        """The case with these days. Refused where they are impossible."""
        pack = current_pack()
        events = {row["event"]: days[row["name"]] for row in content["days"] if row.get("event")}
        claims, stops = [], []
        for row in content.get("claims") or []:
            facts = {fact: days[row[fact]] for fact in FACTS if row.get(fact)}
            ground = pack.grounds[row["ground"]]
            claims.append(Claim(ground.key, {fact: facts[fact] for fact in ground.needs if fact in facts}))
            if {"from", "back"} <= facts.keys():
                stops.append(Stop(ground.key, ground.title, facts["from"], facts["back"]))
        return cls(content, days, draw_timeline(pack=pack, events=events, claims=claims), tuple(stops))

    @property
    def pack(self) -> Pack:
        """The law that holds."""
        return self.timeline.pack

    def due(self, rule: str) -> Due:
        """The date of a time limit such as TR-15:finish. ValueError where nothing has started it."""
        for due in self.timeline.dues:
            if f"{due.rule.code}:{due.clause.key}" == rule:
                if due.safe is None:
                    raise ValueError(due.safe_words)
                return due
        raise ValueError(f"{rule or 'No time limit'}: none of the days starts this clock.")

    def answer(self, ground: str, rule: str) -> Answer:
        """What the law says to a claimed exception. ValueError where it is not claimed here."""
        for answer in self.timeline.refused:
            if answer.ground.key == ground:
                return answer
        for due in self.timeline.dues:
            if not rule or f"{due.rule.code}:{due.clause.key}" == rule:
                for answer in due.answers:
                    if answer.ground.key == ground:
                        return answer
        raise ValueError(f"{ground or 'No exception'}: it is not among what is claimed, or no date knows it.")

    def does_not_land(self) -> str:
        """Why the dates are not as the author wants them; empty if they are."""
        for number, row in enumerate(self.content["asks"], 1):
            lands = row.get("lands")
            if lands and not self._lands(row, lands):
                return f"Question {number}: its dates never come out as you want them. Widen the dates."
        return ""

    def _lands(self, row: Row, lands: str) -> bool:
        if lands in ("yes", "no"):
            return self.asked(0, row)["key"] == lands
        due, table = self.due(row["rule"]), self.pack.calendar
        if lands == "moved":
            return before_rolling(due, self.timeline) != due.date
        if lands == "bank_holiday":
            return due.date in table.holidays
        return table.is_working(due.date) == (lands == "working")

    def shown(self, rng: random.Random) -> Content:
        """What is kept and shown. ValueError where a question has no answer."""
        asks = [self.asked(number, row) for number, row in enumerate(self.content["asks"])]
        for row, ask in zip(self.content["asks"], asks, strict=True):
            if row["what"] == slots.FIXED_CHOICE:
                rng.shuffle(ask["choices"])
        return {
            "scenario": fill(self.content["scenario"], self.days),
            "own": not is_fixed(self.content["days"]),
            "days": {name: day.isoformat() for name, day in self.days.items()},
            "asks": asks,
            "advice": [fill(one, self.days) for one in self.content.get("advice") or []],
        }

    def asked(self, number: int, row: Row) -> Content:
        """One question with its answer, as it is kept. ValueError where it has none."""
        what = row["what"]
        if what in (slots.DATE, slots.SAFE):
            found = self._date(row, what)
        elif what == slots.OPEN:
            found = self._open(row)
        elif what == slots.IN_TIME:
            found = self._in_time(row)
        elif what == slots.FIXED_CHOICE:
            found = self._choice(row)
        else:
            found = self._closure(row, what)
        reasons = (found["reason"], fill(row.get("reason") or "", self.days))
        return {
            "name": f"a{number + 1}",
            "label": fill(row["ask"], self.days),
            "points": row.get("points") or 1,
            "wrong": {},
            **found,
            "reason": " ".join(filter(None, reasons)),
            "law": list(dict.fromkeys([*found["law"], *(row.get("law") or [])])),
        }

    def _date(self, row: Row, what: str) -> Content:
        due = self.due(row["rule"])
        wrong = mistakes_with(due, self.timeline, self.days, self.stops)
        told = {said: [one.words, one.never, one.kind] for said, one in wrong.items()}
        key, reasons = due.date, [*due.steps, due.safe_words]
        if what == slots.SAFE:
            key = due.safe or due.date
            reasons = [*due.steps, due.safe_words]
            said = "That is the last day in law." if not due.is_minimum else "The time still runs then."
            told[due.date.isoformat()] = [f"{said} {due.safe_words}", "", "last day for safe day"]
            told.pop(key.isoformat(), None)
        disputes = [f"Sources disagree here. {one.better} {one.other}" for one in due.disputes]
        return {
            "form": "date",
            "key": key.isoformat(),
            "key_words": words.full_date(key),
            "wrong": told,
            "reason": " ".join([_named(due), *reasons, *disputes]),
            "law": [due.rule.code, *due.rule.law],
        }

    def _open(self, row: Row) -> Content:
        answer = self.answer(row.get("ground") or "", row.get("rule") or "")
        ground = answer.ground.key
        never = ground if ground in slots.NEVERS else ""
        if not answer.fits and not never:
            never = next((stop.never for stop in self.stops if stop.ground == ground), "")
        wrong = {"yes": ["", never, "wrong exception"]} if not answer.fits else {}
        return _yes_no(answer.fits, " ".join(answer.reasons), self._law_on_exceptions(row), wrong)

    def _why_chosen(self, row: Row, right: str) -> str:
        """The rule in words; where none is named, the author's reason or at least the answer."""
        if row.get("rule"):
            return _named(self.due(row["rule"]))
        return "" if row.get("reason") else f"The answer is: {right}."

    def _law_on_exceptions(self, row: Row) -> list[str]:
        """The time limit that is asked about, else the first one here that knows exceptions."""
        for due in self.timeline.dues:
            named = f"{due.rule.code}:{due.clause.key}" == row.get("rule")
            if named or (not row.get("rule") and due.rule.grounds):
                return [due.rule.code, *due.rule.law]
        return self._first_law(row)

    def _first_law(self, row: Row) -> list[str]:
        return [row["rule"].split(":")[0]] if row.get("rule") else []

    def _in_time(self, row: Row) -> Content:
        due = self.due(row["rule"])
        other = self.due(row["against"]) if row.get("against") else None
        day = other.date if other else self.days[row["day"]]
        fits = day > due.date if due.is_minimum else day <= due.date
        when = words.full_date(day)
        if due.is_minimum:
            said = f"{when} is {'after' if fits else 'not after'} the last day of that time."
        else:
            said = f"{when} is {'on or before' if fits else 'after'} the last day."
        steps = [*other.steps] if other else []
        last = f"The last day is {words.full_date(due.date)}."
        reason = " ".join([*steps, _named(due), *due.steps, "" if due.is_minimum else last, said])
        if due.is_minimum:
            reason = f"{reason} {due.safe_words}"
        return _yes_no(fits, reason.replace("  ", " "), [due.rule.code, *due.rule.law], {})

    def _closure(self, row: Row, what: str) -> Content:
        claim = next((one for one in self.content["claims"] if one["ground"] == row.get("ground")), None)
        if claim is None:
            raise ValueError("The exception is not among what is claimed.")
        ground = self.pack.grounds[claim["ground"]]
        shut, reopens = self.days[claim["from"]], self.days[claim["back"]]
        law = ["TR-01", "TR-03", "TR-07"]
        if what == slots.SHUT_DAYS:
            days = dates.lasts(dates.Closure("", shut, reopens))
            reason = (
                f"Shut from {words.day_month_year(shut)}, open again on {words.day_month_year(reopens)}: "
                f"{words.plural(days, 'day')}, weekends among them. {7 * ground.weeks} are needed."
            )
            wrong = {
                str(days + 1): ["The day it opens again is not a day it was shut.", "", "a day late"],
                str(days - 1): ["The first day it was shut counts.", "", "a day early"],
            }
            key = str(days)
            found = {"form": "number", "key": key, "key_words": key, "wrong": wrong}
            return {**found, "reason": reason, "law": law}
        window = dates.closure_window(shut, reopens, ground.lead_weeks)
        key_day = window[what == slots.WINDOW_ENDS]
        edge = "shuts" if what == slots.WINDOW_OPENS else "opens again"
        lead = words.plural(ground.lead_weeks, "week")
        reason = f"The window {'opens' if edge == 'shuts' else 'ends'} {lead} before it {edge}."
        return {
            "form": "date",
            "key": key_day.isoformat(),
            "key_words": words.full_date(key_day),
            "reason": reason,
            "law": law,
        }

    def _choice(self, row: Row) -> Content:
        choices = [fill(one, self.days) for one in row["answers"]]
        trap, right = fill(row.get("trap") or "", self.days), fill(row["right"], self.days)
        return {
            "form": "choice",
            "choices": [[str(number), one] for number, one in enumerate(choices)],
            "key": str(choices.index(right)),
            "key_words": right,
            "wrong": {str(choices.index(trap)): ["", row["trap_is"], "trap"]} if trap else {},
            "reason": self._why_chosen(row, right),
            "law": self._first_law(row),
        }


def _named(due: Due) -> str:
    """The rule in words: TR-03, notify that no plan will be issued: 16 weeks."""
    return f"{due.rule.code}, {due.rule.step[:1].lower()}{due.rule.step[1:]}: {due.rule.limit}."


def _yes_no(fits: bool, reason: str, law: list[str], wrong: dict[str, list[str]]) -> Content:
    key = "yes" if fits else "no"
    return {
        "form": "choice",
        "choices": [list(one) for one in YES_NO],
        "key": key,
        "key_words": dict(YES_NO)[key],
        "wrong": wrong,
        "reason": reason,
        "law": law,
    }
