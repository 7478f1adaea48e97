"""What hangs on a session: who leads it, what to read, places kept for a group.

Each view is one form about a session, or one button at a thing that hangs on it. Both lead back to it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from academy.kit.refusals import Refused
from courses.sessions import actions
from courses.sessions.forms import MaterialForm, PlacesForm, ReserveForm, TrainerForm
from courses.sessions.queries.filling import fills_of
from courses.sessions.queries.pages import (
    material_of,
    organisation_choices,
    organisation_of,
    person_with_account,
    reserve_of,
    trainer_of,
)
from courses.sessions.views.doors import (
    found,
    runs_sessions,
    scanner,
    session_form,
    session_press,
    the_session,
)


@require_http_methods(["GET", "POST"])
@runs_sessions
def add_trainer(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who leads it."""
    actor: Any = request.user
    row = the_session(request, pk)
    form = TrainerForm(request.POST or None, scanner=scanner(request))

    def act() -> None:
        said = form.cleaned_data
        person = person_with_account(actor=actor, email=said["email"]) if said["email"] else None
        if said["email"] and person is None:
            raise Refused("Nobody here has an account with this address.", code="email")
        actions.add_trainer(
            session=row, name=said["name"], words=said["words"], person=person, by=actor, at=timezone.now()
        )

    return session_form(
        request, row, form, act=act, done="They lead it.",
        title="Add somebody who leads it", button="Add them",
        lead="The public reads the name and what they are. An account is not needed.",
    )  # fmt: skip


@require_POST
@runs_sessions
def remove_trainer(request: HttpRequest, pk: int) -> HttpResponse:
    """They do not lead it any more."""
    actor: Any = request.user
    row = found(trainer_of(actor=actor, pk=pk))
    return session_press(
        request, row.session_id, done=f"{row.name} does not lead it any more.",
        act=lambda: actions.remove_trainer(trainer=row, by=actor, at=timezone.now()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def add_material(request: HttpRequest, pk: int) -> HttpResponse:
    """Something to read before, or to keep afterwards."""
    actor: Any = request.user
    row = the_session(request, pk)
    form = MaterialForm(request.POST or None, scanner=scanner(request))
    return session_form(
        request, row, form, done="It is there for people who have a place.",
        act=lambda: actions.add_material(session=row, **form.cleaned_data, by=actor, at=timezone.now()),
        title="Add something to read", button="Add it", lead="People who have a place see it.",
    )  # fmt: skip


@require_POST
@runs_sessions
def remove_material(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not offered any more."""
    actor: Any = request.user
    row = found(material_of(actor=actor, pk=pk))
    return session_press(
        request, row.session_id, done="It is taken away.",
        act=lambda: actions.remove_material(material=row, by=actor, at=timezone.now()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Another number of places. More are offered to those who wait at once."""
    actor: Any = request.user
    row = the_session(request, pk)
    now = {one.mode: one.places for one in fills_of([pk]).get(pk, ())}
    form = PlacesForm(request.POST or None, now=now, scanner=scanner(request))

    def act() -> None:
        said = {mode: form.cleaned_data[mode] for mode in ("room", "online") if form.cleaned_data[mode]}
        actions.change_places(session=row, places=said, by=actor, at=timezone.now())

    return session_form(
        request, row, form, act=act, done="Saved.",
        title="Change the number of places", button="Save",
        lead="More places are offered at once to those who wait, in their order.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def keep_places(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep places for a group or an organisation until a moment."""
    actor: Any = request.user
    row = the_session(request, pk)
    modes = [(one.mode, one.words) for one in fills_of([pk]).get(pk, ())]
    form = ReserveForm(
        request.POST or None, modes=modes, organisations=organisation_choices(actor=actor),
        scanner=scanner(request),
    )  # fmt: skip

    def act() -> None:
        said = form.cleaned_data
        actions.keep_places(
            session=row, mode=said["mode"], audience=said["audience"], places=said["places"],
            organisation=organisation_of(actor=actor, pk=said["organisation"]), until=form.until_moment(),
            by=actor, at=timezone.now(),
        )  # fmt: skip

    return session_form(
        request, row, form, act=act, done="The places are kept.",
        title="Keep places for a group", button="Keep them",
        lead="Only this group can book them until then. What they leave is everybody’s afterwards.",
    )  # fmt: skip


@require_POST
@runs_sessions
def end_keeping(request: HttpRequest, pk: int) -> HttpResponse:
    """The places are everybody's from now on."""
    actor: Any = request.user
    row = found(reserve_of(actor=actor, pk=pk))
    return session_press(
        request, row.seats.session_id, done="They are everybody’s now.",
        act=lambda: actions.end_keeping(reserve=row, by=actor, at=timezone.now()),
    )  # fmt: skip
