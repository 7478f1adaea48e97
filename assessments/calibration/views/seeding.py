"""Plans with agreed grades: which there are, and setting them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from assessments.auditing.models import ListedPlan
from assessments.calibration.actions.seeding import seed_plan
from assessments.calibration.forms import FindPlanForm, SeedForm
from assessments.calibration.queries.seeding import (
    grades_to_begin_with,
    plan_to_seed,
    plans_to_seed,
    seed_criteria,
    seeded_list,
)

PAGE = 20


class SeededPlans(Door, TemplateView):
    """Plans that calibrate auditors, and finding one to give agreed grades."""

    acts = ("seed_plans",)
    template_name = "assessments/calibration/seeded.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FindPlanForm(self.request.GET or None)
        words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
        rows = plans_to_seed(actor=self.actor, words=words)
        return super().get_context_data(
            seeded=seeded_list(actor=self.actor),
            form=form,
            page=Paginator(rows, PAGE).get_page(self.request.GET.get("page")),
            **kwargs,
        )


class SeedPlan(Door, FormView):
    """The agreed grades of one plan, begun with what a panel agreed on it."""

    acts = ("seed_plans",)
    template_name = "assessments/calibration/seed.html"
    form_class = SeedForm
    plan: ListedPlan

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = plan_to_seed(actor=self.actor, pk=kwargs["pk"])
            if found is None:
                raise Http404
            self.plan = found
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        criteria = seed_criteria(council_id=self.plan.council_id)
        return {
            **super().get_form_kwargs(),
            "criteria": criteria,
            "begin": grades_to_begin_with(plan=self.plan),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, **kwargs)

    def form_valid(self, form: SeedForm) -> HttpResponse:
        try:
            seed_plan(plan=self.plan, grades=form.grades, by=self.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.form_invalid(form)
        messages.success(self.request, "Kept. The plan can be given to auditors like any other.")
        return redirect("seeded_plans")
