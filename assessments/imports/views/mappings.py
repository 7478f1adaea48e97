"""Mappings: the list with versions, one of them, to download, to bring from elsewhere, to retire."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views import View
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from assessments.imports.actions import bring_mapping, retire_mapping
from assessments.imports.forms import BringMappingForm
from assessments.imports.models import Mapping
from assessments.imports.queries.sharing import mapping_of, mappings_of, share_mapping
from assessments.imports.views.files import BringsIn


class OneMapping(BringsIn):
    """Pages about one version of a mapping."""

    def mapping(self, pk: int) -> Mapping:
        """The mapping, or 404 for one that the actor may not see."""
        try:
            return mapping_of(actor=self.actor, pk=pk)
        except Mapping.DoesNotExist:
            raise Http404 from None


class MappingList(BringsIn, FormView):
    """Every mapping with its versions and what each is used for; and the form for one from elsewhere."""

    template_name = "assessments/imports/mappings.html"
    form_class = BringMappingForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=mappings_of(actor=self.actor), **kwargs)

    def form_valid(self, form: BringMappingForm) -> HttpResponse:
        try:
            made = bring_mapping(raw=form.cleaned_data["file"].read(), by=self.actor, at=timezone.now())
        except Refused as no:
            form.add_error("file", no.words)
            return self.form_invalid(form)
        messages.success(self.request, f"Here: {made}. The next file with its headings is read with it.")
        return redirect("import_mappings")


class DownloadMapping(OneMapping, View):
    """A mapping as a file for another council."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        mapping = self.mapping(pk)
        try:
            content = share_mapping(mapping)
        except Refused as no:
            messages.error(request, no.words)
            return redirect("import_mappings")
        response = HttpResponse(json.dumps(content, indent=1), content_type="application/json")
        name = slugify(content["name"]) or "mapping"
        response["Content-Disposition"] = f'attachment; filename="{name}-{mapping.version}.json"'
        return response


class RetireMapping(OneMapping, TemplateView):
    """Asks first, then reads no new file with this version."""

    template_name = "assessments/imports/retire.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mapping = self.mapping(kwargs["pk"])
        if mapping.retired_at:
            raise Http404
        return super().get_context_data(mapping=mapping, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        retire_mapping(mapping=self.mapping(pk), by=self.actor, at=timezone.now())
        messages.success(request, "Retired. Files that were read with it stay as they are.")
        return redirect("import_mappings")
