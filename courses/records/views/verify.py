"""The public check: does this certificate count? Open to everybody, for search engines closed.

A code that was never given, one with a slip in it and one that somebody guessed get the same answer. Asking
often is slowed down for everybody alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from academy.kit.slowing import MINUTE, too_often
from courses.records.forms.certificates import BadgeForm
from courses.records.keyring import known_keys, public_keys
from courses.records.queries.certificates import public_certificate
from courses.records.queries.checking import answer_to

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def public(view: View[P]) -> View[P]:
    """Open to everybody, not for search engines or caches, and not too often."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if too_often(request, what="verify", most=settings.VERIFY_A_MINUTE):
            response = render(request, "courses/records/verify_later.html", status=429)
            response["Retry-After"] = str(MINUTE)
        else:
            response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response.setdefault("Cache-Control", "no-store")
        return response

    return inner


@require_http_methods(["GET", "HEAD", "POST"])
@public
def verify(request: HttpRequest) -> HttpResponse:
    """Look at a badge file. Nothing of it is kept."""
    form = BadgeForm(request.POST, request.FILES) if request.method == "POST" else BadgeForm()
    answer = answer_to(form.badge, known=known_keys()) if form.is_bound and form.is_valid() else None
    form.show_as_choice()
    return render(request, "courses/records/verify.html", {"form": form, "answer": answer})


@require_safe
@public
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What stands behind a code: valid, revoked or unknown."""
    found = public_certificate(code=code)
    status = 200 if found else 404
    return render(request, "courses/records/verify_code.html", {"found": found}, status=status)


@require_safe
@public
def verify_status(request: HttpRequest, code: str) -> HttpResponse:
    """The same in one word, for programs."""
    found = public_certificate(code=code)
    return JsonResponse({"state": found.state if found else "unknown"}, status=200 if found else 404)


@require_safe
@public
def verify_issuers(request: HttpRequest) -> HttpResponse:
    """The public keys with which badges are signed here: keep the file, and badges can be checked offline."""
    return JsonResponse({"issuers": public_keys()})
