"""Audits: the list, and one audit."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import can, scope_of
from academy.people.grants import Scope
from academy.people.models import User
from academy.record.actions import note_look
from assessments.audits.forms import SearchForm
from assessments.audits.queries import audit_page, audits_of

PAGE = 50


class Reads(LoginRequiredMixin, TemplateView):
    """For staff; guests find nothing here."""

    action = "learn"

    @property
    def actor(self) -> User:
        """Who is asking."""
        if not isinstance(self.request.user, User):
            raise Http404
        return self.request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, self.action):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class AuditList(Reads):
    """The audits that I may see: my own plans, my team's, or all."""

    template_name = "assessments/audits/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET or None, actor=self.actor)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        team = asked.get("team")
        rows = audits_of(actor=self.actor, words=asked.get("words", ""), team=team.pk if team else None)
        scope = scope_of(self.actor, "audit")
        return super().get_context_data(
            form=form,
            page=Paginator(rows, PAGE).get_page(self.request.GET.get("page")),
            own_only=scope is Scope.OWN,
            scope_words={Scope.TEAM: "of your team", Scope.COUNCIL: "of the council"}.get(
                scope, "of plans you wrote"
            ),
            can_bring_in=can(self.actor, "bring_in_audits"),
            can_sample=can(self.actor, "keep_sample"),
            can_moderate=can(self.actor, "moderate"),
            can_answer=can(self.actor, "answer_questions"),
            sees_agreement=can(self.actor, "see_agreement"),
            can_audit=can(self.actor, "audit_plans"),
            **kwargs,
        )


class AuditView(Reads):
    """One audit: what the auditor decided, with the arithmetic beside it."""

    template_name = "assessments/audits/audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = audit_page(actor=self.actor, pk=kwargs["pk"])
        if page is None:
            raise Http404
        if page.audit.writer_id is not None:
            note_look(
                actor=self.actor, person=page.audit.writer_id, what="Audit of a plan", at=timezone.now()
            )
        return super().get_context_data(
            found=page,
            own=page.audit.writer_id == self.actor.pk,
            may_moderate=can(self.actor, "draw_moderation"),
            **kwargs,
        )
