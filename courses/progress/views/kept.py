"""Lessons for reading without a connection: copies without anything of a person, and what serves them.

A copy is what a device may keep: the words and pictures of a lesson and empty fields to write in. It has no
name, no answers and no place in the module, so it is the same for everybody who may read the lesson.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from academy.law.pack import law_as_at
from courses.activities.forms import ReflectionForm, ShadowingForm
from courses.pages.queries import Part, Reflecting, Shadow
from courses.progress import queries
from courses.progress.forms import RewriteForm
from courses.progress.views.doors import learner

SHELL = ("academy.css", "academy.js", "leaf.svg")
"""What every page needs to look as it should."""


@require_GET
@learner
def copy(request: HttpRequest, programme: str, module: str, lesson: str) -> HttpResponse:
    """One lesson as a device may keep it."""
    found = queries.copy_of(actor=request.user, programme=programme, module=module, lesson=lesson)  # type: ignore[arg-type]
    if found is None:
        raise Http404("No such lesson")
    context = {
        "copy": found,
        "items": [_item(part, found.line.path) for part in found.content.parts],
        "shell": _plain(),
        "at": timezone.localtime(),
        "law_as_at": law_as_at(),
    }
    return render(request, "courses/progress/copy.html", context)


@require_GET
@learner
def copies(request: HttpRequest, programme: str, module: str) -> HttpResponse:
    """What has to be fetched to keep a module: its lessons, and what every page needs."""
    found = queries.copies_of(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
    if found is None:
        raise Http404("No such module")
    shell = [*map(static, SHELL), reverse("kept")]
    return JsonResponse({**found, "shell": shell})


@require_GET
@learner
def listed(request: HttpRequest) -> HttpResponse:
    """What is kept on this device: the device itself fills it in, with or without a connection."""
    return render(request, "courses/progress/kept.html", {"shell": _plain()})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the academy when there is no connection. It has to lie below /learn/: it
    answers for the pages beside it and for no others."""
    return HttpResponse(_worker(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _worker() -> bytes:
    found = finders.find("worker.js")
    if not found:
        raise Http404("The assets are not built")
    return Path(found).read_bytes()


def _plain() -> dict[str, Any]:
    """The frame of a page without anybody in it."""
    return {"product_name": "SEND Academy"}


def _item(part: Part, path: str) -> dict[str, Any]:
    """One stretch of the copy: ready words, a field to write in, or a word on what needs a connection."""
    if part.exercise is not None:
        return {"exercise": part.exercise, "form": RewriteForm(part.exercise, path)}
    if isinstance(part.activity, Reflecting):
        return {"writes": part.activity, "form": ReflectionForm(part.activity, path), "name": "reflection"}
    if isinstance(part.activity, Shadow):
        return {"writes": part.activity, "form": ShadowingForm(part.activity, path), "name": "shadowing"}
    if part.activity is not None:
        return {"needs": getattr(part.activity, "title", "") or "Practical task"}
    if part.check is not None:
        return {"needs": part.check.title}
    return {"html": part.html}
