"""What the rules say to a run of audits: assign, or hold back and why. Pure.

One function answers live (a handful of new audits, the diary from the database) and in a replay
(24 months, a diary that believes everybody finishes on time).
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .candidates import AuditRow, Candidate, History, Look, ask_offers, ask_rules, in_order
from .diary import Diary, Person, reason_to_hold
from .ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says to one finding. `held` is the guard that held it back, "" = go ahead."""

    rule: str
    audit: str
    writer: str
    criterion: str
    module: str
    on: date
    due: date
    looks: tuple[Look, ...]
    held: str = ""
    offer: bool = False

    @property
    def trigger_refs(self) -> list[str]:
        """The audits that made the rule fire, oldest first."""
        return [look.ref for look in self.looks]


def _nothing_said(ref: str, criterion: str) -> str:
    return ""


def judge_audits(
    audits: Sequence[AuditRow],
    ruleset: RuleSet,
    *,
    people: Mapping[str, Person],
    diary: Diary,
    only: Collection[str] | None = None,
    today: date | None = None,
    said: Callable[[str, str], str] = _nothing_said,
    offers: bool = False,
) -> Iterator[Verdict]:
    """Answer audits one by one, in order of date and reference, and keep `diary` up to date.

    `only`: answer these audits; the others are history. `today`: the day on which guards are asked and
    work is given out; None = the day of each audit (a replay). `said(audit, criterion)` tells what a person
    said about a finding. `offers` adds the practice notes and thank-yous, which no guard of places applies to.
    """
    history = History()
    for audit in in_order(audits):
        history.note(audit)
        if only is not None and audit.ref not in only:
            continue
        on = today or audit.on
        person = people.get(audit.writer) or Person(audit.writer)
        called: set[str] = set()

        def verdict(
            candidate: Candidate, *, offer: bool, audit: AuditRow = audit, on: date = on, person: Person = person
        ) -> Verdict:
            measure, rule = candidate.measure, candidate.rule
            held = reason_to_hold(
                rule,
                ruleset,
                person=person,
                module=measure.module,
                on=on,
                diary=diary,
                said=said(audit.ref, measure.code),
            )
            due = on + timedelta(days=rule.due_days)
            return Verdict(
                rule.code, audit.ref, audit.writer, measure.code, measure.module, on, due, candidate.looks, held, offer
            )

        for candidate in ask_rules(audit, ruleset, history):
            answer = verdict(candidate, offer=False)
            called.add(answer.criterion)
            if not answer.held:
                diary.add(audit.writer, answer.module, on=on, due=answer.due)
            yield answer
        if offers:
            for candidate in ask_offers(audit, ruleset, history, called):
                yield verdict(candidate, offer=True)
