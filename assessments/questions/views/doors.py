"""Who gets to the pages of the bank: authors and reviewers. For everybody else they do not exist."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from academy.kit.refusals import Refused
from academy.people import doors
from assessments.questions.models import Item
from assessments.questions.queries.items import item_of


class Door(doors.Door, View):
    """For those who hold one of `acts`."""

    acts: tuple[str, ...] = ("keep_bank", "review_items")

    def item(self, pk: int) -> Item:
        """An item of the actor's council, or 404."""
        item = item_of(actor=self.actor, pk=pk)
        if item is None:
            raise Http404
        return item


class Authors(Door):
    """For authors."""

    acts = ("keep_bank",)


class Step(Authors):
    """A button that takes an item one step on: says what came of it and shows the item again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the step."""
        item = self.item(pk)
        try:
            return self.act(item)
        except Refused as no:
            messages.error(request, no.words)
            return redirect("bank_item", pk=pk)

    def act(self, item: Item) -> HttpResponse:
        """Do it and lead on."""
        raise NotImplementedError
