"""Who gets to these pages: people who write, who check the law, and guests who were asked to help."""

from __future__ import annotations

from django.http import Http404
from django.views import View

from academy.people import doors
from courses.pages.models import ModulePage
from courses.reviews.queries.drafts import module_for
from courses.reviews.queries.reviews import ReviewPage, review_page


class Door(doors.Door, View):
    """For those who hold one of `acts`; for everybody else the page is not there."""

    acts: tuple[str, ...] = ("edit_content", "check_law", "help_write")

    def found(self, pk: int) -> ReviewPage:
        """A review that the actor may see, or 404."""
        view = review_page(actor=self.actor, pk=pk)
        if view is None:
            raise Http404
        return view


class Authors(Door):
    """For people who write."""

    acts = ("edit_content",)

    def module(self, pk: int) -> ModulePage:
        """A module of the actor's council, or 404."""
        page = module_for(actor=self.actor, pk=pk)
        if page is None:
            raise Http404
        return page
