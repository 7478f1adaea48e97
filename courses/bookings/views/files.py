"""One booking as a file for a calendar."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from academy.kit.calendars import party_of, site_of, write_calendar
from courses.bookings.queries.calendars import entry_of
from courses.bookings.views.mine import OneBooking


class BookingFile(OneBooking, View):
    """The file. Taken in again after a change, it moves what is there; 404 without a place."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "calendar" not in self.page.may:
            raise Http404
        data = write_calendar(
            [entry_of(self.booking)],
            name="SEND Academy",
            organiser=party_of(settings.DEFAULT_FROM_EMAIL),
            site=site_of(settings.BASE_URL),
            at=self.at,
        )
        answer = HttpResponse(data, content_type="text/calendar; charset=utf-8; method=PUBLISH")
        answer["Content-Disposition"] = f'attachment; filename="session-{pk}.ics"'
        return answer
