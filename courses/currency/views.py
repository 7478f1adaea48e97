"""Law currency: what a change touches, who learned it, who tops up; and what changed since I learned it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.law.pack import current_pack
from academy.people.access import can, visible
from competencies.entrustment.queries.law import levels_touched
from courses.currency.actions import (
    check_things,
    record_change,
    reopen_change,
    settle_change,
    start_top_up,
)
from courses.currency.forms import ChangeForm, FindForm, ThingForm, TopUpForm
from courses.currency.models import LawChange
from courses.currency.queries import (
    changes_for,
    due_for_review,
    impact_of,
    learners_of,
    own_changes,
)
from courses.pages.queries import modules_for


class KeeperView(LoginRequiredMixin, View):
    """A page for those who keep the content true; 404 for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "keep_law"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ChangeView(KeeperView):
    """A page about one recorded change of the actor's council."""

    change: LawChange

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            found = visible(request.user, LawChange).filter(pk=kwargs["pk"]).first()
            if found is None:
                raise Http404
            self.change = found
        return super().dispatch(request, *args, **kwargs)


class Changes(KeeperView, TemplateView):
    """Recorded changes, what is due to be looked at again, and any law looked up."""

    template_name = "courses/currency/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        council_id = self.request.user.council_id  # type: ignore[union-attr]
        form = FindForm(self.request.GET if "reference" in self.request.GET else None)
        impact = None
        if form.is_bound and form.is_valid():
            impact = impact_of(council_id=council_id, key=form.cleaned_data["reference"])
        pack = current_pack()
        changes = [
            (row, pack.reference(row.reference))
            for row in changes_for(actor=self.request.user)  # type: ignore[arg-type]
        ]
        due = due_for_review(council_id=council_id, today=timezone.localdate())
        return super().get_context_data(
            form=form,
            impact=impact,
            changes=changes,
            due=due,
            past=sum(one.is_past for one in due),
            law_as_at=pack.law_as_at,
            **kwargs,
        )


class Record(KeeperView, FormView):
    """Recording that some law changed."""

    template_name = "courses/currency/record.html"
    form_class = ChangeForm

    def get_initial(self) -> dict[str, Any]:
        return {"reference": self.request.GET.get("reference", "")}

    def form_valid(self, form: ChangeForm) -> HttpResponse:
        said = form.cleaned_data
        change = record_change(
            key=said["reference"],
            what=said["what"],
            source=said["source"],
            changed_on=said["changed_on"],
            by=self.request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        return redirect("law_change", pk=change.pk)


class OneChange(ChangeView, TemplateView):
    """What is now wrong, who learned it, who needs a top-up."""

    template_name = "courses/currency/change.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change, today = self.change, timezone.localdate()
        impact = impact_of(council_id=change.council_id, key=change.reference, change=change)
        learners = learners_of(
            council_id=change.council_id, modules=impact.modules, since=change.changed_on, today=today
        )
        kwargs.setdefault("form", _top_up_form(self, impact.modules, None))
        return super().get_context_data(
            change=change,
            impact=impact,
            learners=learners,
            needing=[one for one in learners if one.needs_top_up],
            top_ups=change.top_ups.select_related("started_by"),
            can_settle=change.state == "open" and not impact.left,
            touched=levels_touched(council_id=change.council_id, keys=impact.keys, on=change.changed_on),
            law_as_at=current_pack().law_as_at,
            **kwargs,
        )


def _top_up_form(view: ChangeView, taught: list[str], data: Any) -> TopUpForm:
    modules = modules_for(actor=view.request.user)  # type: ignore[arg-type]
    pairs = [(page.code, f"{page.title} ({page.code})") for page in modules if page.code]
    first = [pair for pair in pairs if pair[0] in taught]
    rest = [pair for pair in pairs if pair[0] not in taught]
    return TopUpForm(
        data, modules=[("", "Choose"), *first, *rest], today=timezone.localdate(), prefix="top-up"
    )


class Look(ChangeView):
    """One thing was looked at."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ThingForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Say whether it still stands or was changed.")
            return redirect("law_change", pk=self.change.pk)
        try:
            check_things(
                change=self.change,
                things=[form.cleaned_data["thing"]],
                verdict=form.cleaned_data["verdict"],
                words=form.cleaned_data["words"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as no:
            messages.error(request, no.words)
        return redirect("law_change", pk=self.change.pk)


class StartTopUp(OneChange):
    """The module is asked of everybody who learned the law as it was."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        impact = impact_of(council_id=self.change.council_id, key=self.change.reference, change=self.change)
        form = _top_up_form(self, impact.modules, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, **kwargs))
        try:
            top_up = start_top_up(
                change=self.change,
                module_code=form.cleaned_data["module_code"],
                due_on=form.cleaned_data["due_on"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
            messages.success(
                request, f"{top_up.module_code} is asked of {plural(top_up.people, 'person,people')}."
            )
        except Refused as no:
            messages.error(request, no.words)
        return redirect("law_change", pk=self.change.pk)


class Settle(ChangeView):
    """Everything was looked at."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            settle_change(change=self.change, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            messages.success(request, "This change is worked through.")
        except Refused as no:
            messages.error(request, no.words)
        return redirect("law_change", pk=self.change.pk)


class Reopen(ChangeView):
    """Something new turned up."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            reopen_change(change=self.change, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as no:
            messages.error(request, no.words)
        return redirect("law_change", pk=self.change.pk)


class MyLaw(LoginRequiredMixin, TemplateView):
    """What changed in law since I learned it; only what I finished."""

    template_name = "courses/currency/mine.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "learn"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = own_changes(person=self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(changes=changes, law_as_at=current_pack().law_as_at, **kwargs)
