"""What narrows the charts, and whose teams somebody may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef

from academy.kit.refusals import Refused
from academy.people.access import scope_of, standing_of, visible
from academy.people.grants import Scope
from academy.people.models import Team, User
from assessments.audits.models import Audit

WHOLE = "The whole council"
PLANS = {"": "All plans", **{value: str(words) for value, words in Audit.PlanType.choices}}
STEPS = {"quarter": "By quarter", "month": "By month"}


@dataclass(frozen=True)
class Narrow:
    """Which team (None: the whole council), which plans ("" all), and a point for each month or quarter."""

    team: int | None = None
    plan: str = ""
    by: str = "quarter"
    teams: dict[int, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def place(self) -> str:
        """The team in words."""
        return self.teams.get(self.team or 0, WHOLE)

    @property
    def words(self) -> str:
        """What is shown, in words: "North Review, new plans"."""
        return f"{self.place}, {PLANS[self.plan].lower()}" if self.plan else self.place

    @property
    def address(self) -> str:
        """As the end of an address, what is usual left out. A team is always named, so that it stays."""
        parts = {
            "team": "all" if self.team is None else str(self.team),
            "plan": self.plan,
            "by": "" if self.by == "quarter" else self.by,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def teams_for(*, actor: User) -> dict[int, str]:
    """Teams with audits that the actor may ask for alone: their own, or all for those who see the council."""
    led = standing_of(actor).led_teams
    audited = Exists(Audit.objects.filter(team=OuterRef("pk"), is_current=True))
    rows = visible(actor, Team).filter(audited).order_by("name").values_list("pk", "name")
    whole = scope_of(actor, "finding") is Scope.COUNCIL
    return {pk: name for pk, name in rows if whole or pk in led}


def narrow_for(*, actor: User, data: Any) -> Narrow:
    """From the address of a page. Leaders of one team begin with it. Refused: a team that is not theirs."""
    teams = teams_for(actor=actor)
    asked = str(data.get("team", ""))
    team = next(iter(teams)) if not asked and len(teams) == 1 else None
    if asked not in ("", "all"):
        team = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        if team not in teams:
            raise Refused("That team is not yours.", code="not_yours")
    plan, by = str(data.get("plan", "")), str(data.get("by", ""))
    return Narrow(team, plan if plan in PLANS else "", by if by in STEPS else "quarter", teams)
