"""What Wagtail's editors' area says about reviews: the way to them, what a page lacks, comings and goings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from courses.pages.models import LessonPage, ModulePage
from courses.pages.registry import Lack, tells_lacks
from courses.reviews.actions.publishing import plan_schedule
from courses.reviews.queries.checks import lacks_of_page


@hooks.register("register_admin_menu_item")
def writing_and_reviews() -> MenuItem:
    """The way to the writing desk."""
    return MenuItem(
        "Writing and reviews", reverse_lazy("reviews"), name="writing", icon_name="edit", order=50
    )


class ReviewItem(ActionMenuItem):
    """In the menu of actions: to the module's page, where it is sent for review and published."""

    label = "Send for review"
    name = "action-review"
    icon_name = "check"
    template_name = "courses/reviews/menu_item.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """On modules and lessons that are saved."""
        return context["view"] == "edit" and isinstance(context["page"], ModulePage | LessonPage)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("review_module", args=[parent_context["page"].module_pk])


@hooks.register("register_page_action_menu_item")
def send_for_review() -> ReviewItem:
    """Where Wagtail has its button to publish."""
    return ReviewItem(order=20)


@hooks.register("register_page_header_buttons")
def module_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Any]:
    """A button at the top of the page: what is left to do, and sending it."""
    if view_name == "edit" and isinstance(page, ModulePage | LessonPage):
        url = reverse("review_module", args=[page.module_pk])
        yield HeaderButton(label="What is left to do, and review", url=url, icon_name="check", priority=20)


@tells_lacks
def lacks(page: Any) -> list[Lack]:
    """What the checks find on this page."""
    return lacks_of_page(page=page, at=timezone.now())


@hooks.register("after_edit_page")
def say_how_it_goes_out(request: HttpRequest, page: Any) -> None:
    """Whoever sent the form to publish a module hears how it is published; times to come are planned."""
    plan_schedule(page=page, at=timezone.now())
    if request.POST.get("action-publish") and isinstance(page, ModulePage | LessonPage):
        messages.warning(
            request,
            "Your draft is saved. It goes to learners when everybody has said yes: send it for review.",
        )


@hooks.register("after_create_page")
def plan_new_page(request: HttpRequest, page: Any) -> None:
    """The same for a page that is new."""
    say_how_it_goes_out(request, page)
