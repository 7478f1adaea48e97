"""The sample: what there is to draw from, the draw before it is confirmed, and what was confirmed."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.queries import scanner_for
from assessments.auditing.actions.allocating import (
    drop_allocation,
    reassign_allocation,
    replace_allocation,
)
from assessments.auditing.actions.sampling import confirm_sample
from assessments.auditing.forms.giving import AuditorForm, ReasonForm
from assessments.auditing.forms.sampling import LARGEST_SEED, CampaignForm, DrawForm
from assessments.auditing.models import Allocation
from assessments.auditing.queries.campaigns import outcomes_of, themes_of
from assessments.auditing.queries.choosing import auditors_for
from assessments.auditing.queries.plan_lists import months_of
from assessments.auditing.queries.proposals import propose
from assessments.auditing.queries.samples import (
    allocation_of,
    sample_of_month,
    sample_page,
    samples_of,
    strata_tables,
)
from assessments.auditing.queries.wishes import wishes_of
from assessments.auditing.rules.samples import check_shares
from assessments.auditing.views.plan_lists import KeepsSample
from assessments.instruments.models import Instrument

PLANS_A_PAGE = 100


class SampleBoard(KeepsSample, TemplateView):
    """Lists of plans, samples and campaigns, and writers whom the loop asked to look at again."""

    template_name = "assessments/auditing/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wishes = wishes_of(actor=self.actor, today=timezone.localdate())
        samples = samples_of(actor=self.actor)
        drawn = {row.sample.month for row in samples if not row.sample.name}
        return super().get_context_data(
            months=[(row, row.month in drawn) for row in months_of(actor=self.actor)],
            samples=samples,
            wishes=wishes,
            asked=sum(wish.left for wish in wishes),
            **kwargs,
        )


class Draw(KeepsSample, FormView):
    """A draw as a proposal, by the address alone, so that it can be sent to a colleague; then confirmed."""

    template_name = "assessments/auditing/draw.html"
    form_class: type[DrawForm] = DrawForm
    campaign = False

    def get_form_kwargs(self) -> dict[str, Any]:
        months = [row.month for row in months_of(actor=self.actor)]
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        usual = DrawForm.usual(months[0], secrets.randbelow(LARGEST_SEED)) if months else {}
        if "month" in asked and "seed" not in asked:
            usual["month"] = asked["month"]
        kwargs: dict[str, Any] = {"months": months, "initial": usual}
        if "seed" in asked:
            kwargs |= {"data": asked, "scanner": scanner_for(council=self.actor.council)}
        return kwargs

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def form_valid(self, form: DrawForm) -> HttpResponse:
        order, council = form.order(), self.actor.council
        digest = self.request.POST.get("digest", "")[:40]
        try:
            sample = confirm_sample(
                council=council, order=order, digest=digest, by=self.actor, at=timezone.now()
            )
        except Refused as no:
            form.add_error(None, no.words)
            return self.form_invalid(form)
        messages.success(self.request, "The sample is confirmed. Its auditors have been told.")
        return redirect("sample", pk=sample.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: DrawForm = kwargs["form"]
        found: dict[str, Any] = {"campaign": self.campaign, "another": secrets.randbelow(LARGEST_SEED)}
        if form.is_bound and form.is_valid():
            found |= self._proposed(form)
        return super().get_context_data(**(kwargs | found))

    def _proposed(self, form: DrawForm) -> dict[str, Any]:
        order, council = form.order(), self.actor.council
        there = sample_of_month(council_id=council.pk, month=order.month, name=order.name)
        try:
            check_shares(order.shares)
            proposal = propose(
                council=council,
                order=order,
                on=timezone.localdate(),
                besides=there.pk if there else None,
            )
        except (Refused, Instrument.DoesNotExist) as no:
            form.add_error(None, no.words if isinstance(no, Refused) else "There is no plan audit here yet.")
            return {}
        whys = proposal.whys()
        said = self.request.POST if self.request.method == "POST" else self.request.GET
        hidden = [(key, value) for key in form.fields for value in said.getlist(key)]
        return {
            "proposal": proposal,
            "plans": Paginator(proposal.firsts, PLANS_A_PAGE).get_page(self.request.GET.get("page")),
            "tables": strata_tables([one.as_json() for one in proposal.drawn.strata]),
            "whys": [(whys[why], why.label) for why in Allocation.Why if whys[why]],
            "loads": sorted(
                (proposal.frame.bench.people[key].get_full_name(), count)
                for key, count in proposal.loads.items()
            ),
            "there": there,
            "hidden": hidden,
            "again": [(key, value) for key, value in hidden if key != "seed"],
        }


class Campaign(Draw):
    """A campaign: a question of its own, its own plans, drawn beside the monthly sample."""

    form_class = CampaignForm
    campaign = True

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["initial"]["size"] = 20
        return {**kwargs, "themes": themes_of(actor=self.actor)}


class SampleView(KeepsSample, TemplateView):
    """One sample: its plans, who has which, what came back, and its report."""

    template_name = "assessments/auditing/sample.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = sample_page(actor=self.actor, pk=kwargs["pk"])
        if page is None:
            raise Http404
        outcomes = outcomes_of(sample=page.sample) if page.sample.name else []
        plans = Paginator(page.rows, PLANS_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, plans=plans, outcomes=outcomes, **kwargs)


class SamplePlan(KeepsSample, TemplateView):
    """One plan of a sample: take it out, give it to somebody else, or put the next one in its place."""

    template_name = "assessments/auditing/sample_plan.html"
    row: Allocation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            row = allocation_of(actor=self.actor, pk=kwargs["pk"])
            if row is None:
                raise Http404
            self.row = row
        return super().dispatch(request, *args, **kwargs)

    def forms(self, act: str = "", data: Any = None) -> dict[str, Any]:
        """The forms of the page, one of them filled in."""
        people = auditors_for(allocation=self.row, on=timezone.localdate())
        return {
            "drop": ReasonForm(
                data if act == "drop" else None, scanner=scanner_for(council=self.actor.council)
            ),
            "reassign": AuditorForm(data if act == "reassign" else None, people=people),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "")
        forms = self.forms(act, request.POST)
        form = forms.get(act)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms, form=form))
        by, at = self.actor, timezone.now()
        try:
            if act == "drop":
                drop_allocation(
                    allocation=self.row, reason=forms["drop"].cleaned_data["reason"], by=by, at=at
                )
                messages.success(request, "The plan is taken out.")
            elif act == "reassign":
                chosen = forms["reassign"].chosen
                fresh = reassign_allocation(allocation=self.row, auditor=chosen, by=by, at=at)
                messages.success(request, "They have been told.")
                return redirect("sample_plan", pk=fresh.pk)
            elif act == "replace":
                fresh = replace_allocation(allocation=self.row, by=by, at=at)
                messages.success(request, "The next plan is in its place.")
                return redirect("sample_plan", pk=fresh.pk)
        except Refused as no:
            messages.error(request, no.words)
        return redirect("sample_plan", pk=self.row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        after = getattr(row, "followed_by", None)
        kwargs.setdefault("forms", self.forms())
        return super().get_context_data(
            row=row,
            after=after,
            open=row.state in ("asked", "started"),
            gone=row.state in ("returned", "dropped"),
            **kwargs,
        )
