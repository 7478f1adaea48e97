"""What somebody who decides looks at: the evidence of a gate, and the graduation conversation."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from academy.kit.words import day_month_year
from academy.people.access import visible
from academy.people.models import User
from courses.cohorts.models import Member
from courses.gates.catalogue import Level, StarterTask, catalogue
from courses.gates.models import GateDecision, GraduationConversation
from courses.gates.queries.standings import MemberStanding, standing_of
from courses.gates.rules.gates import Decided, GateStanding, can_open
from courses.gates.rules.levels import missing_levels, rule_words
from courses.gates.rules.permits import can_decide, can_second


@dataclass(frozen=True)
class GatePage:
    """One gate of one starter as the decider sees it. `opened` is the decision with its evidence."""

    standing: MemberStanding
    gate: GateStanding
    opened: GateDecision | None

    @property
    def member(self) -> Member:
        """Whose gate it is."""
        return self.standing.member

    @property
    def may_open(self) -> bool:
        """Whether the button would go through."""
        return can_open(self.gate)

    @property
    def open_words(self) -> str:
        """What the button says."""
        return f"Open {self.gate.gate.title.lower()} for {self.member.person.given_name}"

    @property
    def earlier(self) -> tuple[Decided, ...]:
        """What was decided about it before: new dates."""
        return tuple(one for one in self.gate.decided if not one.opened)

    @property
    def seen_then(self) -> list[dict[str, Any]]:
        """The evidence as it stood when the gate was opened: one row an attempt."""
        if self.opened is None:
            return []
        return [
            {"task": code, **attempt}
            for code, task in self.opened.evidence.get("tasks", {}).items()
            for attempt in task["attempts"]
        ]


def gate_page(*, member: Member, number: int, on: datetime.date | None = None) -> GatePage:
    """One gate. Whoever asks has made sure that the member is theirs to decide about."""
    standing = standing_of(member, on=on or timezone.localdate())
    opened = (
        GateDecision.objects.filter(member=member, gate=number, outcome=GateDecision.Outcome.OPENED)
        .select_related("by")
        .first()
    )
    return GatePage(standing, standing.gates[number], opened)


@dataclass(frozen=True)
class LevelLine:
    """One starter task, the level that was agreed, and why it is no decision yet, if it is none."""

    task: StarterTask
    level: Level
    not_decided: str = ""


@dataclass(frozen=True)
class ConversationPage:
    """The conversation as the viewer meets it. `open` is the one that may still be changed.

    `writes`: the viewer sees the form. `agrees`: the viewer is the second person.
    """

    member: Member
    own: bool
    shown: GraduationConversation | None
    open: GraduationConversation | None
    levels: tuple[LevelLine, ...]
    missing: tuple[str, ...]
    rule: str
    writes: bool
    agrees: bool

    @property
    def shown_pairs(self) -> list[tuple[str, object]]:
        """What was written down, as words and values."""
        one = self.shown
        if one is None:
            return []
        return [
            ("Day", day_month_year(one.on)),
            *((row["label"], row["words"]) for row in one.portfolio),
            ("Plan they chose", one.plan_ref),
            ("What they showed in it", one.about_plan),
            ("What is strong", one.strengths),
            ("What comes next", one.next_steps),
        ]


def conversation_page(*, actor: User, member: Member) -> ConversationPage:
    """The newest conversation of a member. A constant number of queries."""
    rows = (
        visible(actor, GraduationConversation)
        .filter(member=member)
        .select_related("written_by", "agreed_by")
        .prefetch_related("levels")
    )
    shown = rows.order_by("-attempt").first()
    held = shown if shown is not None and shown.state == "written" else None
    table = catalogue(member.cohort.programme_code)
    agreed = {row.task: row.level for row in shown.levels.all()} if shown else {}
    refused = {row.task: row.not_decided for row in shown.levels.all()} if shown else {}
    decides = can_decide(member, actor)
    stands = shown is not None and shown.state == "agreed" and not missing_levels(table, agreed)
    mine = held is None or held.written_by_id == actor.pk
    return ConversationPage(
        member=member,
        own=member.person_id == actor.pk,
        shown=shown,
        open=held,
        levels=_lines(table.starter_tasks, table.levels, agreed, refused),
        missing=missing_levels(table, agreed) if shown else (),
        rule=rule_words(table),
        writes=decides and mine and not stands and member.state == "learning",
        agrees=held is not None and can_second(member, held.written_by, actor),
    )


def _lines(
    tasks: tuple[StarterTask, ...],
    levels: tuple[Level, ...],
    agreed: Mapping[str, int],
    refused: Mapping[str, str],
) -> tuple[LevelLine, ...]:
    return tuple(
        LevelLine(one, levels[agreed[one.code]], refused.get(one.code, ""))
        for one in tasks
        if one.code in agreed
    )
