"""Topics: the list, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.sessions import actions
from courses.sessions.forms import TopicForm
from courses.sessions.queries.desk import topic_lines, topic_sessions, wishes_for
from courses.sessions.rules.planning import can_publish, can_retire
from courses.sessions.rules.wording import say_absence, say_audiences, say_price
from courses.sessions.states import TOPIC
from courses.sessions.views.doors import form_page, press, runs_sessions, scanner, the_topic

PAGE = 40


@require_GET
@runs_sessions
def topics(request: HttpRequest) -> HttpResponse:
    """All topics, with those that people wait for."""
    actor: Any = request.user
    lines = topic_lines(actor=actor, at=timezone.now())
    context = {
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "wanted": [line for line in lines if line.wishes and not line.coming],
        "total": len(lines),
    }
    return render(request, "courses/sessions/topics.html", context)


@require_GET
@runs_sessions
def topic(request: HttpRequest, code: str) -> HttpResponse:
    """One topic with its coming dates."""
    actor: Any = request.user
    row = the_topic(request, code)
    coming, held = topic_sessions(actor=actor, topic=row, at=timezone.now())
    context = {
        "topic": row,
        "word": TOPIC.words[row.state],
        "audiences": say_audiences(row.audiences),
        "price": say_price(row.price),
        "absence": say_absence(row.absence_charge),
        "coming": coming,
        "held": held,
        "wishes": wishes_for(topic=row),
        "may_publish": can_publish(row),
        "may_retire": can_retire(row),
    }
    return render(request, "courses/sessions/topic.html", context)


@require_http_methods(["GET", "POST"])
@runs_sessions
def make(request: HttpRequest) -> HttpResponse:
    """A new topic."""
    actor: Any = request.user
    form = TopicForm(request.POST or None, scanner=scanner(request))
    made: list[str] = []

    def act() -> None:
        said = dict(form.cleaned_data)
        code, key = said.pop("code"), said.pop("key")
        row = actions.make_topic(
            council=actor.council, code=code, said=said, key=key, by=actor, at=timezone.now()
        )
        made.append(row.code)

    return form_page(
        request, form, act=act, done="The topic is a draft. Publish it when it is ready.",
        back=reverse("desk_topics"), to=lambda: reverse("desk_topic", args=[made[0]]),
        title="Make a topic", button="Make it", place="Topics",
        lead="A topic is what a session is about, whatever its date.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@runs_sessions
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Say something else about a topic."""
    actor: Any = request.user
    row = the_topic(request, code)
    form = TopicForm(request.POST or None, topic=row, scanner=scanner(request))
    return form_page(
        request, form, done="Saved.", back=reverse("desk_topic", args=[code]), title=f"Change “{row.title}”",
        act=lambda: actions.change_topic(topic=row, said=form.cleaned_data, by=actor, at=timezone.now()),
        lead="What you change shows at all its dates at once.", button="Save", place=row.title,
    )  # fmt: skip


@require_POST
@runs_sessions
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to those it is for."""
    actor: Any = request.user
    row = the_topic(request, code)
    return press(
        request, lambda: actions.publish_topic(topic=row, by=actor, at=timezone.now()),
        done="It is published. People find it in the hub.", back=reverse("desk_topic", args=[code]),
    )  # fmt: skip


@require_POST
@runs_sessions
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """It is not offered any more."""
    actor: Any = request.user
    row = the_topic(request, code)
    return press(
        request, lambda: actions.retire_topic(topic=row, by=actor, at=timezone.now()),
        done="It is retired. Nobody finds it any more.", back=reverse("desk_topic", args=[code]),
    )  # fmt: skip
