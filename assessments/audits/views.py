"""Audits: the list, one audit, and who goes into the next sample."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.access import Scope, can, scope_of
from academy.people.models import User
from assessments.audits.forms import SearchForm
from assessments.audits.queries import audit_page, audits_of, wishes_of

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
            **kwargs,
        )


class AuditView(Reads):
    """One audit: what the auditor decided, with the arithmetic beside it."""

    template_name = "assessments/audits/audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = audit_page(actor=self.actor, pk=kwargs["pk"])
        if page is None:
            raise Http404
        return super().get_context_data(found=page, own=page.audit.writer_id == self.actor.pk, **kwargs)


class Sample(Reads):
    """Writers whose next plans are to be audited. Blind: not on what, and not why."""

    template_name = "assessments/audits/sample.html"
    action = "keep_sample"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wishes = wishes_of(actor=self.actor, today=timezone.localdate())
        return super().get_context_data(wishes=wishes, plans=sum(wish.left for wish in wishes), **kwargs)
