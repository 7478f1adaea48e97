"""What fails widely: the list, and one proposal with its numbers and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from academy.people.access import can
from courses.assignments.queries.reach import sees_names
from courses.improvements.models import Improvement
from courses.improvements.queries.lists import causes_of, improvement_for, improvements_for, person_words
from courses.improvements.queries.words import STEPS, name_group, say_effect, say_when, say_wide, shares_of
from courses.improvements.queries.workshops import workshops_of
from courses.improvements.rules import can_decide, can_drop, can_finish, can_plan, can_start


class ImprovementsPage(LoginRequiredMixin, TemplateView):
    """All shared steps by state. 404 for those who have no loop to see."""

    template_name = "courses/improvements/list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "see_improvements"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = improvements_for(actor=self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(groups=groups, n=sum(len(rows) for _, rows in groups), **kwargs)


class OneImprovement(LoginRequiredMixin):
    """A page about one shared step; 404 for one that the actor may not see."""

    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def improvement(self) -> Improvement:
        """The shared step."""
        found = improvement_for(actor=self.request.user, pk=self.kwargs["pk"])  # type: ignore[arg-type]
        if found is None:
            raise Http404
        return found


class ImprovementPage(OneImprovement, TemplateView):
    """The numbers, the decision, the effect, and what can be done next."""

    template_name = "courses/improvements/one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.improvement, self.request.user
        named = sees_names(actor)  # type: ignore[arg-type]
        decides = can(actor, "decide_improvement")
        carries = can(actor, "carry_improvement", one)
        return super().get_context_data(
            one=one,
            owner=person_words(one.owner, named=named),
            decided_by=person_words(one.decided_by, named=named),
            group=name_group(one),
            words=say_wide(one),
            when=say_when(one),
            step=STEPS[Improvement.Step(one.step)],
            shares=shares_of(one),
            effect=say_effect(one),
            causes=causes_of(one),
            workshops=workshops_of(one, actor=actor),
            sees_loop=can(actor, "see_loop"),
            may={
                "decide": decides and can_decide(one),
                "drop": decides and can_drop(one),
                "plan": carries and can_plan(one),
                "start": carries and can_start(one),
                "finish": carries and can_finish(one),
            },
            **kwargs,
        )
