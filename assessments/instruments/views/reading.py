"""Instruments as everybody on staff reads them: what plans, advice, replies and letters are audited by."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.doors import Door
from academy.people.queries import scanner_for
from assessments.instruments.actions import SHIPPED, save_principle
from assessments.instruments.forms.wording import PrincipleForm
from assessments.instruments.models import Instrument
from assessments.instruments.queries import (
    calendar_of,
    current_instrument,
    draft_of,
    instruments_for,
    principles_of,
)
from assessments.instruments.queries.principles import principles_served
from assessments.instruments.queries.reading import bridge_of, lines_of, shelves_of


class InstrumentList(Door, TemplateView):
    """Every audit with all its versions."""

    template_name = "assessments/instruments/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = {code: place for place, code in enumerate(SHIPPED)}
        rows = sorted(instruments_for(actor=self.actor), key=lambda one: order.get(one.code, len(order)))
        today = timezone.localdate()
        sheets = []
        for code, versions in groupby(rows, key=lambda one: one.code):
            found = list(versions)
            begun = [one for one in found if one.effective_from and one.effective_from <= today]
            now = next(iter(begun), None)
            draft = next((one for one in found if one.state in ("draft", "review")), None)
            sheets.append({"code": code, "versions": found, "now": now, "draft": draft})
        keeps = can(self.actor, "keep_instruments")
        return super().get_context_data(sheets=sheets, keeps=keeps, today=today, **kwargs)


class OfInstrument(Door, TemplateView):
    """About the version in force of the instrument in the address."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> Instrument:
        """The version in force."""
        try:
            return current_instrument(council_id=self.actor.council_id, code=self.kwargs["code"])
        except Instrument.DoesNotExist as missing:
            raise Http404 from missing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = can(self.actor, "keep_instruments")
        draft = draft_of(council_id=self.actor.council_id, code=self.now.code) if keeps else None
        return super().get_context_data(now=self.now, keeps=keeps, draft=draft, **kwargs)


class InstrumentPage(OfInstrument):
    """The version in force: criteria by section, with what each grade looks like."""

    template_name = "assessments/instruments/instrument.html"

    @cached_property
    def shown(self) -> Instrument:
        """The version that is read."""
        return self.now

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.shown
        versions = calendar_of(council_id=shown.council_id, code=shown.code).versions
        after = next((one for one in versions if one.based_on_id == shown.pk), None)
        crossings = [one for one in bridge_of(shown) if not one.same] if shown.based_on_id else []
        return super().get_context_data(
            shown=shown,
            shelves=shelves_of(shown),
            after=after,
            crossings=crossings,
            today=timezone.localdate(),
            **kwargs,
        )


class VersionPage(InstrumentPage):
    """Any version that the reader may see."""

    @cached_property
    def shown(self) -> Instrument:
        """The version of the address."""
        rows = instruments_for(actor=self.actor).filter(code=self.kwargs["code"])
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class SeriesPage(OfInstrument):
    """Every criterion over all versions: what goes on, and where series break and why."""

    template_name = "assessments/instruments/series.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = self.now
        lines = lines_of(council_id=now.council_id, code=now.code, now=now)
        broken = [line for line in lines if line.breaks]
        whole = [line for line in lines if not line.breaks]
        versions = calendar_of(council_id=now.council_id, code=now.code).versions
        return super().get_context_data(
            broken=broken, whole=whole, versions=versions, today=timezone.localdate(), **kwargs
        )


class PrinciplesPage(Door, TemplateView):
    """The principles, with the criteria and modules that serve each."""

    template_name = "assessments/instruments/principles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        served = principles_served(council_id=self.actor.council_id, instruments=SHIPPED)
        return super().get_context_data(served=served, keeps=can(self.actor, "keep_instruments"), **kwargs)


class EditPrinciple(Door, FormView):
    """Other words for a principle."""

    acts = ("keep_instruments",)
    template_name = "assessments/instruments/principle.html"
    form_class = PrincipleForm
    kwargs: dict[str, Any]

    @cached_property
    def text(self) -> str:
        """What it says now; Http404 when there is no such principle."""
        found = principles_of(council_id=self.actor.council_id)
        if self.kwargs["principle"] not in found:
            raise Http404
        return found[self.kwargs["principle"]]

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.text}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scanner": scanner_for(council=self.actor.council)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(principle=self.kwargs["principle"], text=self.text, **kwargs)

    def form_valid(self, form: PrincipleForm) -> HttpResponse:
        try:
            save_principle(
                council=self.actor.council,
                code=self.kwargs["principle"],
                text=form.cleaned_data["text"],
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("text", refused.words)
            return self.form_invalid(form)
        messages.success(self.request, "Saved. It is said in these words everywhere from now on.")
        return redirect(reverse("instrument_principles"))
