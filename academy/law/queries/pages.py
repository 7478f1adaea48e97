"""What the pages of law show: shelves of references and rules, and one rule in full."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit import words
from academy.law import dates
from academy.law.clauses import Clause, Dispute, Ground, Pack, Reference, Start, TimescaleRule
from academy.law.queries.timelines import Due, draw_timeline

BASES = {
    "law": "Law",
    "code": "Code of Practice: what is expected",
    "practice": "A working rule, not law",
    "tribunal rules": "Tribunal rules",
}


@dataclass(frozen=True)
class Shelf:
    """One topic: its time limits and its references."""

    key: str
    title: str
    rules: tuple[TimescaleRule, ...]
    references: tuple[Reference, ...]
    disputes: tuple[Dispute, ...]

    @property
    def count(self) -> int:
        """How many rules and references stand here."""
        return len(self.rules) + len(self.references)


@dataclass(frozen=True)
class Step:
    """One date of a rule in words: what, who, how long and counted from what."""

    task: str
    who: str
    limit: str
    basis: str


@dataclass(frozen=True)
class RuleView:
    """One rule, ready to be shown."""

    rule: TimescaleRule
    topic: str
    basis: str
    steps: tuple[Step, ...]
    references: tuple[Reference, ...]
    grounds: tuple[tuple[Ground, str], ...]
    not_grounds: tuple[Ground, ...]
    closures: tuple[dates.Closure, ...]
    then: tuple[tuple[str, str, tuple[TimescaleRule, ...]], ...]
    disputes: tuple[Dispute, ...]
    example: tuple[Due, ...]


def shelves(pack: Pack, topic: str = "") -> tuple[Shelf, ...]:
    """Everything the pack holds, by topic; only one topic if it is named."""
    found = []
    for key, title in pack.topics.items():
        rules = tuple(rule for rule in pack.rules.values() if rule.topic == key)
        references = tuple(held for held in pack.references.values() if held.topic == key)
        touched = pack.disputes_on(*(rule.code for rule in rules), *(held.key for held in references))
        if topic in ("", key):
            found.append(Shelf(key, title, rules, references, touched))
    return tuple(found)


def topics_with_events(pack: Pack) -> dict[str, str]:
    """The topics in which something can start a clock."""
    used = {event.topic for event in pack.events.values()}
    return {key: title for key, title in pack.topics.items() if key in used}


def events_of(pack: Pack, topic: str) -> list[str]:
    """The events of a topic, in order."""
    return [key for key, event in pack.events.items() if event.topic == topic]


def rule_view(pack: Pack, code: str) -> RuleView:
    """One rule in plain words. LookupError when the pack has no such rule."""
    rule = pack.rule(code)
    grounds = tuple((pack.grounds[use.ground], use.source) for use in rule.grounds)
    shut = max((ground.weeks for ground, _ in grounds if ground.test == "closure"), default=0)
    closures = tuple(
        closure for closure in pack.calendar.closures if shut and dates.lasts(closure) >= 7 * shut
    )
    return RuleView(
        rule=rule,
        topic=pack.topics[rule.topic],
        basis=BASES[rule.basis],
        steps=tuple(
            Step(clause.task, clause.who, _limit(clause, rule, pack), BASES[clause.basis or rule.basis])
            for clause in rule.dates
        ),
        references=tuple(pack.references[key] for key in rule.law),
        grounds=grounds,
        not_grounds=tuple(g for g in pack.grounds.values() if not g.counts) if grounds else (),
        closures=closures,
        then=tuple((step.when, step.says, tuple(pack.rules[c] for c in step.rules)) for step in rule.then),
        disputes=pack.disputes_on(code),
        example=_example(rule, pack),
    )


def _limit(clause: Clause, rule: TimescaleRule, pack: Pack) -> str:
    """6 weeks from: you received a request for an assessment"""
    return "; or ".join(_start(start, rule, pack) for start in clause.starts)


def _start(start: Start, rule: TimescaleRule, pack: Pack) -> str:
    limit = start.limit
    if start.event:
        label = pack.events[start.event].label
    else:
        label = next(clause.task for clause in rule.dates if clause.key == start.date)
    origin = label[0].lower() + label[1:]
    if isinstance(limit, dates.Before):
        return f"{limit.words} in the calendar year of this: {origin}"
    if limit.back:
        return f"{limit.words} before: {origin}"
    first = ", that day counted as day 1" if limit.first_day_counts else ""
    return f"{limit.words} from: {origin}{first}"


def _example(rule: TimescaleRule, pack: Pack) -> tuple[Due, ...]:
    """The rule counted out once, from days soon after the pack's own day."""
    first = dates.working_day_from(pack.law_as_at, pack.calendar)
    every = any(clause.pick == "latest" for clause in rule.dates) or len(rule.dates) > 2
    keys = rule.events if every else rule.events[:1]
    events: dict[str, datetime.date] = {}
    for at, key in enumerate(keys):
        fixed = any(isinstance(start.limit, dates.Before) for c in rule.dates for start in c.starts)
        autumn = datetime.date(first.year + 1, 9, 1)
        back = rule.topic == "transfer" and any(
            isinstance(start.limit, dates.Count) and start.limit.back
            for c in rule.dates
            for start in c.starts
        )
        events[key] = autumn if fixed or back else dates.add_weeks(first, 4 * at)
    drawn = draw_timeline(pack=pack, events=events)
    return tuple(due for due in drawn.dues if due.rule.code == rule.code)


def events_words(pack: Pack, dues: tuple[Due, ...]) -> str:
    """From which events the dates were counted: one short sentence."""
    said = {due.event: due.started for due in dues}
    parts = [f"{pack.events[key].label} on {words.day_month_year(day)}" for key, day in said.items()]
    return f"{'; '.join(parts)}." if parts else ""
