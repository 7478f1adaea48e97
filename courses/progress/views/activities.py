"""What is sent from the activities of a lesson: a reflection, a record of shadowing, an answer."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from academy.kit.refusals import Refused
from academy.people.queries import scanner_for
from assessments.practice.actions import mark_attempt
from assessments.practice.forms import key_from, seed_from, signed_seed
from assessments.questions.forms import AnswerForm
from courses.activities.actions import save_reflection, save_shadowing
from courses.activities.forms import ReflectionForm, ShadowingForm
from courses.pages.queries import Reflecting, Shadow
from courses.progress.queries import LessonView
from courses.progress.views.doors import learner
from courses.progress.views.items import ActivityForm, has_question
from courses.progress.views.lessons import find_lesson, show_lesson

A = TypeVar("A", Reflecting, Shadow)


@require_POST
@learner
def reflect(request: HttpRequest, programme: str, module: str, lesson: str, block: str) -> HttpResponse:
    """Keep my reflection, and share it or take it back as I ticked."""
    person: Any = request.user
    view = find_lesson(request, programme, module, lesson)
    asked = _asked(view, Reflecting, block)
    form = ReflectionForm(asked, view.line.path, request.POST, scanner=scanner_for(council=person.council))
    if not form.is_valid():
        return show_lesson(request, view, activity_form=ActivityForm(block, form))
    save_reflection(
        lesson=view.lesson,
        asked=asked,
        text=form.cleaned_data["text"],
        shared=form.cleaned_data["shared"],
        with_buddy=form.cleaned_data["with_buddy"],
        by=person,
        at=timezone.now(),
    )
    return redirect(f"{view.line.path}#reflection-{block}")


@require_POST
@learner
def shadow(request: HttpRequest, programme: str, module: str, lesson: str, block: str) -> HttpResponse:
    """Keep my record of a day of watching."""
    person: Any = request.user
    view = find_lesson(request, programme, module, lesson)
    asked = _asked(view, Shadow, block)
    form = ShadowingForm(asked, view.line.path, request.POST, scanner=scanner_for(council=person.council))
    if not form.is_valid():
        return show_lesson(request, view, activity_form=ActivityForm(block, form))
    save_shadowing(
        lesson=view.lesson,
        asked=asked,
        on=form.cleaned_data["on"],
        whom=form.cleaned_data["whom"],
        answers=form.answers,
        by=person,
        at=timezone.now(),
    )
    return redirect(f"{view.line.path}#shadowing-{block}")


@require_POST
@learner
def answer(request: HttpRequest, programme: str, module: str, lesson: str, code: str) -> HttpResponse:
    """Mark my answer to a question of the bank at once; it is practice and only mine."""
    person: Any = request.user
    view = find_lesson(request, programme, module, lesson)
    asking = view.doing.askings.get(code)
    if asking is None or not any(has_question(one, code) for one in view.content.activities):
        raise Http404("No such question here")
    trying, seed, key = asking.trying, seed_from(request.POST, code), key_from(request.POST)
    seed = trying.seed if seed is None else seed
    shown = trying.kind.draw(trying.version.content, seed)
    form = AnswerForm(trying.kind.asks(shown), request.POST, prefix=code)
    form.complain()
    if form.is_valid():
        try:
            mark_attempt(
                version=trying.version, key=key, seed=seed, answer=form.answer, by=person, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            return redirect(f"{view.line.path}#question-{code}")
    again = ActivityForm(code, form, key, signed_seed(code, seed), shown)
    return show_lesson(request, view, activity_form=again)


def _asked(view: LessonView, kind: type[A], block: str) -> A:
    """The block of this kind with this id."""
    for one in view.content.activities:
        if isinstance(one, kind) and one.id == block:
            return one
    raise Http404("No such thing in this lesson")
