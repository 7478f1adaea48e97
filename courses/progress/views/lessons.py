"""A lesson with everything in it: the page, reading, its check and its rewrites."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from academy.kit.keeping import kept_page
from academy.kit.refusals import Refused
from academy.law.pack import law_as_at
from courses.pages.queries import Exercise
from courses.progress import actions, queries
from courses.progress.forms import CheckForm, JudgeForm, RewriteForm
from courses.progress.models import Completion
from courses.progress.views.doors import NotOpenYet, learner
from courses.progress.views.items import ActivityForm, activity_item


@require_GET
@learner
def lesson(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """One lesson. Opening it for the first time is kept; steps that the address tells are drawn each time."""

    def draw() -> HttpResponse:
        view = find_lesson(request, programme, module, lesson)
        if not view.line.opened:
            actions.open_lesson(lesson=view.lesson, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        return show_lesson(request, view)

    if request.GET:
        return draw()
    shows = queries.lesson_marks(actor=request.user, programme=programme, module=module, lesson=lesson)  # type: ignore[arg-type]
    return kept_page(request, shows=shows, draw=draw) if shows else draw()


@require_POST
@learner
def read(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """ "I have read this": on to the next lesson, or back to the module when that was the last."""
    view = find_lesson(request, programme, module, lesson)
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
    view = find_lesson(request, programme, module, lesson)
    if view.content.check is None:
        raise Http404("No check here")
    form = CheckForm(view.content.check, request.POST)
    if not form.is_valid():
        return show_lesson(request, view, check_form=form)
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
    view = find_lesson(request, programme, module, lesson)
    found = _exercise(view, exercise)
    form = RewriteForm(found, view.line.path, request.POST)
    if not form.is_valid():
        return show_lesson(request, view, rewrite_form=form)
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
    view = find_lesson(request, programme, module, lesson)
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


def find_lesson(request: HttpRequest, programme: str, module: str, lesson: str) -> queries.LessonView:
    """The lesson at this place for whoever asks; no such page when there is none for them."""
    view = queries.lesson_view(
        actor=request.user,  # type: ignore[arg-type]
        programme=programme,
        module=module,
        lesson=lesson,
    )
    if view is None:
        raise Http404("No such lesson")
    if view.inside.opens_on:
        raise NotOpenYet(f"{view.inside.opens_words}.", view.inside.path)
    return view


def _exercise(view: queries.LessonView, exercise: str) -> Exercise:
    found = view.content.exercise(exercise)
    if found is None:
        raise Http404("No such exercise")
    return found


def _congratulate(request: HttpRequest, done: Completion | None) -> None:
    if done is not None:
        messages.success(request, f"You have finished {done.title}. It is in your record.")


def show_lesson(
    request: HttpRequest,
    view: queries.LessonView,
    *,
    check_form: CheckForm | None = None,
    rewrite_form: RewriteForm | None = None,
    activity_form: ActivityForm | None = None,
) -> HttpResponse:
    """The lesson page; a form that was sent and is not in order takes the place of its fresh one."""
    wants_again = "again" in request.GET or view.tried is None
    if check_form is None and view.content.check is not None and wants_again:
        check_form = CheckForm(view.content.check)
    sent = (check_form, rewrite_form, activity_form.form if activity_form else None)
    context = {
        "view": view,
        "inside": view.inside,
        "form": next((f for f in sent if f is not None and f.is_bound), None),
        "check_form": check_form,
        "items": [
            activity_item(request, view, part.activity, activity_form)
            if part.activity
            else _item(part, view, rewrite_form)
            for part in view.parts
        ],
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
