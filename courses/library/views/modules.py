"""Partner modules: read by anybody, done and kept by whoever has signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from academy.kit.refusals import Refused
from courses.library import queries
from courses.library.queries.modules import pages_of
from courses.pages.models import LessonPage, ModulePage
from courses.progress import actions
from courses.progress.forms import CheckForm
from courses.progress.models import Completion


def hub_of(request: HttpRequest) -> queries.Hub:
    """The hub that was called up."""
    hub = queries.hub_here(request)
    if hub is None:
        raise Http404("No academy yet")
    return hub


@require_safe
def module(request: HttpRequest, code: str) -> HttpResponse:
    """What a module promises, and its parts."""
    hub = hub_of(request)
    found = queries.guest_module(actor=request.user, council=hub.council, codes=hub.modules, code=code)
    if found is None:
        raise Http404("No such module for partners")
    return render(request, "courses/library/module.html", {"module": found})


@require_safe
def lesson(request: HttpRequest, code: str, lesson: str) -> HttpResponse:
    """One part of it. Whoever has signed in finds their way back by what they opened."""
    view = _view(request, code, lesson)
    person: Any = request.user
    if person.is_authenticated and view.line.state == "todo":
        _, page = _pages(request, code, lesson)
        actions.open_lesson(lesson=page, by=person, at=timezone.now())
    return _show(request, view)


@require_POST
@login_required
def read(request: HttpRequest, code: str, lesson: str) -> HttpResponse:
    """ "I have read this": on to the next part, or back to the module when that was the last."""
    view = _view(request, code, lesson)
    page, row = _pages(request, code, lesson)
    person: Any = request.user
    try:
        done = actions.finish_lesson(
            module=page, lesson=row, has_check=view.check is not None, by=person, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.words)
        return redirect(f"{view.line.path}#check")
    _congratulate(request, done)
    return redirect(view.after.path if view.after and not done else view.module.path)


@require_POST
@login_required
def check(request: HttpRequest, code: str, lesson: str) -> HttpResponse:
    """One try at the check."""
    view = _view(request, code, lesson)
    if view.check is None:
        raise Http404("No check here")
    form = CheckForm(view.check, request.POST)
    if not form.is_valid():
        return _show(request, view, form)
    page, row = _pages(request, code, lesson)
    person: Any = request.user
    _, done = actions.mark_check(
        module=page,
        lesson=row,
        check=view.check,
        key=form.cleaned_data["key"],
        answers=form.answers,
        by=person,
        at=timezone.now(),
    )
    _congratulate(request, done)
    return redirect(f"{view.line.path}#check")


def _view(request: HttpRequest, code: str, lesson: str) -> queries.GuestLesson:
    hub = hub_of(request)
    view = queries.guest_lesson(
        actor=request.user, council=hub.council, codes=hub.modules, code=code, slug=lesson
    )
    if view is None:
        raise Http404("No such part")
    return view


def _pages(request: HttpRequest, code: str, lesson: str) -> tuple[ModulePage, LessonPage]:
    """The pages behind a part, for what is written down about it."""
    hub = hub_of(request)
    found = pages_of(council=hub.council, codes=hub.modules, code=code)
    row = next((one for one in found[1] if one.slug == lesson), None) if found else None
    if found is None or row is None:
        raise Http404("No such part")
    return found[0], row


def _congratulate(request: HttpRequest, done: Completion | None) -> None:
    if done is not None:
        messages.success(request, f"You have finished {done.title}. It is yours to keep, in your record.")


def _show(request: HttpRequest, view: queries.GuestLesson, form: CheckForm | None = None) -> HttpResponse:
    signed_in = request.user.is_authenticated
    if form is None and signed_in and view.check is not None and ("again" in request.GET or not view.tried):
        form = CheckForm(view.check)
    context = {"view": view, "module": view.module, "form": form, "signed_in": signed_in}
    return render(request, "courses/library/lesson.html", context)
