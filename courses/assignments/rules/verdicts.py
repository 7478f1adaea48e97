"""What the rules say to a run of audits: assign, or hold back and why. Pure.

One function answers live (a handful of new audits, the diary from the database) and in a replay
(24 months, a diary that believes everybody finishes on time).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .candidates import AuditRow, Candidate, History, Look, ask_offers, ask_rules, in_order
from .diary import Case, Diary, Hold, Person, reason_to_hold
from .ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says to one finding. `held` is the guard that held it back, "" = go ahead.

    `looks` are the marks that made it fire, oldest first, out of the last `seen`.
    """

    kind: str
    rule: str
    audit: str
    writer: str
    criterion: str
    module: str
    on: date
    due: date
    looks: tuple[Look, ...]
    seen: int
    held: str = ""
    team: str = ""
    version: int = 0

    @property
    def is_offer(self) -> bool:
        """Whether it asks nothing: a practice note or a thank-you."""
        return self.kind in ("first", "excellent")

    @property
    def trigger_refs(self) -> list[str]:
        """The audits that made the rule fire, oldest first."""
        return [look.ref for look in self.looks]


def judge_audits(
    audits: Sequence[AuditRow],
    ruleset: RuleSet,
    *,
    people: Mapping[str, Person],
    diary: Diary,
    only: Collection[str] | None = None,
    today: date | None = None,
    not_theirs: Collection[tuple[str, str]] = (),
    holds: Collection[Hold] = (),
    offers: bool = False,
) -> Iterator[Verdict]:
    """Answer audits one by one, in order of date and reference, and keep `diary` up to date.

    `only`: answer these audits; the others are history. `today`: the day on which guards are asked and
    work is given out; None = the day of each audit (a replay). `not_theirs`: findings, as (audit, criterion),
    whose cause was not the writer. `holds`: shared steps on a criterion. `offers` adds the practice notes and
    thank-yous, which ask nothing.
    """
    history = History(keep=max((rule.last for rule in ruleset.rules), default=1))
    known = _Known(not_theirs, holds)
    for audit in in_order(audits):
        history.note(audit)
        if only is not None and audit.ref not in only:
            continue
        on = today or audit.on
        person = people.get(audit.writer) or Person(audit.writer)
        called: set[str] = set()
        for candidate in ask_rules(audit, ruleset, history):
            called.add(candidate.measure.code)
            verdict = _weigh(candidate, audit, person, on, diary, known)
            if not verdict.held:
                diary.add(audit.writer, verdict.module, on=on, due=verdict.due)
            yield verdict
        if offers:
            for candidate in ask_offers(audit, ruleset, history, called):
                yield _weigh(candidate, audit, person, on, diary, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What people have said and decided about findings."""

    not_theirs: Collection[tuple[str, str]]
    holds: Collection[Hold]


def called_rules(
    audits: Sequence[AuditRow], ruleset: RuleSet, *, only: Collection[str]
) -> frozenset[tuple[str, str, str]]:
    """What the marks call for, whatever a guard says: (audit, criterion, code of the rule) of these audits.

    For work that is asked already: whether its ground is still there after a mark was changed.
    """
    history = History(keep=max((rule.last for rule in ruleset.rules), default=1))
    called: set[tuple[str, str, str]] = set()
    for audit in in_order(audits):
        history.note(audit)
        if audit.ref in only:
            for candidate in ask_rules(audit, ruleset, history):
                called.add((audit.ref, candidate.measure.code, candidate.rule.code))
    return frozenset(called)


def _weigh(
    candidate: Candidate, audit: AuditRow, person: Person, on: date, diary: Diary, known: _Known
) -> Verdict:
    rule, measure = candidate.rule, candidate.measure
    module = rule.asks(measure)
    said = (audit.ref, measure.code) in known.not_theirs
    shared = any(hold.covers(measure.code, audit.team, on) for hold in known.holds)
    case = Case(rule, person, module, on, diary.entries.get(person.ref, ()), said, shared)
    return Verdict(
        kind=rule.kind,
        rule=rule.code,
        audit=audit.ref,
        writer=audit.writer,
        criterion=measure.code,
        module=module,
        on=on,
        due=on + timedelta(days=rule.due_days),
        looks=candidate.looks,
        seen=candidate.seen,
        held=reason_to_hold(case),
        team=audit.team,
        version=rule.version,
    )
