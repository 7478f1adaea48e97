"""What the pages of the version that is being written have in common."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from competencies.framework.models import Framework
from competencies.framework.queries import draft_of


class DraftDoor(Door):
    """For those who keep the framework, while a version is being written."""

    acts = ("keep_framework",)

    @cached_property
    def draft(self) -> Framework:
        """The version that is being written or waits for a second person."""
        found = draft_of(council_id=self.actor.council_id)
        if found is None:
            raise Http404
        return found

    @cached_property
    def at(self) -> datetime.datetime:
        """When this is asked."""
        return timezone.now()


class DraftForm(DraftDoor, FormView):
    """A form that makes one call and goes back to the version. What is refused is said at its field.

    `fields_of` says at which field a refusal with a code is told.
    """

    template_name = "competencies/framework/form.html"
    fields_of: dict[str, str] = {"code": "code"}
    done = "Saved."
    heading = ""
    lead = ""
    back = "framework_draft"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            draft=self.draft, heading=self.heading, lead=self.lead, back=reverse(self.back), **kwargs
        )

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            self.act(form)
        except Refused as refused:
            form.add_error(self.fields_of.get(refused.code), refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def act(self, form: Any) -> None:
        """Call the one action of this page."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse(self.back)

    def row_of(self, rows: QuerySet[Any], key: str = "pk") -> Any:
        """The row of the address; Http404 when this version has none."""
        found: Model | None = rows.filter(pk=self.kwargs[key]).first()
        if found is None:
            raise Http404
        return found
