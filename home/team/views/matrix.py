"""A team on one page: levels, who may be relied on, cover, and what would help. And all teams in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.components.levels import MOST_SAID, LevelCell
from academy.people.access import can
from academy.people.doors import Door, only
from home.team.queries.overview import Overview, TeamLine, overview_of
from home.team.queries.page import TeamPage, team_page
from home.team.queries.people import sees_all_teams, sees_names
from home.team.rules.narrowing import READINESS, Narrow, past_months
from home.team.rules.shortening import column_title
from home.team.rules.trusted import AUDIT, BUDDY
from home.team.views.doors import TeamDoor

MOST_ROWS = 12
"""So many lines of a list are shown; the rest is counted."""
MOST_TEAMS = 50
MOST_CELLS = 720
"""A page of the matrix holds no more cells: light enough for a slow line."""
FEW_TASKS = 12
"""Up to so many columns a phone shows the words of each task, beyond that its code."""


class TeamView(TeamDoor, TemplateView):
    """The people of one team, or those whom somebody leads."""

    template_name = "home/team/team.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, narrow = self.actor, self.narrow()
        page = team_page(actor=actor, team=self.team, narrow=narrow, today=self.today)
        rows = Paginator(page.rows, max(10, MOST_CELLS // max(1, len(page.shown))))
        part = rows.get_page(self.request.GET.get("page"))
        said = len(part) * len(page.shown) <= MOST_SAID
        return super().get_context_data(
            page=page,
            narrow=narrow,
            page_obj=part,
            lines=[(row, _cells(row, page, narrow)) for row in part],
            heads=[(task, column_title(task.title)) for task in page.shown],
            said=said,
            wide=len(page.shown) > FEW_TASKS,
            months=past_months(self.today),
            readiness=READINESS.items(),
            most=MOST_ROWS,
            home_url=self.address("team"),
            csv_url=self.address("csv"),
            xlsx_url=self.address("xlsx"),
            asks=[(one, self._ask_url(one.module.code if one.module else "")) for one in page.improvements],
            may_sign=can(actor, "sign_level"),
            may_supervise=can(actor, "supervise"),
            may_ask=can(actor, "ask_person"),
            leads=can(actor, "lead_team") and self.team is None,
            sees_all=sees_all_teams(actor),
            sees_leave=can(actor, "lead_team"),
            sees_steps=can(actor, "see_improvements"),
            **kwargs,
        )

    def _ask_url(self, module: str) -> str:
        """Where the team is asked to do a module, for those who may."""
        return self.address("ask", module) if module and can(self.actor, "ask_person") else ""


def _cells(row: Any, page: TeamPage, narrow: Narrow) -> list[tuple[str, LevelCell]]:
    """The cells of one person as they are drawn."""
    words = len(page.shown) <= FEW_TASKS
    found = []
    for task in page.shown:
        cell = row.cells[task.code]
        calm = [cell.trend, cell.since_words if narrow.dates else ""]
        label = column_title(task.title) if words else task.code
        found.append((label, LevelCell(cell.level, cell.alerts, [one for one in calm if one], cell.edge)))
    return found


class OneTeam(TeamView):
    """A team that somebody chose."""


@dataclass(frozen=True)
class DrawnLine:
    """One team as the table draws it: its name, its page for those who see names, and its figures."""

    name: str
    url: str
    cells: list[tuple[str, int]]


def _team_line(line: TeamLine, overview: Overview) -> DrawnLine:
    cells = [("People", line.people)]
    cells += [(f"{task.code} {column_title(task.title)}", line.alone[task.code]) for task in overview.shown]
    cells += [(trust.title, line.trusted[trust.key]) for trust in (AUDIT, BUDDY)]
    cells.append(("Levels lapsed", line.lapsed))
    return DrawnLine(line.name, reverse("team_one", args=[line.pk]) if line.pk else "", cells)


class AllTeams(Door, TemplateView):
    """Every team in numbers; for those who see names, the way to each."""

    acts = ("see_levels",)
    template_name = "home/team/all.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.actor
        if not sees_all_teams(actor):
            raise Http404
        today = timezone.localdate()
        narrow = Narrow.read(self.request.GET, today=today)
        overview = overview_of(
            council_id=actor.council_id, named=sees_names(actor), narrow=narrow, today=today
        )
        page = Paginator(overview.lines, MOST_TEAMS).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            overview=overview,
            narrow=narrow,
            page_obj=page,
            lines=[_team_line(line, overview) for line in page],
            heads=[(task, column_title(task.title)) for task in overview.shown],
            months=past_months(today),
            today=today,
            leads=can(actor, "lead_team"),
            **kwargs,
        )


@only("see_levels")
def team_home(request: HttpRequest) -> HttpResponse:
    """My team for whoever leads one; for others who see levels, all teams."""
    page = TeamView if can(request.user, "lead_team") else AllTeams
    found: HttpResponse = page.as_view()(request)
    return found
