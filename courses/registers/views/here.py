"""I am here: what the code in the room leads to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from academy.kit.refusals import Refused
from courses.registers.actions import say_here
from courses.registers.queries.here import here_page
from courses.registers.tokens import session_of


@require_http_methods(["GET", "POST"])
@login_required
def here(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody signed in says that they are here: never for anybody else."""
    actor: Any = request.user
    pk = session_of(token)
    page = here_page(actor, pk, at=timezone.now()) if pk else None
    if page is None:
        raise Http404("No such session")
    refused = ""
    if request.method == "POST":
        try:
            say_here(session=page.row, by=actor, at=timezone.now())
        except Refused as no:
            refused = no.words
        else:
            return redirect("here", token)
    shown = {"page": page.card, "refused": refused, "token": token}
    return render(request, "courses/registers/here.html", shown, status=422 if refused else 200)
