"""Pages of learning: the catalogue, a module, a lesson with its check and rewrites, and my record."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from academy.kit.keeping import kept_page
from academy.kit.refusals import Refused
from academy.law.pack import law_as_at
from academy.people.access import can
from competencies.evidence.queries import evidence_of
from courses.pages.queries import Exercise
from courses.progress import actions, queries
from courses.progress.forms import CheckForm, JudgeForm, RewriteForm
from courses.progress.models import Completion

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def learner(view: View[P]) -> View[P]:
    """For council staff who are signed in: visitors go to sign in, guests find nothing here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can(request.user, "learn"):
            raise Http404("For council staff")
        return view(request, *args, **kwargs)

    return inner


@require_GET
@learner
def learn(request: HttpRequest) -> HttpResponse:
    """Everything there is to learn."""
    return render(request, "courses/progress/catalogue.html", {"all": queries.catalogue(actor=request.user)})  # type: ignore[arg-type]


@require_GET
@learner
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """The modules of one programme."""
    found = queries.catalogue(actor=request.user, programme=programme)  # type: ignore[arg-type]
    if not found.programmes:
        raise Http404("No such programme")
    return render(
        request, "courses/progress/catalogue.html", {"all": found, "programme": found.programmes[0]}
    )


@require_GET
@learner
def module(request: HttpRequest, programme: str, module: str) -> HttpResponse:
    """One module: what it promises, its lessons, why I have it."""

    def draw() -> HttpResponse:
        front = queries.module_front(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
        if front is None:
            raise Http404("No such module")
        return render(request, "courses/progress/module.html", {"front": front, "law_as_at": law_as_at()})

    shows = queries.front_marks(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
    return kept_page(request, shows=shows, draw=draw) if shows else draw()


@require_POST
@learner
def again(request: HttpRequest, programme: str, module: str) -> HttpResponse:
    """Take a module again from its first lesson."""
    front = queries.module_front(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
    if front is None:
        raise Http404("No such module")
    actions.start_again(module=front.module, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect(front.lessons[0].path if front.lessons else front.path)


@require_GET
@learner
def lesson(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """One lesson. Opening it for the first time is kept."""
    view = _find(request, programme, module, lesson)
    if not view.line.opened:
        actions.open_lesson(lesson=view.lesson, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return _show(request, view)


@require_POST
@learner
def read(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """ "I have read this": on to the next lesson, or back to the module when that was the last."""
    view = _find(request, programme, module, lesson)
    try:
        done = actions.finish_lesson(
            module=view.inside.module,
            lesson=view.lesson,
            has_check=view.content.check is not None,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, refused.words)
        return redirect(f"{view.line.path}#check")
    _congratulate(request, done)
    return redirect(view.after.path if view.after and not done else view.inside.path)


@require_POST
@learner
def check(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """One try at the knowledge check."""
    view = _find(request, programme, module, lesson)
    if view.content.check is None:
        raise Http404("No check here")
    form = CheckForm(view.content.check, request.POST)
    if not form.is_valid():
        return _show(request, view, check_form=form)
    _, done = actions.mark_check(
        module=view.inside.module,
        lesson=view.lesson,
        check=view.content.check,
        key=form.cleaned_data["key"],
        answers=form.answers,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )
    _congratulate(request, done)
    return redirect(f"{view.line.path}#check")


@require_POST
@learner
def rewrite(request: HttpRequest, programme: str, module: str, lesson: str, exercise: str) -> HttpResponse:
    """Keep my version of a line."""
    view = _find(request, programme, module, lesson)
    found = _exercise(view, exercise)
    form = RewriteForm(found, view.line.path, request.POST)
    if not form.is_valid():
        return _show(request, view, rewrite_form=form)
    actions.save_rewrite(
        lesson=view.lesson,
        exercise=found,
        text=form.cleaned_data["text"],
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )
    return redirect(f"{view.line.path}#rewrite-{exercise}")


@require_POST
@learner
def judge(request: HttpRequest, programme: str, module: str, lesson: str, exercise: str) -> HttpResponse:
    """Keep what I found in my version, and show one good answer."""
    view = _find(request, programme, module, lesson)
    found = _exercise(view, exercise)
    form = JudgeForm(found, view.line.path, request.POST)
    if not form.is_valid():
        return redirect(f"{view.line.path}#rewrite-{exercise}")
    try:
        actions.judge_rewrite(
            lesson=view.lesson,
            exercise=found,
            met=form.cleaned_data["met"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, refused.words)
    return redirect(f"{view.line.path}#rewrite-{exercise}")


@require_GET
@learner
def my_record(request: HttpRequest) -> HttpResponse:
    """What I have finished and what it showed."""
    person: Any = request.user
    return render(
        request,
        "courses/progress/record.html",
        {
            "completions": queries.my_completions(actor=person),
            "evidence": list(evidence_of(actor=person, person_id=person.pk)),
        },
    )


@require_GET
@learner
def my_record_csv(request: HttpRequest) -> HttpResponse:
    """My record as a spreadsheet file."""
    person: Any = request.user
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-record.csv"'
    rows = csv.writer(response)
    rows.writerow(["Kind", "Date", "Code", "Title", "Edition", "Minutes", "Result"])
    for done in queries.my_completions(actor=person):
        line = [
            "Module finished",
            done.done_on,
            done.module_code,
            done.title,
            done.edition,
            done.minutes,
            done.score,
        ]
        rows.writerow([_plain(cell) for cell in line])
    for shown in evidence_of(actor=person, person_id=person.pk):
        kind = f"Evidence: {shown.get_kind_display()}"
        line = [
            kind,
            shown.shown_on,
            shown.competency.code,
            shown.competency.text,
            "",
            "",
            shown.source_label,
        ]
        rows.writerow([_plain(cell) for cell in line])
    return response


def _plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _find(request: HttpRequest, programme: str, module: str, lesson: str) -> queries.LessonView:
    view = queries.lesson_view(
        actor=request.user,  # type: ignore[arg-type]
        programme=programme,
        module=module,
        lesson=lesson,
    )
    if view is None:
        raise Http404("No such lesson")
    return view


def _exercise(view: queries.LessonView, exercise: str) -> Exercise:
    found = view.content.exercise(exercise)
    if found is None:
        raise Http404("No such exercise")
    return found


def _congratulate(request: HttpRequest, done: Completion | None) -> None:
    if done is not None:
        messages.success(request, f"You have finished {done.title}. It is in your record.")


def _show(
    request: HttpRequest,
    view: queries.LessonView,
    *,
    check_form: CheckForm | None = None,
    rewrite_form: RewriteForm | None = None,
) -> HttpResponse:
    """The lesson page; a form that was sent and is not in order takes the place of its fresh one."""
    wants_again = "again" in request.GET or view.tried is None
    if check_form is None and view.content.check is not None and wants_again:
        check_form = CheckForm(view.content.check)
    context = {
        "view": view,
        "inside": view.inside,
        "form": next((f for f in (check_form, rewrite_form) if f is not None and f.is_bound), None),
        "check_form": check_form,
        "items": [_item(part, view, rewrite_form) for part in view.parts],
        "law_as_at": law_as_at(),
    }
    return render(request, "courses/progress/lesson.html", context)


def _item(part: Any, view: queries.LessonView, sent: RewriteForm | None) -> dict[str, Any]:
    """One stretch of the lesson with its forms."""
    if part.exercise is None:
        return {"html": part.html, "check": part.check}
    written = view.written.get(part.exercise.id)
    if sent is not None and sent.exercise.id == part.exercise.id:
        form = sent
    else:
        form = RewriteForm(part.exercise, view.line.path, text=written.rewrite.text if written else "")
    judge_form = JudgeForm(part.exercise, view.line.path, met=written.rewrite.met) if written else None
    return {"exercise": part.exercise, "written": written, "form": form, "judge_form": judge_form}
