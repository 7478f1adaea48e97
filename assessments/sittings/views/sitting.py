"""Sitting a paper: my papers, the start, one item after another, the check, and the result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.law.pack import law_as_at
from academy.people.access import can
from assessments.questions.forms import AnswerForm
from assessments.questions.kinds import Marked
from assessments.questions.queries.showing import marked_view
from assessments.sittings.actions import (
    Kept,
    bring_back,
    check_answer,
    close_overdue,
    hand_in,
    save_answer,
    start_sitting,
)
from assessments.sittings.forms.sitting import GO, arrived_from, number_from
from assessments.sittings.models import Sitting
from assessments.sittings.queries.mine import PaperView, my_paper, my_papers, overdue_ids
from assessments.sittings.queries.outcome import item_result, result_of, tells_items
from assessments.sittings.queries.room import (
    Place,
    Room,
    item_url,
    my_sitting,
    personal_data_in,
    place_of,
    room_of,
)
from assessments.sittings.views.doors import Page, Press

DOORS = (
    ("set_papers", "Set papers", "papers"),
    ("mark_tasks", "Answers to mark", "sittings_marking"),
    ("decide_late", "Answers that came late", "late_answers"),
    ("lead_team", "Papers of my team", "sittings_results"),
    ("grant_time", "Extra time", "extra_time"),
)
"""What some may do besides sitting papers."""
TIME_WAS_UP = "The time was up, so the paper was handed in with the answers that had arrived."


class MyPapers(Page):
    """The papers for me and where I stand with each."""

    template_name = "assessments/sittings/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        for pk in overdue_ids(actor=self.actor, at=self.at):
            close_overdue(sitting_id=pk, at=self.at)
        doors = [(words, reverse(name)) for act, words, name in DOORS if can(self.actor, act)]
        views = my_papers(actor=self.actor, at=self.at)
        return super().get_context_data(views=views, doors=doors, **kwargs)


class StartPaper(Page):
    """What a paper is, how long it takes, who sees what; and the button that begins it."""

    template_name = "assessments/sittings/start.html"

    @property
    def view(self) -> PaperView:
        """The paper for this person."""
        found = my_paper(actor=self.actor, pk=self.kwargs["pk"], at=self.at)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        for pk in overdue_ids(actor=self.actor, at=self.at):
            close_overdue(sitting_id=pk, at=self.at)
        return super().get_context_data(view=self.view, law_as_at=law_as_at(), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin, or go on with the sitting that is open."""
        try:
            sitting = start_sitting(paper=self.view.paper, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("sit_paper", pk=pk)
        return redirect("sitting", pk=sitting.pk)


class InSitting(Page):
    """A page of one of my sittings. Whoever looks after the time is up finds it handed in."""

    def sitting(self) -> Sitting:
        """My sitting, closed if its time is over; 404 for anybody else's."""
        found = my_sitting(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        if found.state == "open" and close_overdue(sitting_id=found.pk, at=self.at):
            messages.info(self.request, TIME_WAS_UP)
            found.refresh_from_db()
        return found

    def room(self, sitting: Sitting) -> Room:
        """Its items."""
        return room_of(actor=self.actor, sitting=sitting, at=self.at)


class SittingPage(InSitting):
    """Where I was in an open sitting; the result of one that is over."""

    template_name = "assessments/sittings/result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.found = self.sitting()
        if self.found.state == "open":
            room = self.room(self.found)
            return redirect(
                room.first_open.url if room.unanswered else reverse("sitting_check", args=[room.sitting.pk])
            )
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = result_of(actor=self.actor, sitting=self.found, at=self.at)
        view = my_paper(actor=self.actor, pk=self.found.paper_id, at=self.at)
        return super().get_context_data(result=result, sitting=self.found, view=view, **kwargs)


class ItemPage(InSitting):
    """One item: to answer while the sitting is open, with what was right when it is over."""

    def place(self, sitting: Sitting, position: int) -> Place:
        """The item."""
        found = place_of(actor=self.actor, sitting=sitting, position=position, at=self.at)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:  # type: ignore[override]
        sitting = self.sitting()
        if sitting.state == "open":
            return self.show(self.place(sitting, position))
        if not tells_items(sitting, self.at):
            return redirect("sitting", pk=pk)
        slot = self.place(sitting, position).slot
        self.template_name = "assessments/sittings/item_result.html"
        return self.render_to_response(
            {"item": item_result(actor=self.actor, sitting=sitting, slot=slot), "sitting": sitting}
        )

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """Keep the answer, whichever button was pressed, and go where it leads."""
        place = self.place(self.sitting(), position)
        arrived = arrived_from(place.asks, request.POST, int(self.at.timestamp()))
        kept = save_answer(sitting_id=pk, position=position, arrived=arrived, by=self.actor, at=self.at)
        if kept is None:
            raise Http404
        if kept.late and place.slot.checked_at is None:
            messages.error(request, f"{kept.late} Your last answer is kept, but it does not count.")
            return redirect("sitting", pk=pk)
        return redirect(self.goes_to(place, kept))

    def goes_to(self, place: Place, kept: Kept) -> str:
        """The page that the pressed button leads to; back here when another page had saved meanwhile."""
        here, pk = item_url(place.room.sitting.pk, place.slot.position), place.room.sitting.pk
        go = self.request.POST.get(GO, "next")
        if go == "time-up" and place.room.time_is_up:
            hand_in(sitting_id=pk, by=self.actor, at=self.at)
            messages.info(self.request, TIME_WAS_UP)
            return reverse("sitting", args=[pk])
        if kept.overtook is not None:
            return f"{here}#other"
        if go == "check":
            try:
                check_answer(sitting_id=pk, position=place.slot.position, by=self.actor, at=self.at)
            except Refused as refused:
                messages.error(self.request, refused.words)
            return here
        if number_from(go):
            return item_url(pk, min(number_from(go), len(place.room.ticks)))
        if go == "before" and place.before:
            return place.before
        return (place.after if go == "next" else "") or reverse("sitting_check", args=[pk])

    def show(self, place: Place) -> HttpResponse:
        """The item with its form, or with what was right if it was checked."""
        self.template_name = "assessments/sittings/item.html"
        checked = place.slot.checked_at is not None
        return self.render_to_response(
            {
                "place": place,
                "room": place.room,
                "answer_form": None if checked else AnswerForm(place.asks, answer=place.slot.answer),
                "result": marked_view(Marked.from_row(place.slot.marked)) if checked else None,
                "opened": int(self.at.timestamp()),
                "law_as_at": law_as_at(),
            }
        )


class CheckAnswers(InSitting):
    """What is answered and what is not, before handing in."""

    template_name = "assessments/sittings/check.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.found = self.sitting()
        if self.found.state != "open":
            return redirect("sitting", pk=self.found.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = personal_data_in(actor=self.actor, sitting=self.found)
        return super().get_context_data(room=self.room(self.found), held=held, **kwargs)


class HandIn(Press):
    """Hands in. Twice is once."""

    def act(self) -> str:
        if my_sitting(actor=self.actor, pk=self.kwargs["pk"]) is None:
            raise Http404
        hand_in(sitting_id=self.kwargs["pk"], by=self.actor, at=self.at)
        return ""

    def goes_to(self) -> str:
        return reverse("sitting", args=[self.kwargs["pk"]])


class BringBack(Press):
    """Lets an answer of another tab or device count again."""

    def act(self) -> str:
        kept = bring_back(
            sitting_id=self.kwargs["pk"],
            position=self.kwargs["position"],
            number=number_from(self.request.POST.get("number")),
            by=self.actor,
            at=self.at,
        )
        if kept is None:
            raise Http404
        return "The other answer counts now. The one before it is kept."

    def goes_to(self) -> str:
        return item_url(self.kwargs["pk"], self.kwargs["position"])
