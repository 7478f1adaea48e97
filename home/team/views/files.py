"""The matrix as files. Who took them, and when, is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.generic import View

from academy.kit.sheets import XLSX, Cell, Sheet, plain, workbook
from academy.people.access import visible
from academy.people.doors import Door
from academy.people.models import Team
from home.team.actions import record_matrix_export
from home.team.queries.files import HEADS, file_rows, grid_heads, grid_rows
from home.team.queries.matrix import matrix_of
from home.team.queries.page import TeamPage, team_page
from home.team.queries.people import people_of, sees_all_teams, sees_names
from home.team.rules.narrowing import Narrow
from home.team.views.doors import TeamDoor

CSV = "text/csv; charset=utf-8"


class TeamFile(TeamDoor, View):
    """What the page shows, as a file."""

    ending = ""

    def page(self) -> TeamPage:
        """The team as it is narrowed."""
        narrow = self.narrow()
        whose = self.team.name if self.team else "the people they lead"
        record_matrix_export(by=self.actor, whose=whose, narrowed=narrow.address, at=timezone.now())
        return team_page(actor=self.actor, team=self.team, narrow=narrow, today=self.today)

    def named(self, response: HttpResponse, page: TeamPage) -> HttpResponse:
        """The answer with a file name that says of which day it is."""
        response["Content-Disposition"] = f'attachment; filename="levels-{page.on}.{self.ending}"'
        return response


class TeamCsv(TeamFile):
    """One line a person and task."""

    ending = "csv"

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        page, out = self.page(), io.StringIO()
        _write(out, [title for title, _ in HEADS], *file_rows(page.rows, page.shown))
        return self.named(HttpResponse("\ufeff" + out.getvalue(), content_type=CSV), page)


class TeamXlsx(TeamFile):
    """Two sheets: as on the page, and one line a person and task with every date."""

    ending = "xlsx"

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        page = self.page()
        sheets = [
            Sheet("People and tasks", grid_heads(page.shown), grid_rows(page.rows, page.shown)),
            Sheet("With dates", HEADS, file_rows(page.rows, page.shown)),
        ]
        return self.named(HttpResponse(workbook(sheets), content_type=XLSX), page)


class AllCsv(Door, View):
    """Every team of the council, one team after the other, sent while it is read."""

    acts = ("see_levels",)

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        actor = self.actor
        if not (sees_all_teams(actor) and sees_names(actor)):
            raise Http404
        today = timezone.localdate()
        narrow = Narrow.read(request.GET, today=today)
        on = narrow.day(today)
        record_matrix_export(by=actor, whose="every team", narrowed=narrow.address, at=timezone.now())

        def lines() -> Iterator[str]:
            yield "\ufeff" + _text([[title for title, _ in HEADS]])
            for team in visible(actor, Team).order_by("name"):
                people = [
                    one
                    for one in people_of(actor=actor, team=team, on=on)
                    if not narrow.role or one.role == narrow.role
                ]
                if people:
                    matrix = matrix_of(council_id=actor.council_id, people=people, on=on, today=today)
                    yield _text(file_rows(matrix.rows, matrix.tasks))

        response = StreamingHttpResponse(lines(), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="levels-{on}.csv"'
        return response


def _write(out: io.StringIO, *rows: list[Cell] | list[str]) -> None:
    csv.writer(out).writerows([plain(cell) for cell in row] for row in rows)


def _text(rows: object) -> str:
    out = io.StringIO()
    _write(out, *rows)  # type: ignore[misc]
    return out.getvalue()
