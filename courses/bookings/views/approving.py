"""A manager answers those of their people who ask for a place."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.bookings.actions import approve_booking, decline_booking
from courses.bookings.forms.changing import DeclineForm
from courses.bookings.models import Booking
from courses.bookings.queries.approvals import asked_of
from courses.bookings.queries.reaching import booking_for

A_PAGE = 20


class Approver(LoginRequiredMixin):
    """A page for those who lead people; 404 for everybody else."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "approve_booking"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def actor(self) -> User:
        """Who answers."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def booking(self) -> Booking:
        """The booking; 404 for one of somebody whom the actor does not lead."""
        found = booking_for(actor=self.actor, pk=self.kwargs["pk"])
        if found is None or not can(self.actor, "approve_booking", found):
            raise Http404
        return found


class Approvals(Approver, TemplateView):
    """Who asks for a place, the soonest session first."""

    template_name = "courses/bookings/approvals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = asked_of(actor=self.actor, at=timezone.now())
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class Approve(Approver, View):
    """Yes."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            done = approve_booking(booking=self.booking, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            said = "They have the place." if done.state == "confirmed" else "It is full: they wait in turn."
            messages.success(request, f"{said} They get a message.")
        return redirect("approvals")


class Decline(Approver, FormView[Form]):
    """No, with a reason."""

    template_name = "courses/bookings/decline.html"
    form_class = DeclineForm

    def get_form_kwargs(self) -> dict[str, Any]:
        scanner = scanner_for(council=self.actor.council) if self.request.method == "POST" else None
        return {**super().get_form_kwargs(), "scanner": scanner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            who=self.booking.person.get_full_name(), topic=self.booking.session.topic.title, **kwargs
        )

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            decline_booking(
                booking=self.booking, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now()
            )
        except Refused as refused:
            form.add_error("reason", refused.words)
            return self.form_invalid(form)
        messages.success(self.request, "You said no. They read your reason.")
        return redirect("approvals")
