"""Which rules the findings of one audit call for, before any guard is asked. Pure."""
from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .ruleset import BELOW_GOOD, Measure, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit in its last version. `marks` are 4 to 1 in instrument order; 0 = not graded."""

    ref: str
    on: date
    writer: str
    team: str
    marks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Look:
    """One time a criterion was graded for a writer."""

    ref: str
    on: date
    grade: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that a finding calls for. `looks` are the marks that made it fire, oldest first."""

    rule: Rule
    measure: Measure
    looks: tuple[Look, ...]


@dataclass
class History:
    """The last few marks of each writer on each criterion."""

    keep: int = 3
    seen: dict[tuple[str, int], deque[Look]] = field(default_factory=dict)

    def note(self, audit: AuditRow) -> None:
        """Take in one audit. Call in order of date, then reference."""
        seen, keep = self.seen, self.keep
        for place, grade in enumerate(audit.marks):
            if grade:
                key = (audit.writer, place)
                row = seen.get(key)
                if row is None:
                    row = seen[key] = deque(maxlen=keep)
                row.append(Look(audit.ref, audit.on, grade))

    def recent(self, audit: AuditRow, measure: Measure, rule: Rule) -> tuple[Look, ...]:
        """The last `rule.last` marks on a criterion, this audit's included, less those too old to count.

        The last ones are taken first, then the days are counted.
        """
        row = self.seen.get((audit.writer, measure.place), ())
        since = audit.on - timedelta(days=rule.within_days)
        return tuple(look for look in tuple(row)[-rule.last :] if look.on >= since)


def ask_rules(audit: AuditRow, ruleset: RuleSet, history: History) -> Iterator[Candidate]:
    """Candidates to assign, in the order they are answered: LR-01, then LR-02; heaviest criterion first.

    `history` must already hold this audit.
    """
    low = [m for m in ruleset.by_urgency if 0 < audit.marks[m.place] <= BELOW_GOOD]
    one = ruleset.rule("LR-01")
    for measure in low if one else ():
        assert one is not None
        grade = audit.marks[measure.place]
        if grade <= (one.critical_grade if measure.critical else one.grade):
            yield Candidate(one, measure, (Look(audit.ref, audit.on, grade),))
    two = ruleset.rule("LR-02")
    for measure in low if two else ():
        assert two is not None
        if audit.marks[measure.place] > two.grade:
            continue
        looks = tuple(look for look in history.recent(audit, measure, two) if look.grade <= two.grade)
        if len(looks) >= two.at_least:
            yield Candidate(two, measure, looks)


def ask_offers(
    audit: AuditRow, ruleset: RuleSet, history: History, called: frozenset[str] | set[str]
) -> Iterator[Candidate]:
    """Offers that ask nothing: a practice note (LR-03) where no other rule fired, a thank-you (LR-08).

    `called` holds the criteria that LR-01 or LR-02 fired on in this audit, held back or not.
    """
    note = ruleset.rule("LR-03")
    thanks = ruleset.rule("LR-08")
    for measure in ruleset.by_urgency:
        grade = audit.marks[measure.place]
        if note and grade == note.grade and measure.code not in called:
            yield Candidate(note, measure, (Look(audit.ref, audit.on, grade),))
        if thanks and grade >= thanks.grade:
            looks = tuple(look for look in history.recent(audit, measure, thanks) if look.grade >= thanks.grade)
            if len(looks) >= thanks.at_least:
                yield Candidate(thanks, measure, looks)


def in_order(audits: Sequence[AuditRow]) -> list[AuditRow]:
    """Audits by date, then by reference as text: the order in which they are answered."""
    return sorted(audits, key=lambda audit: (audit.on, audit.ref))


def group_by_writer(audits: Sequence[AuditRow]) -> dict[str, list[AuditRow]]:
    """Audits of each writer, in order."""
    grouped: dict[str, list[AuditRow]] = defaultdict(list)
    for audit in in_order(audits):
        grouped[audit.writer].append(audit)
    return grouped
