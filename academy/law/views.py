"""Rules and dates: the law that is cited here, one rule in plain words, and a timeline from what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from academy.law.forms import EventsForm, TimelineForm
from academy.law.pack import current_pack
from academy.law.queries.pages import events_of, rule_view, shelves, topics_with_events
from academy.law.queries.timelines import draw_timeline
from academy.people.access import can

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_staff(view: View[P]) -> View[P]:
    """For council staff who are signed in: visitors go to sign in, guests find nothing here."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can(request.user, "learn"):
            raise Http404("For council staff")
        return view(request, *args, **kwargs)

    return inner


def _sent(request: HttpRequest) -> Any:
    """What a form sent, or None when the page was only opened."""
    return request.GET if any(name.endswith("_day") for name in request.GET) else None


@require_GET
@for_staff
def law(request: HttpRequest) -> HttpResponse:
    """Every rule and reference, by topic."""
    pack, topic = current_pack(), request.GET.get("topic", "")
    if topic and topic not in pack.topics:
        raise Http404("No such topic")
    inside = {"pack": pack, "topic": topic, "every": shelves(pack), "shelves": shelves(pack, topic)}
    return render(request, "academy/law/shelves.html", inside)


@require_GET
@for_staff
def law_rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule, with a date worked out if you ask."""
    pack = current_pack()
    try:
        shown = rule_view(pack, code)
    except LookupError as missing:
        raise Http404("No such rule") from missing
    form = EventsForm(pack, shown.rule.events, _sent(request))
    drawn = draw_timeline(pack=pack, events=form.events) if form.is_valid() else None
    dues = [due for due in drawn.dues if due.rule.code == code] if drawn else []
    notes = [note for note in drawn.notes if note.startswith(code)] if drawn else []
    inside = {"pack": pack, "shown": shown, "form": form, "dues": dues, "notes": notes}
    return render(request, "academy/law/rule.html", inside)


@require_GET
@for_staff
def law_timeline(request: HttpRequest) -> HttpResponse:
    """Every date that follows from what happened in one kind of case."""
    pack = current_pack()
    topics = topics_with_events(pack)
    topic = request.GET.get("topic") or next(iter(topics))
    if topic not in topics:
        raise Http404("No such topic")
    form = TimelineForm(pack, events_of(pack, topic), _sent(request))
    drawn = draw_timeline(pack=pack, events=form.events, claims=form.claims) if form.is_valid() else None
    inside = {"pack": pack, "topics": topics, "topic": topic, "form": form, "drawn": drawn}
    return render(request, "academy/law/timeline.html", inside)
