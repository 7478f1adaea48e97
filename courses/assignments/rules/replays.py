"""A replay: what the rules would have asked over a stretch of history. Pure, writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .candidates import AuditRow
from .diary import Diary, Hold, Person
from .ruleset import RuleSet
from .teams import TeamVerdict, judge_teams
from .verdicts import Verdict, judge_audits


@dataclass(frozen=True)
class Replay:
    """Everything a replay found: verdicts on people, then on teams, each in the order they were made."""

    people: list[Verdict]
    teams: list[TeamVerdict]

    def assigned(self, since: date | None = None, until: date | None = None) -> list[dict[str, Any]]:
        """What would have been asked, by date, people before teams. `n_order` counts from the very first."""
        both = sorted((one for one in self._all() if not one.held), key=lambda one: one.on)
        lines = [_line(one) | {"n_order": number} for number, one in enumerate(both, 1)]
        first, last = since or date.min, until or date.max
        return [line for one, line in zip(both, lines, strict=True) if first <= one.on <= last]

    def dropped(self, since: date | None = None, until: date | None = None) -> list[dict[str, str]]:
        """Candidates that a guard held back, with the reason: people in order, then teams in order."""
        first, last = since or date.min, until or date.max
        return [
            {
                "rule": one.rule,
                **_who(one),
                "criterion": one.criterion,
                "module": one.module,
                "date": one.on.isoformat(),
                "reason": one.held,
            }
            for one in self._all()
            if one.held and first <= one.on <= last
        ]

    def _all(self) -> list[Verdict | TeamVerdict]:
        return [*self.people, *self.teams]


def _who(one: Verdict | TeamVerdict) -> dict[str, str]:
    return {"team": one.team} if isinstance(one, TeamVerdict) else {"writer": one.writer}


def _line(one: Verdict | TeamVerdict) -> dict[str, Any]:
    line: dict[str, Any] = {
        "rule": one.rule,
        **_who(one),
        "criterion": one.criterion,
        "module": one.module,
        "date": one.on.isoformat(),
    }
    if isinstance(one, TeamVerdict):
        line |= {"n": one.marks, "below_good": one.below_good, "share": one.share, "due": one.due.isoformat()}
        line["trigger_audit_ids"] = one.trigger_refs
    else:
        line["trigger_audit_ids"] = one.trigger_refs
        line["due"] = one.due.isoformat()
    return line


def replay_audits(
    audits: Sequence[AuditRow],
    ruleset: RuleSet,
    *,
    people: Mapping[str, Person],
    holds: Collection[Hold] = (),
    offers: bool = False,
) -> Replay:
    """Run the rules over `audits` as if each had been answered on its own day and all work done when due."""
    diary = Diary(done_on_due=True)
    return Replay(
        people=list(judge_audits(audits, ruleset, people=people, diary=diary, holds=holds, offers=offers)),
        teams=replay_teams(audits, ruleset),
    )


def replay_teams(audits: Sequence[AuditRow], ruleset: RuleSet) -> list[TeamVerdict]:
    """The part of a replay that is about teams: nothing in it hangs on what was asked of people."""
    return list(judge_teams(audits, ruleset, diary=Diary(done_on_due=True)))
