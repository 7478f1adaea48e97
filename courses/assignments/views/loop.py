"""The board, its list and file, one finding's chain, and the rules in words."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.keeping import kept_page
from academy.people.access import can
from assessments.audits.states import FINDING
from courses.assignments.actions import record_export
from courses.assignments.queries.board import SHOWN, board_for
from courses.assignments.queries.chains import chain_for
from courses.assignments.queries.figures import criterion_rows, lead_of, span_facts, stages_of, state_rows
from courses.assignments.queries.lists import (
    FindingLine,
    file_lines,
    findings_for,
    lines_of,
)
from courses.assignments.queries.permissions import buttons_for
from courses.assignments.queries.pulse import pulse_of
from courses.assignments.queries.reach import Narrow, choices_for, sees_names, stamp_of

PAGE = 50


class LoopView(LoginRequiredMixin, TemplateView):
    """A page of the loop: 404 for those who have no loop to see."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "see_loop"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class BoardPage(LoopView):
    """Where findings stand, how long things take, what waits longest."""

    template_name = "courses/assignments/board.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draw = partial(super().get, request, *args, **kwargs)
        return _kept(request, draw, kind="board page", shows=_narrow(request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, narrow = self.request.user, _narrow(self.request)
        today = timezone.localdate()
        board = board_for(actor=actor, narrow=narrow, today=today)  # type: ignore[arg-type]
        return super().get_context_data(
            board=board,
            narrow=narrow,
            stages=lambda: stages_of(board),
            states=lambda: state_rows(board, narrow),
            lead=lead_of(board),
            spans=lambda: span_facts(board),
            criteria=lambda: criterion_rows(board, narrow),
            may_decide=can(actor, "decide_cause") or can(actor, "decide_coaching"),
            import_url=_import_url(actor),
            sees_reach=can(actor, "see_reach"),
            **kwargs,
        )


def _narrow(request: HttpRequest) -> Narrow:
    """What narrows the board: it shows every state and module at once."""
    narrow = Narrow.read(request.GET)
    return Narrow(narrow.criterion, narrow.team, narrow.month)


def _kept(
    request: HttpRequest, draw: Callable[[], HttpResponse], *, kind: str, shows: object
) -> HttpResponse:
    """A page of the loop, kept for this person while the loop and those whom they see stay as they are."""
    actor: Any = request.user
    pulse = pulse_of(actor=actor)
    stamp = stamp_of(actor=actor, today=timezone.localdate(), kind=kind, council=pulse.council)
    return kept_page(request, shows=(*pulse.person, stamp, shows), draw=draw)


def _import_url(actor: Any) -> str:
    """Where audits are brought in, for those who may."""
    return "/audits/import/" if can(actor, "bring_in_audits") else ""


class FindingsPage(LoopView):
    """Findings as a list, fifty a page."""

    template_name = "courses/assignments/findings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, narrow = self.request.user, Narrow.read(self.request.GET)
        page = Paginator(findings_for(actor=actor, narrow=narrow), PAGE).get_page(  # type: ignore[arg-type]
            self.request.GET.get("page")
        )
        return super().get_context_data(
            page_obj=page,
            lines=lines_of(actor=actor, findings=page.object_list),  # type: ignore[arg-type]
            narrow=narrow,
            choices=choices_for(actor=actor),  # type: ignore[arg-type]
            state_choices=[(state, FINDING.words[state]) for state in SHOWN],
            named=sees_names(actor),  # type: ignore[arg-type]
            sees_effect=can(actor, "see_effect"),
            **kwargs,
        )


class _Line:
    """A file that writes nowhere: csv gives each line back."""

    def write(self, text: str) -> str:
        return text


HEADINGS = (
    "Finding", "Found on", "Criterion", "Grade", "Team", "Writer", "State", "Module", "Assigned on", "Due on",
    "Learnt on", "Settled on",
)  # fmt: skip


def _safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _row(line: FindingLine) -> list[object]:
    days = (line.assigned_on, line.due_on, line.learnt_on, line.settled_on)
    cells: list[object] = [
        line.pk,
        line.found_on.isoformat(),
        line.criterion,
        line.grade,
        line.team,
        line.writer,
    ]
    cells += [line.state_words, line.module, *(day.isoformat() if day else "" for day in days)]
    return [_safe(cell) for cell in cells]


class FindingsFile(LoopView, View):
    """The narrowed list as a CSV file. Who took it, and when, is kept."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:  # type: ignore[override]
        narrow = Narrow.read(request.GET)
        record_export(by=request.user, narrowed=narrow.address(), at=timezone.now())  # type: ignore[arg-type]
        writer = csv.writer(_Line())

        def lines() -> Iterator[str]:
            yield "\ufeff" + writer.writerow(HEADINGS)
            for line in file_lines(actor=request.user, narrow=narrow):  # type: ignore[arg-type]
                yield writer.writerow(_row(line))

        response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
        name = f"findings-{datetime.date.today().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class ChainPage(LoginRequiredMixin, TemplateView):
    """One finding, from audit to changed practice. The writer sees their own."""

    template_name = "courses/assignments/chain.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draw = partial(super().get, request, *args, **kwargs)
        return _kept(request, draw, kind="chain page", shows=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.user
        chain = chain_for(actor=actor, pk=kwargs["pk"], today=timezone.localdate())  # type: ignore[arg-type]
        if chain is None:
            raise Http404
        return super().get_context_data(
            chain=chain,
            buttons=buttons_for(actor=actor, chain=chain),  # type: ignore[arg-type]
            own=chain.writer_id == actor.pk,
            sees_loop=can(actor, "see_loop"),
            sees_effect=can(actor, "see_effect"),
            **kwargs,
        )
