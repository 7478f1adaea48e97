"""The register: who has a place, who came, and the code for the room."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from academy.kit.refusals import Refused
from academy.kit.words import plural
from courses.registers.actions import add_walk_in, mark_people
from courses.registers.forms.register import RegisterForm, WalkInForm
from courses.registers.queries.register import register_of
from courses.registers.rules.keeping import runs_it
from courses.registers.tokens import token_of
from courses.registers.views.doors import keeper
from courses.sessions.models import Session

PAGE = 30
"""So many people a page: each has a row of choices and times, and a page stays under 100 kB."""


@require_http_methods(["GET", "POST"])
@keeper
def register(request: HttpRequest, session: Session) -> HttpResponse:
    """Everybody with a place, with one tap for each, and what they need if you organise it."""
    actor: Any = request.user
    found = register_of(actor, session, at=timezone.now())
    page = Paginator(found.lines, PAGE).get_page(request.GET.get("page"))
    sent = request.POST if request.method == "POST" else None
    form = RegisterForm(sent, session=session, lines=list(page))
    if form.is_valid():
        try:
            count = mark_people(
                session=session, marks=form.marks, rest="rest" in request.POST, by=actor, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            said = f"Saved {plural(count, 'mark')}." if count else "Nothing was changed."
            messages.success(request, said)
            number = f"?page={page.number}" if page.number > 1 else ""
            return redirect(reverse("session_register", args=[session.pk]) + number)
    shown = {"register": found, "page": page, "form": form, "desk": runs_it(actor, session)}
    return render(request, "courses/registers/register.html", shown)


@require_http_methods(["GET", "POST"])
@keeper
def walk_in(request: HttpRequest, session: Session) -> HttpResponse:
    """Somebody came without a place."""
    actor: Any = request.user
    found = register_of(actor, session, at=timezone.now())
    form = WalkInForm(request.POST or None, register=found)
    if request.method == "POST" and form.is_valid():
        try:
            booking = add_walk_in(session=session, by=actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{booking.person.get_full_name()} has a place and is marked as there.")
            return redirect("session_register", session.pk)
    return render(request, "courses/registers/walk_in.html", {"register": found, "form": form})


@require_GET
@keeper
def code(request: HttpRequest, session: Session) -> HttpResponse:
    """The code to show in the room or print, and the same address for the chat of an online meeting."""
    actor: Any = request.user
    address = f"{settings.BASE_URL}{reverse('here', args=[token_of(session.pk)])}"
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass="ac-code", lineclass=None, border=2, title="The code for this session"
    )
    shown = {
        "register": register_of(actor, session, at=timezone.now()),
        "address": address,
        "drawn": mark_safe(drawn),  # drawn here from an address of ours
    }
    return render(request, "courses/registers/code.html", shown)
