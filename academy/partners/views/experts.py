"""Young experts and the adults who bring them: the academy's list, and what a sponsor sees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.partners.actions import end_sponsorship, record_sponsorship
from academy.partners.forms import ExpertForm
from academy.partners.queries.experts import (
    own_young_experts,
    person_by_address,
    sponsorship_for,
    young_expert_lines,
)
from academy.people.doors import Door

NOBODY = (
    "E-mail address of the adult who brings them: nobody here has this address. Invite them first, or look "
    "at the address again."
)


class Experts(Door, FormView):
    """Young experts who come these days, and a form for one more."""

    acts = ("manage_people",)
    template_name = "academy/partners/experts.html"
    form_class = ExpertForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=young_expert_lines(actor=self.actor), **kwargs)

    def form_valid(self, form: ExpertForm) -> HttpResponse:
        said = form.cleaned_data
        sponsor = person_by_address(actor=self.actor, email=said["sponsor"])
        if sponsor is None:
            form.add_error("sponsor", NOBODY)
            return self.form_invalid(form)
        try:
            record_sponsorship(
                sponsor=sponsor, expert=form.expert, key=said["key"], by=self.actor, at=timezone.now()
            )
        except Refused as refused:
            form.refuse(refused)
            return self.form_invalid(form)
        messages.success(self.request, f"{sponsor.get_full_name()} brings a young expert.")
        return redirect("young_experts")


class MyYoungExperts(Door, TemplateView):
    """The young experts whom I bring: what is written down, and a way to take it out."""

    acts = ("book",)
    template_name = "academy/partners/my_experts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=own_young_experts(actor=self.actor), **kwargs)


class EndSponsorship(Door, View):
    """Takes a young expert's name out."""

    acts = ("manage_people", "book")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = sponsorship_for(actor=self.actor, pk=pk)
        if row is None:
            raise Http404
        own = row.sponsor_id == self.actor.pk
        try:
            end_sponsorship(sponsorship=row, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "The name is deleted.")
        return redirect("my_young_experts" if own else "young_experts")
