"""My bookings, those of people I look after, one booking, and what came of a form."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from academy.people.access import can, standing_of, visible
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.queries.details import BookingPage, booking_page
from courses.bookings.queries.mine import BookingLine, bookings_looked_after, lines_of, my_bookings
from courses.bookings.queries.reaching import booking_for, organisation_name, people_of
from courses.bookings.registry import after_booking

A_PAGE = 20


class Booker(LoginRequiredMixin):
    """A page for those who can book; 404 for everybody else with an account."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "book"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def actor(self) -> User:
        """Who asks."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def at(self) -> datetime.datetime:
        """Now, the same for the whole page."""
        return timezone.now()


class MyBookings(Booker, TemplateView):
    """What I come to, wait for and was offered; for those who look after people, theirs as well."""

    template_name = "courses/bookings/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = people_of(self.actor)
        whose = self.request.GET.get("whose", "") if people else ""
        lines, past = self.lines(whose)
        page = Paginator(past, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            offered=[one for one in lines if one.state == "offered"],
            coming=[one for one in lines if one.state == "confirmed"],
            waiting=[one for one in lines if one.state in ("waiting", "asked")],
            past=page,
            people=[(str(one.pk), one.get_full_name()) for one in people],
            whose=whose,
            organisation=organisation_name(self.actor),
            partner=standing_of(self.actor).is_partner,
            approves=can(self.actor, "approve_booking"),
            **kwargs,
        )

    def lines(self, whose: str) -> tuple[list[BookingLine], list[BookingLine]]:
        """What is to come and what is over: one's own, everybody's, or one person's."""
        read = bookings_looked_after if whose else my_bookings
        coming, past = (read(self.actor, at=self.at, past=over) for over in (False, True))
        if whose.isdigit():
            coming, past = ([one for one in rows if one.person_id == int(whose)] for rows in (coming, past))
        return coming, past


class OneBooking(Booker):
    """A page about one booking; 404 for one that the actor may not open."""

    kwargs: dict[str, Any]

    @cached_property
    def booking(self) -> Booking:
        """The booking."""
        found = booking_for(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def page(self) -> BookingPage:
        """What stands on its page."""
        found = booking_page(self.booking, actor=self.actor, at=self.at)
        if found is None:
            raise Http404
        return found


class BookingView(OneBooking, TemplateView):
    """One booking: how to get in, what to read, and everything that can be changed."""

    template_name = "courses/bookings/booking.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        over = self.page.is_over and self.page.has_place
        after = after_booking(booking_id=self.booking.pk, actor=self.actor, at=self.at) if over else ()
        return super().get_context_data(page=self.page, line=self.page.line, after=after, **kwargs)


class Booked(Booker, TemplateView):
    """What happened to each person of one form."""

    template_name = "courses/bookings/booked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = visible(self.actor, Booking).filter(party=self.kwargs["party"], booked_by=self.actor)
        lines = lines_of(rows, self.actor, at=self.at)
        if not lines:
            raise Http404
        return super().get_context_data(
            lines=lines, placed=sum(one.state == "confirmed" for one in lines), **kwargs
        )
