"""The rules as everybody reads them, and one version with its history for those who keep them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from academy.people.access import can
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.rulewords import describe_rule
from courses.rulebook.queries.versions import rule_lines, version_for, versions_of
from courses.rulebook.rules import can_drop, can_switch_off, can_switch_on, can_try


class RulesPage(LoginRequiredMixin, TemplateView):
    """The rules with their guards and caps, in words. Everybody may know what may be asked of them."""

    template_name = "courses/rulebook/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        lines = rule_lines(actor=actor)
        if not lines:
            raise Http404
        return super().get_context_data(
            lines=lines,
            keeps=can(actor, "keep_rules"),
            sees_loop=can(actor, "see_loop"),
            **kwargs,
        )


class KeeperView(LoginRequiredMixin):
    """A page for those who keep rules; 404 for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can(request.user, "keep_rules"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]


class OneVersion(KeeperView):
    """A page about one version."""

    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def version(self) -> LoopRuleVersion:
        """The version; 404 for one that the actor may not see."""
        found = version_for(actor=self.request.user, pk=self.kwargs["pk"])  # type: ignore[arg-type]
        if found is None:
            raise Http404
        return found


class VersionPage(OneVersion, TemplateView):
    """One version: what it says, where it stands, what can be done with it, and the others."""

    template_name = "courses/rulebook/version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        return super().get_context_data(
            version=version,
            words=describe_rule(version),
            versions=versions_of(version),
            may={
                "try": can_try(version),
                "on": can_switch_on(version),
                "off": can_switch_off(version),
                "drop": can_drop(version),
            },
            **kwargs,
        )
