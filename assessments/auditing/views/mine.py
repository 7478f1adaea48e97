"""What I am asked to audit, for auditors of the council and for guests, and giving one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import standing_of
from academy.people.doors import Door
from academy.people.queries import scanner_for
from assessments.auditing.actions.allocating import return_allocation
from assessments.auditing.forms.giving import GiveBackForm
from assessments.auditing.models import Allocation
from assessments.auditing.queries.mine import my_audits, to_give_back


class _Mine(Door, TemplateView):
    acts = ("audit_plans",)
    template_name = "assessments/auditing/mine.html"
    for_guests = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if standing_of(self.actor).is_partner is not self.for_guests:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = my_audits(actor=self.actor, on=timezone.localdate())
        return super().get_context_data(mine=mine, guest=self.for_guests, **kwargs)


class MyAudits(_Mine):
    """Plans that I am asked to audit, the soonest first."""


class GuestAudits(_Mine):
    """Plans of my own setting that the council asks me to audit."""

    for_guests = True


class GiveBack(Door, FormView):
    """Give one back, with a reason."""

    acts = ("audit_plans",)
    template_name = "assessments/auditing/give_back.html"
    form_class = GiveBackForm
    row: Allocation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            row = to_give_back(actor=self.actor, pk=kwargs["pk"], on=timezone.localdate())
            if row is None:
                raise Http404
            self.row = row
        return super().dispatch(request, *args, **kwargs)

    @property
    def guest(self) -> bool:
        """Whether somebody of a setting is asking."""
        return standing_of(self.actor).is_partner

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scanner": scanner_for(council=self.actor.council)}

    def form_valid(self, form: GiveBackForm) -> HttpResponse:
        try:
            return_allocation(allocation=self.row, reason=form.reason, by=self.actor, at=timezone.now())
        except Refused as no:
            form.add_error(None, no.words)
            return self.form_invalid(form)
        messages.success(self.request, "You gave it back. Thank you for saying so.")
        return redirect("guest_audits" if self.guest else "my_audits")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(plan_ref=self.row.plan.plan_ref, guest=self.guest, **kwargs)
