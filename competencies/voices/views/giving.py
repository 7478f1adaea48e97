"""The form for families and partners. Open to whoever holds a link; nothing about the visitor is kept.

No session is begun and nothing is written about who asks; asking often is slowed down for everybody alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from academy.kit.refusals import Refused
from academy.kit.slowing import MINUTE, too_often
from academy.people.access import can
from academy.people.queries import scanner_for
from competencies.voices.actions import give_voice
from competencies.voices.forms import CodeForm, VoiceForm
from competencies.voices.queries import LinkSeen, link_seen

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FORM = "competencies/voices/give.html"


def public(view: View[P]) -> View[P]:
    """Open to everybody, not for search engines, caches or other sites, and not too often."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if too_often(request, what="voice", most=settings.VOICES_A_MINUTE):
            response = render(request, FORM, {"state": "later"}, status=429)
            response["Retry-After"] = str(MINUTE)
        else:
            response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        return response

    return inner


@require_http_methods(["GET", "HEAD", "POST"])
@public
def code(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("voice_give", token=form.cleaned_data["code"].strip().replace("/", ""))
    return render(request, "competencies/voices/code.html", {"form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@public
def give(request: HttpRequest, token: str) -> HttpResponse:
    """The five sentences. A second visit says thank you; a closed round says so."""
    today = timezone.localdate()
    seen = link_seen(token=token, on=today)
    if seen.state == "open" and can(request.user, "learn"):
        return render(request, FORM, {"state": "staff"})
    if seen.state != "open" or seen.link is None:
        status = 404 if seen.state == "unknown" else 200
        return render(request, FORM, {"state": seen.state}, status=status)
    form = _form(request, seen)
    if form.is_bound and form.is_valid():
        try:
            give_voice(token=token, answers=form.answers, comment=form.cleaned_data["comment"], on=today)
        except Refused:
            return render(request, FORM, {"state": "closed"})
        return redirect("voice_give", token=token)
    return render(
        request, FORM, {"state": "open", "form": form, "council": seen.link.round.person.council.name}
    )


def _form(request: HttpRequest, seen: LinkSeen) -> VoiceForm:
    if request.method != "POST" or seen.link is None:
        return VoiceForm(audience=seen.audience)
    scanner = scanner_for(council=seen.link.round.person.council)
    return VoiceForm(request.POST, audience=seen.audience, scanner=scanner)
