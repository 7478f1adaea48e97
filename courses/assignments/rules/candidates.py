"""Which rules the findings of one audit call for, before any guard is asked. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .ruleset import BELOW_GOOD, Measure, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit in its last version. `marks` are 4 to 1 in instrument order; 0 = not graded.

    After the criteria come the sections as a whole, where an audit brings a section without its criteria.
    """

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
    """A rule that a finding calls for. `looks` made it fire, oldest first, out of the last `seen` marks."""

    rule: Rule
    measure: Measure
    looks: tuple[Look, ...]
    seen: int = 1


@dataclass
class History:
    """The last few marks of each writer on each criterion: `keep` of each."""

    keep: int
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
    if not low:
        return
    for severe in ruleset.of("severe"):
        places = ruleset.places_of(severe)
        for measure in low:
            grade = audit.marks[measure.place]
            worst = severe.critical_grade if measure.critical else severe.grade
            if measure.place in places and grade <= worst:
                yield Candidate(severe, measure, (Look(audit.ref, audit.on, grade),))
    for repeated in ruleset.of("repeated"):
        places = ruleset.places_of(repeated)
        for measure in low:
            if measure.place not in places or audit.marks[measure.place] > repeated.grade:
                continue
            recent = history.recent(audit, measure, repeated)
            looks = tuple(look for look in recent if look.grade <= repeated.grade)
            if len(looks) >= repeated.at_least:
                yield Candidate(repeated, measure, looks, len(recent))


def ask_offers(
    audit: AuditRow, ruleset: RuleSet, history: History, called: frozenset[str] | set[str]
) -> Iterator[Candidate]:
    """Offers that ask nothing: a practice note (LR-03) where no other rule fired, a thank-you (LR-08).

    `called` holds the criteria that LR-01 or LR-02 fired on in this audit, held back or not.
    """
    for measure in ruleset.by_urgency:
        grade = audit.marks[measure.place]
        for note in ruleset.of("first"):
            if grade == note.grade and measure.code not in called and note.speaks(measure):
                yield Candidate(note, measure, (Look(audit.ref, audit.on, grade),))
        for thanks in ruleset.of("excellent"):
            if grade < thanks.grade or not thanks.speaks(measure):
                continue
            recent = history.recent(audit, measure, thanks)
            looks = tuple(look for look in recent if look.grade >= thanks.grade)
            if len(looks) >= thanks.at_least:
                yield Candidate(thanks, measure, looks, len(recent))


def in_order(audits: Sequence[AuditRow]) -> list[AuditRow]:
    """Audits by date, then by reference as text: the order in which they are answered."""
    return sorted(audits, key=lambda audit: (audit.on, audit.ref))
