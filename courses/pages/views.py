"""The door to the editors' area: Wagtail's own pages, for those who may write and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET

from academy.people.access import can
from courses.pages.actions import admit_editor, turn_to_save
from courses.pages.queries.files import file_named, is_ours

CLOSED = (
    "users/", "groups/", "reports/", "workflows/", "collections/", "images/", "documents/", "embeds/",
    "tag-autocomplete/", "failwhale/", "test404/",
)  # fmt: skip
"""Parts of Wagtail's admin that are not used here: people are kept elsewhere, and doors are allauth's."""


CHOOSER = re.compile(r"(images|documents)/chooser/(?:(?:results/|create/)?|chosen/(?P<pk>[^/]+)/)")
"""What editors need of pictures and papers: choosing one and uploading one, of their own council."""

SAVED = re.compile(r"pages/[0-9]+/edit/")
"""Where the editor sends a page, by its button and by itself."""

PLAYED = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
"""What a browser shows in the page; everything else is only ever downloaded."""

DOORS = {
    "login/": "start",
    "logout/": "account_logout",
    "account/": "account_change_password",
    "password_reset/": "account_reset_password",
}
"""Wagtail's own doors and where they lead here."""


PART = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
MOST_AT_ONCE = 2 * 1024 * 1024

PERMISSION_CACHES = ("_perm_cache", "_user_perm_cache", "_group_perm_cache")


def forget_permissions(person: Any) -> None:
    """Django keeps permissions on the person for the length of a request; they have just changed."""
    for name in PERMISSION_CACHES:
        if hasattr(person, name):
            delattr(person, name)


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Visitors go to sign in; whoever may not edit content finds nothing; editors find what they need."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        if not can(request.user, "edit_content"):
            raise Http404("For editors")
        if not request.user.has_perm("wagtailadmin.access_admin"):
            admit_editor(by=request.user, at=timezone.now())  # type: ignore[arg-type]
            forget_permissions(request.user)
        _, _, below = request.path_info.partition("/cms/")
        for door, ours in DOORS.items():
            if below.startswith(door):
                return redirect(ours)
        if below.startswith(CLOSED) and not _may_choose(request.user, below):
            raise Http404("Not used here")
        if request.method == "POST" and SAVED.fullmatch(below):
            with turn_to_save(page_id=kwargs["page_id"]):
                return view(request, *args, **kwargs)
        return view(request, *args, **kwargs)

    return inner


def _may_choose(person: Any, below: str) -> bool:
    """Whether this is a part of the choosers that is open, and about a file of the editor's council if it is
    about one."""
    found = CHOOSER.fullmatch(below)
    if found is None:
        return False
    return found["pk"] is None or is_ours(actor=person, kind=found[1], pk=found["pk"])


@require_GET
@login_required
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of a lesson, for the people of the council alone. Players may ask for a part of it."""
    person: Any = request.user
    file = file_named(actor=person, name=name) if can(person, "learn") else None
    if file is None:
        raise Http404("No such file")
    return send_file(request, file, name)


def send_file(request: HttpRequest, file: FieldFile, name: str) -> HttpResponseBase:
    """A file, or the part of it that a player asks for. What no browser shows is only downloaded."""
    if not file.storage.exists(name):
        raise Http404("No such file")
    kind = PLAYED.get(name.rpartition(".")[2].lower(), "")
    part = PART.fullmatch(request.headers.get("Range", "")) if kind else None
    first = int(part[1]) if part else 0
    last = min(int(part[2]) if part and part[2] else file.size - 1, file.size - 1)
    if part and first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    opened = file.storage.open(name)
    if not part:
        whole = FileResponse(opened, as_attachment=not kind, content_type=kind or "application/octet-stream")
        whole["Accept-Ranges"] = "bytes" if kind else "none"
        return whole
    opened.seek(first)
    answer = HttpResponse(opened.read(min(last - first + 1, MOST_AT_ONCE)), status=206, content_type=kind)
    end = first + len(answer.content) - 1
    answer["Content-Range"], answer["Accept-Ranges"] = f"bytes {first}-{end}/{file.size}", "bytes"
    return answer
