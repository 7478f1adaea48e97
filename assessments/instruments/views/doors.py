"""What the pages of an instrument, and of the version that is being written, have in common."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.queries import scanner_for
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import draft_of


class DraftDoor(Door):
    """For those who keep the audits, while a version of the one in the address is being written."""

    acts = ("keep_instruments",)
    kwargs: dict[str, Any]

    @cached_property
    def draft(self) -> Instrument:
        """The version that is being written or waits for a second person."""
        found = draft_of(council_id=self.actor.council_id, code=self.kwargs["code"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def at(self) -> datetime.datetime:
        """When this is asked."""
        return timezone.now()

    def url(self, name: str) -> str:
        """A page of this instrument."""
        return reverse(name, args=[self.kwargs["code"]])

    def row_of(self, rows: QuerySet[Criterion], key: str = "pk") -> Criterion:
        """The criterion of the address; Http404 when this version has none."""
        found = rows.filter(pk=self.kwargs[key]).first()
        if found is None:
            raise Http404
        return found


class DraftForm(DraftDoor, FormView):
    """A form that makes one call and goes back to the version. What is refused is said at its field.

    `fields_of` says at which field a refusal with a code is told.
    """

    template_name = "assessments/instruments/form.html"
    fields_of: dict[str, str] = {}
    done = "Saved."
    heading = ""
    lead = ""
    back = "instrument_draft"
    button = "Save"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scanner": scanner_for(council=self.draft.council)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"heading": self.heading, "lead": self.lead, "back": self.url(self.back)}
        return super().get_context_data(draft=self.draft, button=self.button, **said, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            self.act(form)
        except Refused as refused:
            name = self.fields_of.get(refused.code, refused.code)
            form.add_error(name if name in form.fields else None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def act(self, form: Any) -> None:
        """Call the one action of this page."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.url(self.back)
