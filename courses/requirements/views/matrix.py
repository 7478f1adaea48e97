"""The matrix: everybody reads it, a practice development lead changes it after seeing what that would ask."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from courses.requirements.actions import Draft, save_requirement
from courses.requirements.forms import Offered, RequirementForm
from courses.requirements.models import Requirement
from courses.requirements.queries.matrix import (
    effect_of,
    matrix_for,
    requirement_of,
    things_offered,
)
from courses.requirements.rules.standing import ASKING, Cell


class MatrixPage(LoginRequiredMixin, TemplateView):
    """What everybody has to have learnt: audience, training and requirement."""

    template_name = "courses/requirements/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        if not can(actor, "learn"):
            raise Http404
        return super().get_context_data(
            rows=matrix_for(actor=actor, today=timezone.localdate()),
            groups=Requirement.Group.choices,
            may_edit=can(actor, "keep_matrix"),
            sees_standing=can(actor, "see_standing"),
            **kwargs,
        )


class NewCell(LoginRequiredMixin, FormView):
    """A new cell. The first press shows what it would ask; the second writes it."""

    template_name = "courses/requirements/cell.html"
    form_class = RequirementForm
    row: Requirement | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can(request.user, "keep_matrix"):
            raise Http404
        if "pk" in kwargs:
            self.row = requirement_of(actor=request.user, pk=kwargs["pk"])  # type: ignore[arg-type]
            if self.row is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def offered(self) -> Offered:
        """Everything that can be asked for."""
        actor: Any = self.request.user
        return things_offered(council_id=actor.council_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = frozenset(code for _, codes in self.offered for code, _ in codes)
        held = frozenset(self.row.codes) if self.row else frozenset()
        return {**super().get_form_kwargs(), "known": known | held}

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        if row is None:
            return {"first_days": 28, "active_from": timezone.localdate(), **self.request.GET.dict()}
        names = (
            "training", "group", "kind", "things", "first_days", "refresh_months", "active_from",
            "active_to", "reason",
        )  # fmt: skip
        return {**{name: getattr(row, name) for name in names}, "roles": list(row.role_codes)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, offered=self.offered, **kwargs)

    def form_valid(self, form: RequirementForm) -> HttpResponse:
        actor: Any = self.request.user
        draft = _draft(form)
        if self.request.POST.get("step") != "save":
            return self._preview(form, draft)
        try:
            save_requirement(
                council=actor.council, requirement=self.row, draft=draft, by=actor, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, "The matrix is changed. What is due is asked for now.")
        return redirect("matrix")

    def _preview(self, form: RequirementForm, draft: Draft) -> HttpResponse:
        """What this would ask of whom, before anything is written."""
        actor: Any = self.request.user
        effect = effect_of(
            actor=actor,
            cell=_cell(draft, self.row),
            instead_of=self.row.pk if self.row else None,
            today=timezone.localdate(),
        )
        said = {name: self.request.POST.getlist(name) for name in form.fields if name in self.request.POST}
        return self.render_to_response(
            self.get_context_data(form=form, effect=effect, said=said, draft=draft)
        )


class EditCell(NewCell):
    """A cell that stands in the matrix."""


def _draft(form: RequirementForm) -> Draft:
    said = form.cleaned_data
    return Draft(
        training=" ".join(said["training"].split()),
        group=said["group"],
        roles=tuple(said["roles"]),
        kind=said["kind"],
        things=tuple(said["things"].split()),
        first_days=said["first_days"],
        refresh_months=said["refresh_months"],
        active_from=said["active_from"],
        active_to=said["active_to"],
        reason=" ".join(said["reason"].split()),
    )


def _cell(draft: Draft, row: Requirement | None) -> Cell | None:
    """The draft as the rules see it; None for one that asks nothing by itself. One that begins later is
    shown as it will be on its first day."""
    if draft.kind not in ASKING:
        return None
    today: datetime.date = timezone.localdate()
    return Cell(
        pk=row.pk if row else 0,
        training=draft.training,
        group=draft.group,
        roles=draft.roles,
        things=draft.things,
        first_days=draft.first_days,
        refresh_months=draft.refresh_months,
        active_from=min(draft.active_from, today),
        active_to=draft.active_to,
        reason=draft.reason,
    )
