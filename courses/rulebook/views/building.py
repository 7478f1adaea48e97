"""Building a rule: choose its kind, then fill in the sentence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.queries import scanner_for
from courses.assignments.models import LoopRule
from courses.assignments.queries.rulebooks import rule_of
from courses.assignments.rules import ASKING, Rule, base_rule
from courses.rulebook.actions import Draft, draft_rule
from courses.rulebook.forms import SentenceForm
from courses.rulebook.queries.offered import Offered, offered_for
from courses.rulebook.queries.versions import newest_of, rule_for
from courses.rulebook.rules import SEVERAL
from courses.rulebook.views.reading import KeeperView

KINDS = (
    ("repeated", "The same criterion or section below good several times"),
    ("severe", "One mark below good or inadequate, at once"),
    ("first", "Below good for the first time: a practice note is offered"),
    ("team", "Many marks of one team below good in a quarter: a workshop"),
    ("excellent", "Outstanding several times: a thank-you"),
)
ASKS = {
    "first": "Nothing. A five-minute note is offered",
    "team": "A workshop for the team, if its leaders and the practice development lead decide so",
    "excellent": "Nothing. A thank-you, and an invitation to share the example if the writer agrees",
}
"""What a new rule of each kind asks, in words; the others ask for a module."""


class ChooseKind(KeeperView, TemplateView):
    """Which sentence does the rule begin with?"""

    template_name = "courses/rulebook/kinds.html"
    extra_context: dict[str, Any] = {
        "kinds": [(kind, words, f"{ASKS.get(kind, 'A module is asked for')}.") for kind, words in KINDS]
    }


class NewRule(KeeperView, FormView[SentenceForm]):
    """A new rule as a sentence. It is a draft until its dry run was looked at and it is switched on."""

    template_name = "courses/rulebook/build.html"
    form_class = SentenceForm

    @cached_property
    def row(self) -> LoopRule | None:
        """The rule that is changed; None for a new one."""
        return None

    @cached_property
    def base(self) -> Rule:
        """What the sentence says to begin with."""
        kind = self.kwargs["kind"]
        if kind not in SEVERAL:
            raise Http404
        return base_rule(kind)

    @cached_property
    def offered(self) -> Offered:
        """What the rule can speak of and ask for."""
        actor: Any = self.request.user
        return offered_for(council_id=actor.council_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        actor: Any = self.request.user
        scanner = scanner_for(council=actor.council) if self.request.method == "POST" else None
        return {
            **super().get_form_kwargs(),
            "kind": self.base.kind,
            "offered": self.offered,
            "named": self.row is None,
            "scanner": scanner,
        }

    def get_initial(self) -> dict[str, Any]:
        return SentenceForm.said(self.base)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.base.kind
        return super().get_context_data(
            row=self.row, kind=kind, asking=kind in ASKING, kind_words=dict(KINDS).get(kind, ""), **kwargs
        )

    def form_valid(self, form: SentenceForm) -> HttpResponse:
        actor: Any = self.request.user
        row = self.row
        rule = form.rule(code=row.code if row else "")
        asks = ASKS.get(rule.kind, "The module, with its knowledge check")
        draft = Draft(rule, " ".join(form.cleaned_data.get("title", "").split()), asks)
        try:
            version = draft_rule(council=actor.council, of=row, draft=draft, by=actor, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, f"{version} is a draft. Try it over the past before it asks anything.")
        return redirect("rule_version", version.pk)


class ChangeRule(NewRule):
    """A rule that is there: what you save is its next version."""

    @cached_property
    def row(self) -> LoopRule | None:
        found = rule_for(actor=self.request.user, pk=self.kwargs["pk"])  # type: ignore[arg-type]
        if found is None:
            raise Http404
        return found

    @cached_property
    def base(self) -> Rule:
        newest = newest_of(self.row) if self.row else None
        if newest is None:
            raise Http404
        return rule_of(newest)
