"""What the lesson page needs to show each thing that somebody does in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from assessments.practice.forms import signed_seed
from assessments.practice.queries.lessons import Asking
from assessments.questions.forms import AnswerForm
from courses.activities.forms import ReflectionForm, ShadowingForm, WalkForm
from courses.activities.rules import walk
from courses.pages.queries import Activity, Bank, Reflecting, Shadow, Story, TaskAsk
from courses.progress.queries import LessonView

Item = dict[str, Any]


@dataclass(frozen=True)
class ActivityForm:
    """A form that was sent from a lesson and is not in order. `place` is the block or item it belongs to."""

    place: str
    form: forms.Form
    key: uuid.UUID | None = None
    drawn: str = ""
    shown: Any = None


def activity_item(
    request: HttpRequest, view: LessonView, activity: Activity, sent: ActivityForm | None
) -> Item:
    """One activity with its template, its forms and where the reader stands."""
    found: Item = {"activity": activity, "template": f"courses/activities/{activity.form}.html"}
    path, doing = view.line.path, view.doing
    form = sent.form if sent is not None and sent.place == activity.id else None
    if isinstance(activity, Story):
        return {**found, **_story(request, activity, path)}
    if isinstance(activity, Reflecting):
        known = doing.reflections.get(activity.id)
        return {**found, "known": known, "form": form or ReflectionForm(activity, path, known=known)}
    if isinstance(activity, Shadow):
        record = doing.shadowing.get(activity.id)
        return {**found, "known": record, "form": form or ShadowingForm(activity, path, known=record)}
    if isinstance(activity, TaskAsk):
        return {**found, "card": doing.cards.get(activity.code)}
    if activity.form == "exercise":
        return {**found, "lines": [doing.lines[code] for code in activity.codes if code in doing.lines]}
    again = request.GET.get("question", "")
    rows = [
        _question(doing.askings[code], path, again, sent) for code in activity.codes if code in doing.askings
    ]
    return {**found, "questions": rows}


def _story(request: HttpRequest, story: Story, path: str) -> Item:
    """A scenario as far as the address says somebody walked it."""
    said = request.GET if request.GET.get("scenario") == story.id else {}
    walked = walk(story, way=said.get("way"), choice=said.get("choice"))
    return {"walk": walked, "form": WalkForm(walked), "path": path}


def _question(asking: Asking, path: str, again: str, sent: ActivityForm | None) -> Item:
    """One question: the form for a try, or what came of the last one."""
    trying, code = asking.trying, asking.trying.version.item.code
    mine = sent if sent is not None and sent.place == code else None
    found: Item = {
        "code": code,
        "kind": trying.kind,
        "title": trying.version.title,
        "version": trying.version,
    }
    if mine is None and asking.last is not None and again != code:
        return {**found, "result": asking.result, "shown": asking.last.shown, "path": path}
    return {
        **found,
        "shown": mine.shown if mine else trying.shown,
        "form": mine.form if mine else AnswerForm(trying.asks, prefix=code),
        "key": (mine.key if mine else None) or uuid.uuid4(),
        "drawn": mine.drawn if mine else signed_seed(code, trying.seed),
        "url": f"{path}question/{code}",
    }


def has_question(activity: Activity, code: str) -> bool:
    """Whether this block asks this question in the lesson."""
    return isinstance(activity, Bank) and activity.form == "practice_question" and code in activity.codes
