"""What holds for every signed-in request."""

from collections.abc import Callable
from time import time
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

SEEN, BEGAN, EVERY = "seen", "began", 60


class SignedInMiddleware:
    """Ends a session after an idle hour or twelve hours in all; keeps signed-in pages out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        if signed_in:
            self._keep_time(request)
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        if request.method == "POST":
            self._after_post(request, response, signed_in)
        return response

    @staticmethod
    def _after_post(request: HttpRequest, response: HttpResponse, signed_in: bool) -> None:
        """Whoever signs out leaves nothing on the device. Whoever sent a form after their time was over comes
        back to its page, where the device gives back what was typed, and not to an address that only takes
        forms."""
        if request.user.is_authenticated:
            return
        if signed_in and request.path == resolve_url("account_logout"):
            response["Clear-Site-Data"] = '"storage"'
        door, back = resolve_url(settings.LOGIN_URL), _page_of(request)
        if back and response.headers.get("Location", "").startswith(f"{door}?"):
            response["Location"] = f"{door}?{urlencode({REDIRECT_FIELD_NAME: back})}"

    @staticmethod
    def _keep_time(request: HttpRequest) -> None:
        """Notes once a minute that the person is there, or signs them out when their time is over."""
        now = int(time())
        began, seen = request.session.get(BEGAN), request.session.get(SEEN)
        idle = seen is not None and now - seen > settings.SESSION_IDLE_SECONDS
        if idle or (began is not None and now - began > settings.SESSION_COOKIE_AGE):
            logout(request)
            return
        if began is None:
            request.session[BEGAN] = now
        if seen is None or now - seen > EVERY:
            request.session[SEEN] = now


def _page_of(request: HttpRequest) -> str:
    """The page of ours on which a form was pressed, or nothing."""
    came, host = request.headers.get("Referer", ""), {request.get_host()}
    parts = urlsplit(came)
    back = parts.path + (f"?{parts.query}" if parts.query else "")
    ours = url_has_allowed_host_and_scheme(came, host) and url_has_allowed_host_and_scheme(back, host)
    return back if ours else ""
