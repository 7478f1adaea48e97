"""What a law pack holds: references, rules, what each counts from which event, grounds that lift a limit."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from academy.law.dates import Before, Calendar, Count

CHECKED = "checked"
TO_CHECK = "from memory: lawyer to check"
REFERENCE_KINDS = ("act", "regulations", "code", "case", "guidance", "timescale")
STATUSES = ("current", "proposal")
BASES = ("law", "code", "practice", "tribunal rules")

KINDS = ("deadline", "minimum", "working back")
PICKS = ("earliest", "latest")
ROLLS = ("", "tribunal start")
TESTS = {
    "closure": ("from", "back", "asked"),
    "absence": ("from", "back"),
    "during": ("from", "back"),
    "on a day": ("from",),
    "never": (),
}


class PackError(ValueError):
    """A law pack does not say what it must. The words name the place and what is wrong."""


@dataclass(frozen=True)
class Event:
    """Something that starts a clock. `after` names events that cannot come later than this one."""

    key: str
    label: str
    topic: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Start:
    """What a date is counted from (an event, or another date of the same rule) and how far."""

    limit: Count | Before
    event: str = ""
    date: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Clause:
    """One date that a rule gives. `kind`: a last day to act, a minimum that must be over first, or a date
    that is worked back so that a later one can be kept. `pick` says which of several starts counts."""

    key: str
    task: str
    who: str
    kind: str
    starts: tuple[Start, ...]
    pick: str = "earliest"
    roll: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Ground:
    """A reason that is, or is not, an exception in law. `test` names how its facts are held against dates."""

    key: str
    title: str
    says: str
    test: str
    weeks: int = 0
    lead_weeks: int = 0
    asks: Mapping[str, str] | None = None

    @property
    def counts(self) -> bool:
        """Whether the law knows this ground at all; a shortage of staff is one that it does not know."""
        return self.test != "never"

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that must be given: from, back, asked."""
        return TESTS[self.test]


@dataclass(frozen=True)
class GroundUse:
    """That a rule knows a ground, and where the law says so."""

    ground: str
    source: str


@dataclass(frozen=True)
class Consequence:
    """What follows when a date is met or missed, in words, and the rules that then count."""

    when: str
    says: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dispute:
    """Where public sources disagree: the better source, the other one, and what the point touches."""

    point: str
    better: str
    other: str
    touches: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """One place in the law or guidance. `kind` is one of REFERENCE_KINDS, `status` one of STATUSES."""

    key: str
    citation: str
    title: str
    says: str
    kind: str
    status: str
    source_checked: str
    topic: str = ""
    address: str = ""

    @property
    def is_checked(self) -> bool:
        """Whether somebody has held the summary against its source."""
        return self.source_checked == CHECKED

    @property
    def is_proposal(self) -> bool:
        """Whether this is a plan for new law and not the law."""
        return self.status == "proposal"


@dataclass(frozen=True)
class TimescaleRule:
    """One time limit of the process: what must be done, from when it is counted and by when.

    `basis` is law, code (an expectation), practice (a working rule) or tribunal rules. `limit` and `clock`
    are words for people; `dates` say the same for the counting. `law` holds reference keys; `questions` are
    what a lawyer has still to settle. The rule is in force from `effective_from` to `effective_until`, that
    day included; no end is None.
    """

    code: str
    step: str
    clock: str
    limit: str
    source: str
    exceptions: str
    basis: str
    status: str
    source_checked: str
    note: str
    law: tuple[str, ...]
    topic: str
    effective_from: datetime.date
    effective_until: datetime.date | None
    dates: tuple[Clause, ...]
    grounds: tuple[GroundUse, ...] = ()
    then: tuple[Consequence, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def is_proposal(self) -> bool:
        """Whether this is a plan for new law and not the law."""
        return self.status == "proposal"

    @property
    def is_checked(self) -> bool:
        """Whether somebody has held the rule against its source."""
        return self.source_checked == CHECKED

    @property
    def events(self) -> tuple[str, ...]:
        """The events that start a clock of this rule."""
        return tuple(
            dict.fromkeys(start.event for date in self.dates for start in date.starts if start.event)
        )

    def is_in_force(self, day: datetime.date) -> bool:
        """Whether the rule was, or is, in force on that day."""
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)

    def as_reference(self) -> Reference:
        """The rule in the shape of a reference, so that a page can cite TR-05 as it cites a section."""
        says = f"{self.limit[:1].upper()}{self.limit[1:]}. Counted from: {self.clock}."
        return Reference(
            key=self.code,
            citation=f"{self.source} ({self.code})",
            title=self.step,
            says=f"{says} {self.note}".strip(),
            kind="timescale",
            status=self.status,
            source_checked=self.source_checked,
            topic=self.topic,
        )


@dataclass(frozen=True)
class Pack:
    """A legal framework as at one day: references by key, time limits by code and how days are counted.

    `slug` is the name of its file and what a command calls it by.
    """

    slug: str
    name: str
    version: str
    law_as_at: datetime.date
    status: str
    note: str
    counting: tuple[str, ...]
    topics: Mapping[str, str]
    events: Mapping[str, Event]
    grounds: Mapping[str, Ground]
    references: Mapping[str, Reference]
    rules: Mapping[str, TimescaleRule]
    disputes: tuple[Dispute, ...]
    calendar: Calendar

    def reference(self, key: str) -> Reference:
        """The reference, or the time limit in that shape. LookupError in words when there is no such key."""
        if key in self.references:
            return self.references[key]
        if key in self.rules:
            return self.rules[key].as_reference()
        raise LookupError(
            f"The law pack {self.name!r} ({self.version}) has no reference {key!r}. "
            "Use a key from academy/law/packs, or add the reference there first."
        )

    def rule(self, code: str) -> TimescaleRule:
        """The time limit with this code, such as TR-05. LookupError in words when there is none."""
        try:
            return self.rules[code]
        except KeyError as missing:
            raise LookupError(f"The law pack {self.name!r} has no time limit {code!r}.") from missing

    def disputes_on(self, *keys: str) -> tuple[Dispute, ...]:
        """Where public sources disagree about any of these rules or references."""
        return tuple(dispute for dispute in self.disputes if set(keys) & set(dispute.touches))
