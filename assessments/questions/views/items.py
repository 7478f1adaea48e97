"""One item, and the buttons that take it a step on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from assessments.questions.actions import (
    bring_back_item,
    discard_draft,
    offer_version,
    retire_item,
    start_version,
)
from assessments.questions.forms import RetireForm
from assessments.questions.models import Item, ItemVersion
from assessments.questions.queries.items import ItemPage, item_page, versions_of
from assessments.questions.rules import (
    can_bring_back,
    can_discard,
    can_offer,
    can_retire,
    can_review,
    can_start,
    is_retired,
)
from assessments.questions.views.doors import Authors, Door, Step


class OneItem(Door):
    """What an item asks, what was said of it and what became of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, showing the newest version or the one asked for."""
        number = request.GET.get("version", "")
        if number and not (number.isdecimal() and len(number) < 6):
            raise Http404
        found = item_page(actor=self.actor, pk=pk, number=int(number) if number else None)
        if found is None:
            raise Http404
        return render(request, "assessments/questions/item.html", {"found": found, **self.may(found)})

    def may(self, found: ItemPage) -> dict[str, Any]:
        """Which buttons stand on the page."""
        actor, item, states, now = self.actor, found.item, found.states, found.open_version
        return {
            "retired": is_retired(states),
            "can_edit": found.draft is not None and can(actor, "keep_bank"),
            "can_offer": found.draft is not None and can_offer(actor, found.draft, states, found.faults),
            "can_discard": found.draft is not None and can_discard(actor, found.draft),
            "can_start": can_start(actor, item, states),
            "can_retire": can_retire(actor, item, states),
            "can_bring_back": can_bring_back(actor, item, states),
            "can_review": now is not None and can_review(actor, now, wrote=found.wrote, said=found.said),
        }


def draft_of(view: Door, item: Item) -> ItemVersion:
    """The draft of an item; Refused in words where there is none any more."""
    draft = next((one for one in versions_of(actor=view.actor, item=item) if one.state == "draft"), None)
    if draft is None:
        raise Refused("No draft of this item is being written. Start a new version.", code="state")
    return draft


class Start(Step):
    """A new version, from the newest in use."""

    def act(self, item: Item) -> HttpResponse:
        """Start it and open it."""
        start_version(item=item, by=self.actor, at=timezone.now())
        return redirect("bank_edit", pk=item.pk)


class Offer(Step):
    """The draft as it is saved goes into practice and review."""

    def act(self, item: Item) -> HttpResponse:
        """Offer it."""
        offer_version(version=draft_of(self, item), by=self.actor, at=timezone.now())
        messages.success(self.request, f"{item.code} is in practice now and waits for two reviews.")
        return redirect("bank_item", pk=item.pk)


class BringBack(Step):
    """A retired item is of use again."""

    def act(self, item: Item) -> HttpResponse:
        """Bring it back."""
        bring_back_item(item=item, by=self.actor, at=timezone.now())
        messages.success(self.request, f"{item.code} is back. It is practised, and waits for reviews.")
        return redirect("bank_item", pk=item.pk)


class Discard(Authors):
    """Asks once, then throws the draft away."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The question."""
        item = self.item(pk)
        try:
            draft = draft_of(self, item)
        except Refused as no:
            messages.error(request, no.words)
            return redirect("bank_item", pk=pk)
        return render(request, "assessments/questions/discard.html", {"item": item, "draft": draft})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw it away."""
        item = self.item(pk)
        try:
            left = discard_draft(version=draft_of(self, item), by=self.actor, at=timezone.now())
        except Refused as no:
            messages.error(request, no.words)
            return redirect("bank_item", pk=pk)
        messages.success(request, "The draft is gone." if left else f"{item.code} is gone.")
        return redirect("bank_item", pk=pk) if left else redirect("bank")


class Retire(Authors):
    """Takes an item out of use, with a reason."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The question."""
        return self._show(request, self.item(pk), RetireForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retire it."""
        item, form = self.item(pk), RetireForm(request.POST)
        if not form.is_valid():
            return self._show(request, item, form)
        try:
            retire_item(item=item, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now())
        except Refused as no:
            if no.code == "private":
                form.add_error("reason", no.words)
                return self._show(request, item, form)
            messages.error(request, no.words)
            return redirect("bank_item", pk=pk)
        messages.success(request, f"{item.code} is retired. Nothing draws it any more.")
        return redirect("bank_item", pk=pk)

    def _show(self, request: HttpRequest, item: Item, form: RetireForm) -> HttpResponse:
        return render(request, "assessments/questions/retire.html", {"item": item, "form": form})
