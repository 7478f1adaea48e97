"""Counts of summaries: keeping them, the page that shows them with their source, taking them out again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import TemplateView

from academy.kit.refusals import Refused
from assessments.imports.actions import drop_figures, keep_figures
from assessments.imports.forms import KeepFiguresForm
from assessments.imports.models import Batch
from assessments.imports.queries.indicators import summaries_of
from assessments.imports.views.files import STEPS, BringsIn
from assessments.imports.views.steps import Step


class IndicatorList(BringsIn, TemplateView):
    """Every summary that was kept, with its source, apart from audits."""

    template_name = "assessments/imports/indicators.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(summaries=summaries_of(actor=self.actor), **kwargs)


class KeepFigures(Step):
    """Keeps the counts of a summary that was refused as audits."""

    def act(self, batch: Batch) -> str | HttpResponse:
        form = KeepFiguresForm(self.request.POST)
        if form.is_valid():
            try:
                keep_figures(
                    batch=batch,
                    label=form.cleaned_data["label"],
                    month=form.cleaned_data["month"],
                    by=self.actor,
                    at=timezone.now(),
                )
            except Refused as no:
                if no.code not in ("personal", "month"):
                    raise
                form.add_error("month" if no.code == "month" else "label", no.words)
        if not form.is_valid():
            context = {"batch": batch, "step": STEPS[batch.state], "figures_form": form}
            return render(self.request, "assessments/imports/done.html", context)
        messages.success(self.request, "Kept as an indicator. It is not mixed with audits.")
        return redirect("import_indicators")


class DropFigures(Step):
    """Takes the counts of a summary out again."""

    def act(self, batch: Batch) -> str | HttpResponse:
        drop_figures(batch=batch, by=self.actor, at=timezone.now())
        messages.success(self.request, "Taken out. The counts are not shown any more.")
        return redirect("import_indicators")
