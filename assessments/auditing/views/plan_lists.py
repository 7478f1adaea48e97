"""Lists of plans: sending one, seeing what was read of it, and the list of a month."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door
from assessments.auditing.actions.allocating import ask_setting
from assessments.auditing.actions.plan_lists import put_list_aside, receive_plan_list, take_plan_list
from assessments.auditing.forms.giving import AuditorForm
from assessments.auditing.forms.sampling import ListForm, TakeForm
from assessments.auditing.models import ListedPlan, PlanFile
from assessments.auditing.queries.guests import guests_for, plan_page
from assessments.auditing.queries.plan_lists import plan_files, plans_of

PAGE = 50


class KeepsSample(Door):
    """For those who keep the sample; for others these pages do not exist."""

    acts = ("keep_sample",)


class SendList(KeepsSample, FormView):
    """Takes a file and reads it at once."""

    template_name = "assessments/auditing/list_new.html"
    form_class = ListForm

    def form_valid(self, form: ListForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            row = receive_plan_list(
                council=self.actor.council, name=file.name, raw=file.read(), by=self.actor, at=timezone.now()
            )
        except Refused as no:
            form.add_error("file", no.words)
            return self.form_invalid(form)
        return redirect("plan_list", pk=row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = plan_files(actor=self.actor)[:10]
        return super().get_context_data(files=files, **kwargs)


class PlanListView(KeepsSample, FormView):
    """What was read of a list, the choice, and afterwards what was done."""

    template_name = "assessments/auditing/list_check.html"
    form_class = TakeForm
    row: PlanFile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            row = plan_files(actor=self.actor).filter(pk=kwargs["pk"]).first()
            if row is None:
                raise Http404
            self.row = row
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unknown": self.row.unknown, "good": len(self.row.rows)}

    def form_valid(self, form: TakeForm) -> HttpResponse:
        at = timezone.now()
        try:
            if form.cleaned_data["answer"] == "aside":
                put_list_aside(plan_file=self.row, by=self.actor, at=at)
                messages.success(self.request, "Nothing was brought in. Correct the file and send it again.")
                return redirect("plan_list_new")
            leave_out = bool(form.cleaned_data.get("leave_out"))
            take_plan_list(plan_file=self.row, leave_out=leave_out, by=self.actor, at=at)
        except Refused as no:
            form.add_error(None, no.words)
            return self.form_invalid(form)
        messages.success(self.request, "The plans are on the list.")
        return redirect("plan_list", pk=self.row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, counts = self.row, self.row.counts
        return super().get_context_data(
            row=row,
            waits=row.state == "checked",
            taken=row.state == "taken",
            bad=[(one["row"], one["column"], one["words"]) for one in row.problems],
            more=counts.get("bad", 0) - len(row.problems),
            empty=counts.get("columns", []),
            facts=[
                (counts.get("new", 0), "new"),
                (counts.get("changed", 0), "changed"),
                (counts.get("same", 0), "as before"),
                (counts.get("bad", 0), "with a problem", "look"),
            ],
            fixed=counts.get("fixed", 0),
            **kwargs,
        )


class MonthList(KeepsSample, TemplateView):
    """The plans on the list of a month."""

    template_name = "assessments/auditing/listed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            month = datetime.date(kwargs["year"], kwargs["month"], 1)
        except ValueError:
            raise Http404 from None
        rows = plans_of(actor=self.actor, month=month)
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**{**kwargs, "month": month, "page": page})


class PlanView(KeepsSample, FormView):
    """One plan on the list: who looks at it, and asking somebody of its setting to."""

    template_name = "assessments/auditing/listed_plan.html"
    form_class = AuditorForm
    plan: ListedPlan

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = plan_page(actor=self.actor, pk=kwargs["pk"])
            if found is None:
                raise Http404
            self.plan, self.looks = found.plan, found.looks
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        people = guests_for(plan=self.plan, on=timezone.localdate())
        return {**super().get_form_kwargs(), "people": people}

    def form_valid(self, form: AuditorForm) -> HttpResponse:
        try:
            ask_setting(plan=self.plan, guest=form.chosen, by=self.actor, at=timezone.now())
        except Refused as no:
            form.add_error(None, no.words)
            return self.form_invalid(form)
        messages.success(self.request, "They have been asked, by e-mail.")
        return redirect("listed_plan", pk=self.plan.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan=self.plan, looks=self.looks, **kwargs)
