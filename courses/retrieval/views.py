"""Five questions when you have five minutes: mine alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.kit.refusals import Refused
from assessments.questions.forms import AnswerForm
from courses.progress.views.doors import learner
from courses.retrieval import actions, queries
from courses.retrieval.forms import NudgeForm

DONT_KNOW = "dont_know"


@require_GET
@learner
def keep(request: HttpRequest) -> HttpResponse:
    """Where I stand, the way in, and whether I want a letter."""
    person: Any = request.user
    home = queries.keeping_home(actor=person, at=timezone.now())
    return render(request, "courses/retrieval/home.html", {"home": home, "letter": NudgeForm(home.nudge)})


@require_POST
@learner
def start(request: HttpRequest) -> HttpResponse:
    """The next question of the open round, or of a new one."""
    person: Any = request.user
    turn = actions.start_round(by=person, at=timezone.now())
    return redirect("keep") if turn is None else redirect("keep_turn", pk=turn.pk)


@require_http_methods(["GET", "POST"])
@learner
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """One question; after the answer, the reasons."""
    person: Any = request.user
    view = queries.turn_view(actor=person, pk=pk)
    if view is None:
        raise Http404("No such question")
    if request.method == "POST" and view.review is None:
        form = AnswerForm(view.asks, request.POST)
        if DONT_KNOW not in request.POST:
            form.complain()
        if DONT_KNOW in request.POST or form.is_valid():
            answer = {} if DONT_KNOW in request.POST else form.answer
            actions.answer_turn(turn=view.turn, answer=answer, by=person, at=timezone.now())
            return redirect("keep_turn", pk=pk)
    elif request.method == "POST":
        return redirect("keep_turn", pk=pk)
    else:
        form = AnswerForm(view.asks)
    following = queries.current_turn(actor=person) if view.review else None
    context = {"view": view, "form": form, "following": following}
    template = "result" if view.review else "turn"
    return render(request, f"courses/retrieval/{template}.html", context)


@require_POST
@learner
def felt(request: HttpRequest, pk: int) -> HttpResponse:
    """How a right answer felt."""
    person: Any = request.user
    view = queries.turn_view(actor=person, pk=pk)
    if view is None or view.review is None:
        raise Http404("No such answer")
    said = request.POST.get("felt", "")
    try:
        actions.say_felt(
            review=view.review, felt=int(said) if said.isdigit() else None, by=person, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.words)
    return redirect("keep_turn", pk=pk)


@require_POST
@learner
def letter(request: HttpRequest) -> HttpResponse:
    """Ask for a letter, or for none."""
    person: Any = request.user
    form = NudgeForm(None, request.POST)
    if not form.is_valid():
        home = queries.keeping_home(actor=person, at=timezone.now())
        return render(request, "courses/retrieval/home.html", {"home": home, "letter": form, "form": form})
    nudge = actions.set_nudge(day=form.chosen, by=person, at=timezone.now())
    if nudge is not None and nudge.wanted:
        messages.success(request, f"We will write on {nudge.get_day_display()}s, if something is due.")
    else:
        messages.success(request, "No e-mail will come.")
    return redirect("keep")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the letter by the link in it, without signing in. Mail programs send the POST themselves, without
    a cookie, so the signed token alone is the right to do it; looking changes nothing."""
    nudge = queries.nudge_of_token(token)
    if nudge is None:
        raise Http404("No such letter")
    if request.method == "POST":
        actions.stop_nudge(nudge=nudge, at=timezone.now())
        nudge.wanted = False
    return render(request, "courses/retrieval/stop.html", {"ended": not nudge.wanted})
