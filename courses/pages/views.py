"""The door to the editors' area: Wagtail's own pages, for those who may write and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from academy.people.access import can
from courses.pages.actions import admit_editor

CLOSED = (
    "users/", "groups/", "reports/", "workflows/", "collections/", "images/", "documents/", "embeds/",
    "tag-autocomplete/", "failwhale/", "test404/",
)  # fmt: skip
"""Parts of Wagtail's admin that are not used here: people are kept elsewhere, and doors are allauth's."""


DOORS = {
    "login/": "start",
    "logout/": "account_logout",
    "account/": "account_change_password",
    "password_reset/": "account_reset_password",
}
"""Wagtail's own doors and where they lead here."""


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
        if below.startswith(CLOSED):
            raise Http404("Not used here")
        return view(request, *args, **kwargs)

    return inner
