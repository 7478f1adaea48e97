"""Where people stand against the matrix, on a page and as files."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.sheets import XLSX, Cell, Sheet, plain, workbook
from academy.people.access import can
from courses.requirements.actions import record_standing_export
from courses.requirements.queries.standings import WORDS, Narrow, Standing, standing_for

PAGE = 25


class PeoplePage(LoginRequiredMixin, TemplateView):
    """Who is due, overdue and exempt, by team, and what lapses in the next quarter."""

    template_name = "courses/requirements/standing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, narrow = self.request.user, Narrow.read(self.request.GET)
        standing = _standing(self.request, narrow)
        page = Paginator(standing.people, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            standing=standing,
            narrow=narrow,
            page_obj=page,
            may_ask=can(actor, "ask_person"),
            **kwargs,
        )


HEADS = (
    ("Name", 24), ("Team", 24), ("Kind of training", 28), ("Code", 10), ("Title", 34), ("State", 10),
    ("Due on", 12), ("Done on", 12), ("Why", 50), ("Leave", 28),
)  # fmt: skip


class PeopleCsv(LoginRequiredMixin, View):
    """The list as it is narrowed, as a CSV file. Who took it, and when, is kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = io.StringIO()
        rows = csv.writer(page)
        rows.writerow([title for title, _ in HEADS])
        rows.writerows([plain(cell) for cell in row] for row in _rows(request))
        return _file("\ufeff" + page.getvalue(), "text/csv; charset=utf-8", "csv")


class PeopleXlsx(LoginRequiredMixin, View):
    """The same as an Excel workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _file(workbook([Sheet("Training", HEADS, _rows(request))]), XLSX, "xlsx")


def _standing(request: HttpRequest, narrow: Narrow) -> Standing:
    actor: Any = request.user
    found = standing_for(actor=actor, today=timezone.localdate(), narrow=narrow)
    if found is None:
        raise Http404
    return found


def _rows(request: HttpRequest) -> list[list[Cell]]:
    """One row a person and thing, for those who see names."""
    narrow = Narrow.read(request.GET)
    standing = _standing(request, narrow)
    if not standing.named:
        raise Http404
    actor: Any = request.user
    record_standing_export(by=actor, narrowed=narrow.address, at=timezone.now())
    return [
        [
            person.name,
            person.team,
            item.line.training,
            item.line.code,
            item.thing.title,
            WORDS[item.line.state],
            item.line.due_on,
            item.line.done_on,
            item.line.reason,
            person.away,
        ]
        for person in standing.people
        for item in person.items
    ]


def _file(content: str | bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"training-{datetime.date.today().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
