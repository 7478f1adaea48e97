"""Live sessions: planning one, moving it, cancelling it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from academy.people.access import visible
from courses.cohorts import actions
from courses.cohorts.forms import MoveSessionForm, SessionForm
from courses.cohorts.models import LiveSession
from courses.cohorts.queries.choices import module_choices, sharing_cohorts
from courses.cohorts.views.doors import form_page, press, runs_cohorts, the_cohort


@require_http_methods(["GET", "POST"])
@runs_cohorts
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A live session for one cohort, shared with others where one is small."""
    actor: Any = request.user
    row = the_cohort(request, pk, to_run=True).cohort
    form = SessionForm(
        request.POST or None,
        modules=module_choices(council_id=row.council_id),
        cohorts=sharing_cohorts(actor=actor, cohort=row),
    )

    def act() -> None:
        said = form.cleaned_data
        actions.plan_session(
            cohorts=[row, *said.get("share", [])],
            starts_at=form.starts_at,
            **{name: said[name] for name in ("module_code", "title", "minutes", "place", "link", "led_by")},
            by=actor,
            at=timezone.now(),
        )

    return form_page(
        request, form, act=act, done="Planned. Everybody in it is told.", back=reverse("cohort", args=[pk]),
        title=f"Plan a live session for {row.name}", button="Plan it",
        lead="Everybody in the cohort gets one e-mail, and it stands in their week.",
    )  # fmt: skip


def _session(request: HttpRequest, pk: int) -> tuple[LiveSession, str]:
    """The session, and the page of its first cohort."""
    actor: Any = request.user
    row = visible(actor, LiveSession).filter(pk=pk).first()
    cohort = row.cohorts.order_by("pk").first() if row else None
    if row is None or cohort is None:
        raise Http404("No such session")
    return row, reverse("cohort", args=[cohort.pk])


@require_http_methods(["GET", "POST"])
@runs_cohorts
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or place."""
    actor: Any = request.user
    row, back = _session(request, pk)
    form = MoveSessionForm(request.POST or None, initial=MoveSessionForm.said_of(row))

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("minutes", "place", "link")}
        actions.move_session(session=row, starts_at=form.starts_at, **said, by=actor, at=timezone.now())

    return form_page(
        request, form, act=act, done="Saved. If anything changed, everybody in it is told.", back=back,
        title=f"Move {row.title}", button="Save", session=row,
        lead="Everybody in it gets one e-mail when something changes.",
    )  # fmt: skip


@require_POST
@runs_cohorts
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    actor: Any = request.user
    row, back = _session(request, pk)
    return press(
        request, lambda: actions.cancel_session(session=row, by=actor, at=timezone.now()),
        done="Cancelled. Everybody in it is told.", back=back,
    )  # fmt: skip
