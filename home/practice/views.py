"""Practice over time: which criteria lose most, one chart, how often a rule calls, and marked changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.refusals import Refused
from academy.people.access import can, visible
from academy.people.doors import Door
from academy.people.models import Team
from academy.people.queries import scanner_for
from assessments.audits.actions import mark_change, take_back_change
from courses.assignments.queries.effectwords import effect_in_short
from home.practice.forms import ChangeForm
from home.practice.queries.changes import change_to_take_back, criteria_to_mark, marked_rows
from home.practice.queries.charts import criterion_chart, rule_chart, rules_to_chart
from home.practice.queries.losses import losses_for
from home.practice.queries.narrowing import PLANS, STEPS, Narrow, narrow_for
from home.practice.queries.words import control_steps, lead_of_losses, loss_rows, read_chart, run_steps


class Practice(Door, TemplateView):
    """For those who see what training changed. Whoever asks for a team that is not theirs finds nothing."""

    acts = ("see_effect",)
    narrow: Narrow

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and can(request.user, "see_effect"):
            try:
                self.narrow = narrow_for(actor=self.actor, data=request.GET)
            except Refused as refused:
                raise Http404 from refused
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            narrow=self.narrow, plans=PLANS.items(), steps=STEPS.items(), **kwargs
        )


class PracticePage(Practice):
    """All criteria, the one that loses most first, and what training changed."""

    template_name = "home/practice/practice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        losses = losses_for(actor=self.actor, narrow=self.narrow)
        return super().get_context_data(
            losses=losses,
            lead=lead_of_losses(losses, self.narrow.words),
            rows=loss_rows(losses),
            rules=rules_to_chart(actor=self.actor),
            effect=effect_in_short(actor=self.actor),
            **kwargs,
        )


class CriterionPage(Practice):
    """One criterion over time."""

    template_name = "home/practice/chart.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = criterion_chart(actor=self.actor, code=self.kwargs["code"], narrow=self.narrow)
        if found is None:
            raise Http404
        about = f"{found.code}, {self.narrow.words}"
        return super().get_context_data(
            found=found,
            title=f"{found.text} ({found.code})",
            what="Good or better",
            reading=read_chart(found.chart, about=about, hit="good or better", by=self.narrow.by),
            control=control_steps(found.chart),
            runs=run_steps(found.chart),
            **kwargs,
        )


class RulePage(Practice):
    """How often one rule calls."""

    template_name = "home/practice/chart.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = rule_chart(actor=self.actor, code=self.kwargs["code"], narrow=self.narrow)
        if found is None:
            raise Http404
        about = f"{found.code}, {self.narrow.words}"
        return super().get_context_data(
            found=found,
            title=f"How often {found.code} calls",
            what="Audits in which it called",
            reading=read_chart(found.chart, about=about, hit="of audits called it", by=self.narrow.by),
            control=control_steps(found.chart),
            runs=run_steps(found.chart),
            is_rule=True,
            **kwargs,
        )


class ChangesPage(Door, TemplateView):
    """Changes that were marked, and the form to mark one."""

    acts = ("see_effect",)
    template_name = "home/practice/changes.html"

    def form(self) -> ChangeForm:
        """The form, filled in with what was sent."""
        return ChangeForm(
            self.request.POST or None,
            criteria=criteria_to_mark(actor=self.actor),
            teams=list(visible(self.actor, Team).order_by("name").values_list("pk", "name")),
            today=timezone.localdate(),
            scanner=scanner_for(council=self.actor.council),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = can(self.actor, "mark_change")
        form = kwargs.pop("form", None) or (self.form() if may else None)
        return super().get_context_data(rows=marked_rows(actor=self.actor), may=may, form=form, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark a change."""
        if not can(self.actor, "mark_change"):
            raise Http404
        form = self.form()
        if form.is_valid():
            said = form.cleaned_data
            team = visible(self.actor, Team).filter(pk=said["team"]).first() if said["team"] else None
            try:
                mark_change(
                    changed_on=said["changed_on"],
                    words=said["words"],
                    criterion_code=said["criterion"],
                    team=team,
                    by=self.actor,
                    at=timezone.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "Marked. Charts compute their limits afresh from that day.")
                return redirect(reverse("practice_changes"))
        return self.render_to_response(self.get_context_data(form=form))


class TakeBackChange(Door, View):
    """Take a marked change back."""

    acts = ("mark_change",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Charts forget it; the record does not."""
        change = change_to_take_back(actor=self.actor, pk=pk)
        if change is None:
            raise Http404
        take_back_change(change=change, by=self.actor, at=timezone.now())
        messages.success(request, "Taken back. Charts compute their limits without it.")
        return redirect(reverse("practice_changes"))
