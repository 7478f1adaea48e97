"""The editors' area cut down to writing pages: no people, no reports of who did what, no settings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.pages.queries import tree_of

KEPT = {"explorer", "academy", "writing"}


@hooks.register("register_admin_menu_item")
def back_to_the_academy() -> MenuItem:
    """The way back."""
    return MenuItem(
        "Back to the academy", reverse_lazy("start"), name="academy", icon_name="home", order=10_000
    )


@hooks.register("construct_main_menu")
def keep_the_menu_short(request: HttpRequest, items: list[Any]) -> None:
    """Pages and the way back; the rest has its place elsewhere or none."""
    items[:] = [item for item in items if item.name in KEPT]


@hooks.register("construct_page_chooser_queryset")
def own_pages_only(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Links lead to pages of the editor's own council."""
    tops = [index.path[: -index.steplen] for index in tree_of(council_id=request.user.council_id)]  # type: ignore[union-attr]
    return pages.filter(path__startswith=tops[0]) if tops else pages.none()
