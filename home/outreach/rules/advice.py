"""Whether the advice of a service was better after its people came to sessions than before. Pure.

Before and after is all it is: other things changed as well, and a service that was at its worst gets better
by itself. So the words never say that the sessions did it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.hiding import FEWEST
from academy.kit.words import plural
from assessments.statistics.figures import newcombe, wilson


@dataclass(frozen=True)
class Look:
    """The audits of a stretch of time: of each how many marks, and how many of them good or better."""

    counts: tuple[tuple[int, int], ...] = ()

    @property
    def audits(self) -> int:
        """How many audits."""
        return len(self.counts)

    @property
    def marks(self) -> int:
        """How many marks."""
        return sum(marks for marks, _ in self.counts)

    @property
    def good(self) -> int:
        """How many of the marks are good or better."""
        return sum(good for _, good in self.counts)

    @property
    def share(self) -> float | None:
        """The share good or better; None where too few audits stand behind it."""
        return self.good / self.marks if self.audits >= FEWEST and self.marks else None

    @property
    def weighs(self) -> tuple[float, float]:
        """Good marks and marks, as many as they are worth if each stood for itself.

        The marks of one audit go together, so they say less than as many marks of as many audits would: they
        count divided by how much more the audits differ than chance would have it (the design effect, never
        under 1). Where all marks are the same nothing tells how much, and an audit counts as one mark.
        """
        marks, audits = self.marks, self.audits
        share = self.good / marks
        if share in (0, 1) or audits < 2:
            return share * audits, audits
        apart = sum((good - share * n) ** 2 for n, good in self.counts) * audits / (audits - 1)
        worth = marks / max(1.0, apart / (marks * share * (1 - share)))
        return share * worth, worth

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of the share, from what the marks are worth; None without a share."""
        return wilson(*self.weighs) if self.share is not None else None

    @property
    def share_words(self) -> str:
        """72%, or why there is no share."""
        if not self.audits:
            return "no audits"
        return f"{self.share:.0%}" if self.share is not None else f"fewer than {FEWEST} audits"

    @property
    def interval_words(self) -> str:
        """62% to 80%; nothing without a share."""
        return "{:.0%} to {:.0%}".format(*self.interval) if self.interval else ""

    @property
    def words(self) -> str:
        """72% of 100 marks in 12 audits (95% interval 62% to 80%)."""
        if self.share is None:
            return self.share_words
        of = f"{plural(self.marks, 'mark')} in {plural(self.audits, 'audit')}"
        return f"{self.share_words} of {of} (95% interval {self.interval_words})"


CLOSE = 0.1
"""A difference that surely lies within this is called about the same."""


@dataclass(frozen=True)
class Change:
    """After less before: the difference of the shares with its 95% interval, and what can be said of it."""

    gap: tuple[float, float, float] | None

    @property
    def figures(self) -> str:
        """In hundredths: +15 (+2 to +27); nothing where too few audits are compared."""
        return "{} ({} to {})".format(*map(_hundredths, self.gap)) if self.gap else ""

    @property
    def words(self) -> str:
        """What can be said about before and after, and no more."""
        if self.gap is None:
            return "Too few audits to compare."
        _, low, high = self.gap
        if low > 0:
            return "Better than before."
        if high < 0:
            return "Worse than before."
        same = -CLOSE < low and high < CLOSE
        return "About the same as before." if same else "Not enough to tell better from worse."


def _hundredths(difference: float) -> str:
    """+15, −2 or 0."""
    n = round(difference * 100)
    return f"{n:+d}".replace("-", "−") if n else "0"


def compare(before: Look, after: Look) -> Change:
    """The difference with Newcombe's interval; none where a side has too few audits."""
    if before.share is None or after.share is None:
        return Change(None)
    return Change(newcombe(after.weighs, before.weighs))


def look_at(marks: Iterable[tuple[int, bool]]) -> Look:
    """Marks, each with its audit and whether it is good or better, as one look."""
    counts: dict[int, tuple[int, int]] = {}
    for audit, good in marks:
        n, hits = counts.get(audit, (0, 0))
        counts[audit] = (n + 1, hits + good)
    return Look(tuple(counts[audit] for audit in sorted(counts)))
