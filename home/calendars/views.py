"""One's own calendar: the page with its address, and the file that stands there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from django.views.generic import View

from academy.kit.calendars import mark_of, party_of, site_of, write_calendar
from academy.kit.slowing import MINUTE, too_often
from academy.people.access import can, standing_of
from home.calendars.actions import end_feed, renew_feed
from home.calendars.forms import RenewForm
from home.calendars.queries import feed_entries, feed_of, person_at

NAME = "SEND Academy"
FRESH = 15 * MINUTE
"""So many seconds a calendar program need not ask again."""


class FeedPage(LoginRequiredMixin, View):
    """Make, renew and switch off the address. It is shown once. Staff and partners have their own."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]
    partners = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Any = request.user
        if actor.is_authenticated and (
            not can(actor, "book") or standing_of(actor).is_partner is not self.partners
        ):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor: Any = request.user
        if request.POST.get("off"):
            end_feed(by=actor, at=timezone.now())
            messages.success(request, "Switched off. The address is dead.")
            return redirect(request.path)
        form = RenewForm(request.POST)
        if not form.is_valid():
            return self.show(request)
        secret = renew_feed(by=actor, key=form.cleaned_data["key"], at=timezone.now())
        return self.show(request, settings.BASE_URL + reverse("calendar_feed", args=[secret]))

    def show(self, request: HttpRequest, address: str = "") -> HttpResponse:
        """The page; with the address just after it was made."""
        actor: Any = request.user
        feed = feed_of(actor)
        context = {
            "made_at": feed.made_at if feed else None,
            "address": address,
            "webcal": address.replace("https://", "webcal://").replace("http://", "webcal://"),
            "form": RenewForm(),
            "partners": self.partners,
        }
        return render(request, "home/calendars/feed.html", context)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a secret address, for a program that asks now and then and is not signed in.

    A program that has the newest calendar gets the short answer 304. Dead and made-up addresses are 404.
    """
    if too_often(request, what="calendar", most=settings.CALENDARS_A_MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": str(MINUTE)})
    person = person_at(secret)
    if person is None:
        raise Http404
    at = timezone.now()
    entries = feed_entries(person, at=at)
    mark = f'"{mark_of(entries)}"'
    answer = get_conditional_response(request, etag=mark)
    if answer is None or answer.status_code != 304:
        data = write_calendar(
            entries,
            name=NAME,
            organiser=party_of(settings.DEFAULT_FROM_EMAIL),
            site=site_of(settings.BASE_URL),
            at=at,
        )
        answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = mark
    answer["Cache-Control"] = f"private, max-age={FRESH}"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
