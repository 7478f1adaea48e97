"""What whoever leads a team fills in: caseloads, and asking the team to do a module."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.access import can
from academy.people.queries import scanner_for
from academy.staffing.actions.caseloads import keep_caseloads
from courses.pages.queries import ModuleCard, modules_by_code
from home.team.actions import ask_team
from home.team.forms import AskTeamForm, CaseloadForm
from home.team.queries.asking import Candidate, candidates_for
from home.team.queries.beside import Caseloads, caseloads_of
from home.team.queries.improving import improvements_of
from home.team.queries.people import Staff, people_of
from home.team.views.doors import TeamDoor

USUAL_DAYS = 30
"""A team has so long for a module, as under the rule for teams."""


class CaseloadPage(TeamDoor, FormView):
    """How many plans each holds, typed by whoever leads them."""

    acts = ("lead_team",)
    template_name = "home/team/caseload.html"
    form_class = CaseloadForm

    @cached_property
    def people(self) -> list[Staff]:
        """The people the actor leads."""
        return people_of(actor=self.actor, team=None, on=self.today)

    @cached_property
    def known(self) -> Caseloads:
        """What is known of them so far."""
        return caseloads_of(actor=self.actor, people=self.people, on=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.people, "known": self.known.plans}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        days = self.known.days
        lines = [(one, box, days.get(one.pk)) for one, box in form.lines()]
        return super().get_context_data(
            **{**kwargs, "form": form}, lines=lines, middle=self.known.middle, today=self.today
        )

    def form_valid(self, form: CaseloadForm) -> HttpResponse:
        try:
            count = keep_caseloads(plans=form.plans, by=self.actor, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.form_invalid(form)
        messages.success(
            self.request, f"{plural(count, 'caseload')} written down." if count else "No change."
        )
        return redirect("team")


class AskTeam(TeamDoor, FormView):
    """Asks people of a team to do a module, in one go."""

    acts = ("ask_person",)
    template_name = "home/team/ask.html"
    form_class = AskTeamForm
    module: ModuleCard

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            code = kwargs["module"]
            found = modules_by_code(council_id=self.actor.council_id, codes=[code]).get(code)
            if found is None or not can(self.actor, "ask_person"):
                raise Http404
            self.module = found
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who may be asked."""
        return list(
            candidates_for(actor=self.actor, team=self.team, module=self.module.code, today=self.today)
        )

    def get_initial(self) -> dict[str, Any]:
        return {
            "people": [str(one.pk) for one in self.candidates if not one.why_not],
            "due_on": self.today + datetime.timedelta(days=USUAL_DAYS),
            "reason": self._reason(),
        }

    def _reason(self) -> str:
        """The figures in words, where this module belongs to what the team loses most on."""
        people = people_of(actor=self.actor, team=self.team, on=self.today)
        for one in improvements_of(actor=self.actor, people=people, on=self.today):
            if one.module is not None and one.module.code == self.module.code:
                return (
                    f"{one.name} was below good in {one.low} of our {one.n} audited plans, "
                    f"{one.quarter.words}. We all learn it and talk about it together."
                )
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        posted = self.request.method == "POST"
        scanner = scanner_for(council=self.actor.council) if posted else None
        return {**super().get_form_kwargs(), "candidates": self.candidates, "scanner": scanner}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            module=self.module, back=self.address("team"), nobody=not self.candidates, **kwargs
        )

    def form_valid(self, form: AskTeamForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            new = ask_team(
                team=self.team,
                people=[int(pk) for pk in said["people"]],
                module=self.module.code,
                due_on=said["due_on"],
                reason=said["reason"],
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            field = {"due_on": "due_on", "people": "people", "words": "reason"}.get(refused.code)
            form.add_error(field, refused.words)
            return self.form_invalid(form)
        words = f"{plural(new, 'person is', 'people are')} asked to do {self.module.title}."
        messages.success(self.request, words if new else "You had asked all of them already.")
        return redirect(self.address("team"))
