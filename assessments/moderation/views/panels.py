"""Panels: what waits, one case without names, and drawing a quarter."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import can
from academy.people.doors import Door
from assessments.audits.models import Audit
from assessments.audits.queries import audits_of
from assessments.moderation import actions
from assessments.moderation.forms.panels import AgreeForm, DrawForm, MineForm, SitForm
from assessments.moderation.queries.panels import (
    CasePage,
    case_lines,
    case_page,
    cases_for,
    may_sit_with,
    rounds_of,
)
from assessments.moderation.rules.panels import quarters_to
from assessments.moderation.views.doors import Press, SaysForm

PAGE = 25


class Cases(Door, TemplateView):
    """What waits for a panel, and the quarters so far."""

    acts = ("moderate",)
    template_name = "assessments/moderation/cases.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        done = self.request.GET.get("show") == "concluded"
        state = "concluded" if done else "waiting"
        rows = Paginator(cases_for(actor=self.actor, state=state).order_by("-mine", "-queried", "pk"), PAGE)
        page = rows.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            lines=case_lines(cases=list(page)),
            done=done,
            rounds=rounds_of(actor=self.actor),
            may_draw=can(self.actor, "draw_moderation"),
            **kwargs,
        )


class OfCase(SaysForm):
    """About one case on which the actor may sit."""

    acts = ("moderate",)
    found: CasePage

    def load(self) -> None:
        found = case_page(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        self.found = found

    def get_success_url(self) -> str:
        return reverse("moderation_case", args=[self.found.case.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(found=self.found, **kwargs)


class CaseView(OfCase):
    """One case: what the auditor gave, what the panel agrees."""

    template_name = "assessments/moderation/case.html"
    form_class = AgreeForm
    done = "Concluded. Both grades are kept; what was asked of the writer follows the agreed ones."

    def get_form_kwargs(self) -> dict[str, Any]:
        others = may_sit_with(case=self.found.case, actor=self.actor, today=timezone.localdate())
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "marks": self.found.marks,
            "others": others,
            "initial": {"members": self.found.asked},
        }

    def form_valid(self, form: AgreeForm) -> HttpResponse:
        self.form = form
        return super().form_valid(form)

    def act(self, data: dict[str, Any]) -> None:
        actions.conclude_case(
            case=self.found.case,
            said=self.form.said,
            overall=data["overall"],
            members=self.form.sat,
            learning=data["learning"],
            by=self.actor,
            at=timezone.now(),
        )


class Mine(OfCase):
    """My own grades, before the panel talks."""

    template_name = "assessments/moderation/mine.html"
    form_class = MineForm
    done = "Kept. You now see what the others gave."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "marks": self.found.marks}

    def form_valid(self, form: MineForm) -> HttpResponse:
        self.form = form
        return super().form_valid(form)

    def act(self, data: dict[str, Any]) -> None:
        actions.grade_alone(case=self.found.case, grades=self.form.grades, by=self.actor, at=timezone.now())


class AskToSit(OfCase):
    """Ask others to sit with me."""

    template_name = "assessments/moderation/sit.html"
    form_class = SitForm
    done = "Asked. Each gets an e-mail with the way to the case."

    def get_form_kwargs(self) -> dict[str, Any]:
        found, today = self.found.case, timezone.localdate()
        others = may_sit_with(case=found, actor=self.actor, today=today, asked=False)
        return {**super().get_form_kwargs(), "others": others}

    def form_valid(self, form: SitForm) -> HttpResponse:
        self.form = form
        return super().form_valid(form)

    def act(self, data: dict[str, Any]) -> None:
        actions.ask_to_sit(case=self.found.case, people=self.form.asked, by=self.actor, at=timezone.now())


class Draw(SaysForm):
    """Draw the moderation of a quarter."""

    acts = ("draw_moderation",)
    template_name = "assessments/moderation/draw.html"
    form_class = DrawForm
    done = "Drawn. The audits wait for a panel."

    def get_form_kwargs(self) -> dict[str, Any]:
        quarters = quarters_to(timezone.localdate())
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "quarters": quarters,
            "initial": {"quarter": quarters[1][0].isoformat(), "share": 10, "seed": secrets.randbelow(10**6)},
        }

    def get_success_url(self) -> str:
        return reverse("moderation")

    def act(self, data: dict[str, Any]) -> None:
        first = datetime.date.fromisoformat(data["quarter"])
        last = next(end for start, end in quarters_to(timezone.localdate()) if start == first)
        actions.draw_round(
            council_id=self.actor.council_id,
            first=first,
            last=last,
            share=data["share"],
            seed=data["seed"],
            by=self.actor,
            at=timezone.now(),
        )


class AskFor(Press):
    """Put one audit before a panel."""

    acts = ("draw_moderation",)
    done = "The audit waits for a panel."
    audit: Audit

    def load(self) -> None:
        found = audits_of(actor=self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.audit = found

    def act(self) -> None:
        actions.ask_moderation(audit=self.audit, by=self.actor, at=timezone.now())

    def back(self) -> str:
        return reverse("audit", args=[self.audit.pk])
