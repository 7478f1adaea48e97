"""What a version of a rule would have asked over the past 24 months, and two of them side by side.

The facts are loaded once; each run is a pure replay over them. Everything asked is taken to be done on its
due date, and nobody to have said anything about a cause.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from academy.people.models import User
from courses.assignments.queries.reach import names_of
from courses.assignments.queries.replays import Past, load_past
from courses.assignments.rules import (
    Diary,
    Rule,
    TeamVerdict,
    Verdict,
    judge_audits,
    judge_teams,
    quarter_end,
    swap_rule,
)
from courses.assignments.rules.sentences import GUARD_NAMES
from courses.assignments.rules.words import name_criterion, said_of_others, say_reason
from courses.rulebook.registry import WAYS, Reached, reach_of

MONTHS = 24


@dataclass(frozen=True)
class DryLine:
    """One thing that would have been asked, or that a guard held back. `who` is a name or a team."""

    key: tuple[str, str, datetime.date]
    on: datetime.date
    who: str
    team: str
    criterion: str
    module: str
    held: str
    verdict: Verdict | TeamVerdict | Reached

    @property
    def why(self) -> str:
        """The reason as somebody else than the writer reads it."""
        one = self.verdict
        if isinstance(one, Reached):
            return one.why
        if isinstance(one, TeamVerdict):
            return f"{self.criterion} was below good in {one.below_good} of {one.marks} plans of the quarter."
        return said_of_others(say_reason(kind=one.kind, name=self.criterion, looks=one.looks, seen=one.seen))

    @property
    def guard(self) -> str:
        """What held it back, in words."""
        return GUARD_NAMES.get(self.held, self.held)


@dataclass(frozen=True)
class DryRun:
    """What one rule would have done. `of`: people, offers, teams or services. `others`: what the other rules
    ask. `notes`: how it was worked out, where that is not by a replay of all rules over audits."""

    of: str
    since: datetime.date
    until: datetime.date
    audits: int
    asked: tuple[DryLine, ...]
    held: tuple[DryLine, ...]
    others: int = 0
    notes: tuple[str, ...] = ()

    @property
    def who_words(self) -> str:
        """What the rule reaches, as the heading of a column."""
        return {"teams": "Teams", "services": "Services"}.get(self.of, "People")

    @property
    def people(self) -> int:
        """How many people, or teams, it would have reached."""
        return len({line.key[0] for line in self.asked})

    @cached_property
    def first_quarter(self) -> int:
        """How many in the first quarter with anything: what would come down on people at once."""
        quarters = [quarter_end(line.on) for line in self.asked]
        return quarters.count(min(quarters)) if quarters else 0

    @cached_property
    def worst_quarter(self) -> int:
        """How many in the quarter with most."""
        return max(Counter(quarter_end(line.on) for line in self.asked).values(), default=0)

    @cached_property
    def guards(self) -> list[tuple[str, int]]:
        """How many each guard held back, most first."""
        return Counter(line.guard for line in self.held).most_common()

    @cached_property
    def teams(self) -> list[tuple[str, int, int, int]]:
        """By team: people, asked, held back."""
        return self._by(lambda line: line.team)

    @cached_property
    def modules(self) -> list[tuple[str, int, int, int]]:
        """By module: people, asked, held back."""
        return self._by(lambda line: line.module)

    def _by(self, part: Callable[[DryLine], str]) -> list[tuple[str, int, int, int]]:
        asked, held = Counter(map(part, self.asked)), Counter(map(part, self.held))
        people: dict[str, set[str]] = {}
        for line in self.asked:
            people.setdefault(part(line), set()).add(line.key[0])
        names = sorted({*asked, *held}, key=lambda name: (-asked[name], name))
        return [(name, len(people.get(name, ())), asked[name], held[name]) for name in names]

    @property
    def counts(self) -> dict[str, int]:
        """What is kept with the version that was tried."""
        return {"people": self.people, "asked": len(self.asked), "held": len(self.held)}


@dataclass(frozen=True)
class SideBySide:
    """Two settings over the same past. `more` and `less`: what only the first, only the second asks."""

    one: DryRun
    two: DryRun
    more: tuple[DryLine, ...]
    less: tuple[DryLine, ...]
    only_one: tuple[str, ...]
    only_two: tuple[str, ...]

    @property
    def same(self) -> int:
        """How many both ask."""
        return len(self.one.asked) - len(self.more)


@dataclass(frozen=True)
class Bench:
    """The past, and how people are called for this reader: for as many runs as are asked."""

    past: Past
    names: dict[str, str]
    since: datetime.date
    until: datetime.date

    def run(self, rule: Rule) -> DryRun:
        """Replay with this rule in the place of the rule of the same code, or as one more."""
        ruleset = swap_rule(self.past.rulebook.ruleset, rule)
        if rule.kind == "excellent":
            ruleset = replace(ruleset, rules=(rule,))  # thanks do not depend on what is asked
        audits = self.past.facts.audits
        if rule.kind == "team":
            found = list(judge_teams(audits, ruleset, diary=Diary(done_on_due=True)))
            lines = [self._line(one) for one in found if one.rule == rule.code and one.on >= self.since]
            others = sum(one.rule != rule.code and not one.held for one in found)
        else:
            offers = rule.kind in ("first", "excellent")
            verdicts = judge_audits(
                audits,
                ruleset,
                people=self.past.people,
                diary=Diary(done_on_due=True),
                holds=self.past.holds,
                offers=offers,
            )
            now = [one for one in verdicts if one.on >= self.since]
            lines = [self._line(one) for one in now if one.rule == rule.code]
            others = sum(one.rule != rule.code and not one.held and not one.is_offer for one in now)
        return DryRun(
            of={"team": "teams", "first": "offers", "excellent": "offers"}.get(rule.kind, "people"),
            since=self.since,
            until=self.until,
            audits=sum(one.on >= self.since for one in audits),
            asked=tuple(line for line in lines if not line.held),
            held=tuple(line for line in lines if line.held),
            others=others,
        )

    def compare(self, one: Rule, two: Rule) -> SideBySide:
        """Two settings over the same past: what is more, what is less, who is only in one."""
        return lay_beside(self.run(one), self.run(two))

    def _line(self, one: Verdict | TeamVerdict) -> DryLine:
        team = one.team or "No team"
        if isinstance(one, TeamVerdict):
            key, who = one.team, team
        else:
            key, who = one.writer, self.names.get(one.writer, "A writer")
        return DryLine(
            key=(key, one.criterion, one.on),
            on=one.on,
            who=who,
            team=team,
            criterion=self.called[one.criterion],
            module=one.module,
            held=one.held,
            verdict=one,
        )

    @cached_property
    def called(self) -> dict[str, str]:
        """How each criterion is called, by code."""
        criteria = self.past.rulebook.criteria
        return {code: name_criterion(one.text, code) for code, one in criteria.items()}


@dataclass(frozen=True)
class OwnBench:
    """The past for rules that have a way of their own to be tried."""

    actor: User
    since: datetime.date
    until: datetime.date

    def run(self, rule: Rule) -> DryRun:
        """What this rule would have reached."""
        way = WAYS[rule.kind]
        found = reach_of(kind=rule.kind, actor=self.actor, rule=rule, since=self.since, until=self.until)
        lines = [
            DryLine(one.key, one.on, one.who, one.team or "No team", one.criterion, one.module, one.held, one)
            for one in found
        ]
        return DryRun(
            of=way.of,
            since=self.since,
            until=self.until,
            audits=0,
            asked=tuple(line for line in lines if not line.held),
            held=tuple(line for line in lines if line.held),
            notes=way.notes,
        )

    def compare(self, one: Rule, two: Rule) -> SideBySide:
        """Two settings over the same past: what is more, what is less, who is only in one."""
        return lay_beside(self.run(one), self.run(two))


def lay_beside(first: DryRun, second: DryRun) -> SideBySide:
    """What only the one asks, what only the other, and who is only in one."""
    in_first, in_second = ({line.key for line in run.asked} for run in (first, second))
    who = [{line.who for line in run.asked} for run in (first, second)]
    return SideBySide(
        first,
        second,
        tuple(line for line in first.asked if line.key not in in_second),
        tuple(line for line in second.asked if line.key not in in_first),
        tuple(sorted(who[0] - who[1])),
        tuple(sorted(who[1] - who[0])),
    )


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months earlier."""
    count = day.year * 12 + day.month - 1 - months
    return datetime.date(count // 12, count % 12 + 1, 1)


def bench_for(*, actor: User, today: datetime.date, rules: Iterable[Rule]) -> Bench | OwnBench:
    """Load what replays of these rules need: 24 whole months and this one, and what came just before.

    Rules that are carried out elsewhere than in answering audits have a way of their own to be tried.
    """
    rules, since = list(rules), months_before(today, MONTHS)
    if rules and rules[0].kind in WAYS:
        return OwnBench(actor, since, today)
    reach = max((rule.within_days for rule in rules), default=0)
    past = load_past(council_id=actor.council_id, since=since - datetime.timedelta(days=reach), until=today)
    called = names_of(actor=actor, people=past.writers)
    names = {ref: called[pk] for pk, ref in past.writers.items() if pk in called}
    return Bench(past, names, since, today)
