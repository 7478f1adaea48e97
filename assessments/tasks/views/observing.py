"""Recording what one observed: a call, for example."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from assessments.tasks.actions import MarksDraft, record_observation
from assessments.tasks.actions.giving import NotWhole
from assessments.tasks.forms import ObserveForm
from assessments.tasks.models import Edition
from assessments.tasks.queries.editions import edition_of, rubric_of
from assessments.tasks.queries.results import person_to_observe
from assessments.tasks.views.doors import MarkerDoor

PLACES = {"own": "email", "not_for_you": "email", "passed": "email", "wait": "email"}


class ObservePage(MarkerDoor, View):
    """Whom, how it went line by line, what was strong and what to change."""

    http_method_names = ["get", "head", "post"]

    def edition(self, code: str) -> Edition:
        """The task, or 404 for one at which nobody is observed."""
        found = edition_of(actor=self.actor, code=code)
        if found is None or not found.observed:
            raise Http404
        return found

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        edition = self.edition(code)
        return self._show(edition, ObserveForm(lines=rubric_of(edition.pk), marks={}))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        edition = self.edition(code)
        form = ObserveForm(request.POST, lines=rubric_of(edition.pk), marks={})
        if not form.is_valid():
            return self._show(edition, form)
        person = person_to_observe(actor=self.actor, email=form.cleaned_data["email"])
        if person is None:
            form.add_error("email", "Work e-mail: there is nobody of your team or council with this one")
            return self._show(edition, form)
        data = form.cleaned_data
        said = MarksDraft(form.levels(), form.words(), data["strengths"], data["changes"])
        try:
            outcome = record_observation(
                task=edition.task, person=person, said=said, by=self.actor, at=timezone.now()
            )
        except NotWhole as missing:
            for key, words in missing.missing.items():
                form.add_error(key if isinstance(key, str) else f"level_{key}", words)
            return self._show(edition, form)
        except Refused as refusal:
            form.add_error(PLACES.get(refusal.code), refusal.words)
            return self._show(edition, form)
        end = "Signed off" if outcome.passed else "Not there yet"
        messages.success(request, f"Recorded: {end}. They get an e-mail with your words.")
        return redirect("task_observe", code=code)

    def _show(self, edition: Edition, form: ObserveForm) -> HttpResponse:
        context = {"edition": edition, "form": form, "lines": form.line_fields}
        return render(self.request, "assessments/tasks/observe.html", context)
