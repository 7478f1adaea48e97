"""What holds for every signed-in request."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

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
        return response

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
