"""Changing a booking: cancel, hand on, a last moment, needs, a deputy, and the answer to an offer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, View

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.bookings.actions import (
    accept_offer,
    cancel_booking,
    change_cutoff,
    hand_on,
    name_deputy,
    refuse_offer,
    save_need,
)
from courses.bookings.forms.changing import CancelForm, ColleagueForm, CutoffForm, NeedForm
from courses.bookings.queries.details import charge_now, need_of
from courses.bookings.queries.people import colleague_with
from courses.bookings.queries.reaching import people_of
from courses.bookings.states import TAKES
from courses.bookings.views.mine import OneBooking

NOT_KNOWN = "No colleague has an account with this address. Ask them to join first."


class Change(OneBooking, FormView[Form]):
    """A form about one booking. What is refused is said at the top, and what was typed stays."""

    template_name = "courses/bookings/change.html"
    title, button, done = "", "", ""
    warns = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("notes", self.notes())
        return super().get_context_data(
            page=self.page, line=self.page.line, title=self.title, button=self.button, warns=self.warns,
            **kwargs,
        )  # fmt: skip

    def notes(self) -> list[str]:
        """What is good to know before pressing the button."""
        return []

    def act(self, form: Any) -> None:
        """What the form does."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            self.act(form)
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("booking", self.booking.pk)


class Cancel(Change):
    """Give a place or a turn up: asks first, and says whether a charge is written down."""

    form_class = CancelForm
    title, button = "Cancel this booking", "Cancel the booking"
    done = "Cancelled. Your calendar gets a message that takes it out."
    warns = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "deputy": self._deputy()}

    def _deputy(self) -> str:
        booking = self.booking
        return str(booking.deputy) if booking.state == "confirmed" and booking.deputy else ""

    def notes(self) -> list[str]:
        charge = charge_now(self.booking, self.at)
        takes = self.booking.state in TAKES
        found = ["The place is offered to whoever waits next." if takes else "The turn on the list is lost."]
        if self._deputy():
            found = ["If nobody comes instead, the place is offered to whoever waits next."]
        if charge:
            found.append(
                f"It is late to cancel, so a charge of {charge} is written down. Nothing is charged if a "
                "colleague comes instead."
            )
        elif self.booking.state == "confirmed":
            found.append("No charge is written down.")
        return found

    def act(self, form: CancelForm) -> None:
        cancel_booking(booking=self.booking, by=self.actor, at=self.at, without_deputy=form.without_deputy)


class WithColleague(Change):
    """A form that names a colleague of the person of the booking."""

    form_class = ColleagueForm
    label = ""
    required = True

    def get_form_kwargs(self) -> dict[str, Any]:
        people = [one for one in people_of(self.actor) if one.pk != self.booking.person_id]
        if people and self.booking.person_id != self.actor.pk:
            people = [self.actor, *people]
        return {
            **super().get_form_kwargs(), "people": people, "label": self.label, "required": self.required,
        }  # fmt: skip

    def colleague(self, form: ColleagueForm) -> User | None:
        """Who was named, in the list or by their address."""
        email = form.cleaned_data.get("email")
        if not email:
            return form.person
        found = colleague_with(email=email, of=self.booking.person)
        if found is None:
            raise Refused(NOT_KNOWN, code="colleague")
        return found


class HandOn(WithColleague):
    """A colleague comes instead: both are told, and the calendar of each is put right."""

    title, button, label = "Give the place to a colleague", "Give the place", "Who comes instead?"
    done = "Done. Your colleague has the place, and both of you get a message."

    def act(self, form: ColleagueForm) -> None:
        to = self.colleague(form)
        if to is None:
            raise Refused("Say who takes the place.", code="colleague")
        hand_on(booking=self.booking, to=to, by=self.actor, at=self.at)


class Deputy(WithColleague):
    """Who comes if the person cannot."""

    title, button, label = "Who comes if you cannot?", "Save", "Your deputy"
    done = "Saved. If you cancel, the place goes to your deputy."
    required = False

    def act(self, form: ColleagueForm) -> None:
        name_deputy(booking=self.booking, deputy=self.colleague(form), by=self.actor, at=self.at)


class Cutoff(Change):
    """Until when to be offered a place."""

    form_class = CutoffForm
    title, button, done = "Until when do you want a place?", "Save", "Saved. You keep your turn."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.booking.session}

    def act(self, form: CutoffForm) -> None:
        change_cutoff(booking=self.booking, not_after=form.not_after, by=self.actor, at=self.at)


class Needs(Change):
    """What helps the person to take part."""

    form_class = NeedForm
    title, button = "What helps you to take part", "Save"
    done = "Saved. Only the organiser sees it."

    def get_form_kwargs(self) -> dict[str, Any]:
        actor: Any = self.actor
        return {
            **super().get_form_kwargs(),
            "in_person": self.booking.mode == "room",
            "scanner": scanner_for(council=actor.council) if self.request.method == "POST" else None,
        }

    def get_initial(self) -> dict[str, Any]:
        if self.booking.person_id != self.actor.pk:
            return {}
        access, food = need_of(self.booking)
        return {"access": access, "food": food}

    def notes(self) -> list[str]:
        found = ["Only the people who run the session see this. It is deleted two days after the session."]
        if self.booking.person_id != self.actor.pk and self.page.has_need:
            found.append("Something was said already. It is not shown to you; what you write replaces it.")
        return found

    def act(self, form: NeedForm) -> None:
        said = form.cleaned_data
        save_need(
            booking=self.booking, access=said["access"], food=said.get("food", ""), by=self.actor, at=self.at
        )


class Answer(OneBooking, View):
    """Yes or no to a place on offer."""

    http_method_names: ClassVar[list[str]] = ["post"]
    accepts = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.booking is None:
            raise Http404
        act = accept_offer if self.accepts else refuse_offer
        try:
            act(booking=self.booking, by=self.actor, at=self.at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(
                request, "You have the place." if self.accepts else "You said no. The next person is asked."
            )
        return redirect("booking", pk)
