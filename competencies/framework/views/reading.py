"""The framework as everybody reads it, and its versions for those who keep it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from academy.people.access import can, standing_of
from academy.people.doors import Door
from competencies.framework.models import Framework
from competencies.framework.queries import draft_of, framework_in_force, versions_of
from competencies.framework.queries.shelves import domains_of, task_cards


class Reading(Door, TemplateView):
    """A page of the version in force."""

    @cached_property
    def framework(self) -> Framework | None:
        """The version that is read; none before the first is in force."""
        return framework_in_force(council_id=self.actor.council_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = can(self.actor, "keep_framework")
        return super().get_context_data(
            framework=self.framework,
            keeps=keeps,
            sees_coverage=keeps or can(self.actor, "edit_content"),
            **kwargs,
        )


class FrameworkPage(Reading):
    """Levels, domains with their competencies, and kinds of evidence."""

    template_name = "competencies/framework/framework.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.framework
        shelves = (
            {"domains": domains_of(found), "levels": found.levels.all(), "kinds": found.evidence_kinds.all()}
            if found
            else {}
        )
        return super().get_context_data(**shelves, **kwargs)


class TasksPage(Reading):
    """Whole pieces of work, what they are built on, and what the reader's role is expected to hold."""

    template_name = "competencies/framework/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.framework
        roles = standing_of(self.actor).roles
        cards = task_cards(framework=found, roles=roles) if found else []
        return super().get_context_data(cards=cards, **kwargs)


class OfVersion(Reading):
    """The same page of a version that is not, or not yet, in force."""

    acts = ("keep_framework",)

    @cached_property
    def framework(self) -> Framework | None:
        """The version of the address."""
        found = versions_of(actor=self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.framework, **kwargs)


class VersionPage(OfVersion, FrameworkPage):
    """A version: levels, domains, kinds of evidence."""


class VersionTasks(OfVersion, TasksPage):
    """A version: its tasks."""


class VersionsPage(Door, TemplateView):
    """Every version, and where the next one stands."""

    acts = ("keep_framework",)
    template_name = "competencies/framework/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            versions=versions_of(actor=self.actor),
            draft=draft_of(council_id=self.actor.council_id),
            **kwargs,
        )
