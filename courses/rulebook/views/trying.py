"""Trying a version over the past, laying two side by side, switching on and off."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.refusals import Refused
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.rulebooks import rule_of
from courses.assignments.rules import LITERAL_RULES, Rule
from courses.rulebook.actions import drop_version, note_trial, switch_off, switch_on
from courses.rulebook.forms import CompareForm
from courses.rulebook.queries.dryruns import bench_for
from courses.rulebook.queries.versions import version_for, versions_of
from courses.rulebook.rules import can_switch_on, can_try
from courses.rulebook.views.reading import OneVersion

SHOWN = 60
"""Lines of a list on the page; the others are counted."""
LITERAL = "literal"


class Tried(OneVersion):
    """A page that replays the past."""

    def bench(self, *rules: Rule) -> Any:
        """The past, loaded once."""
        return bench_for(actor=self.request.user, today=timezone.localdate(), rules=rules)  # type: ignore[arg-type]

    def rule(self) -> Rule:
        """This version as the rules have it."""
        return rule_of(self.version)


class DryRunPage(Tried, TemplateView):
    """What this version would have asked over the past 24 months. The button counts as looked at."""

    template_name = "courses/rulebook/past.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = self.rule()
        run = self.bench(rule).run(rule)
        version = self.version
        return super().get_context_data(
            version=version,
            run=run,
            asked=run.asked[-SHOWN:][::-1],
            held=run.held[-SHOWN:][::-1],
            may_try=can_try(version) and version.state != "tried",
            may_on=can_switch_on(version),
            compare=CompareForm(choices=_others(version)),
            **kwargs,
        )


class TryVersion(DryRunPage):
    """The button under a draft: show the dry run, and keep that it was looked at."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rule = self.rule()
        run = self.bench(rule).run(rule)
        try:
            note_trial(version=self.version, counts=run.counts, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("rule_version", self.version.pk)
        return redirect("rule_past", self.version.pk)


def _others(version: LoopRuleVersion) -> list[tuple[str, str]]:
    """What this version can be compared with: its sisters, and the rule as first agreed."""
    sisters = [one for one in versions_of(version) if one.pk != version.pk]
    choices = [(str(one.pk), f"version {one.number} ({one.get_state_display().lower()})") for one in sisters]
    if any(rule.code == version.rule.code for rule in LITERAL_RULES):
        choices.append((LITERAL, "the rule as first agreed, word for word"))
    return choices


class SideBySidePage(Tried, TemplateView):
    """Two settings over the same past: what is more, what is less, who is only in one."""

    template_name = "courses/rulebook/beside.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, choices = self.version, _others(self.version)
        other = self.request.GET.get("other", choices[0][0] if choices else "")
        if other not in dict(choices):
            raise Http404
        one, two = self.rule(), self._other(other)
        sides = self.bench(one, two).compare(one, two)
        return super().get_context_data(
            version=version,
            other_words=dict(choices)[other],
            sides=sides,
            more=sides.more[-SHOWN:][::-1],
            less=sides.less[-SHOWN:][::-1],
            compare=CompareForm(choices=choices, initial={"other": other}),
            **kwargs,
        )

    def _other(self, value: str) -> Rule:
        if value == LITERAL:
            return next(rule for rule in LITERAL_RULES if rule.code == self.version.rule.code)
        found = version_for(actor=self.request.user, pk=int(value))  # type: ignore[arg-type]
        if found is None:
            raise Http404
        return rule_of(found)


class Act(OneVersion, View):
    """A button: one action, then back to the version."""

    http_method_names: ClassVar[list[str]] = ["post"]
    done = ""

    def act(self) -> None:
        """What the button does."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, f"{self.version} {self.done}")
        return redirect("rule_version", self.version.pk)


class SwitchOn(Act):
    """New audits are answered by this version from now on."""

    done = "is on. New audits are answered by it; what was asked before stays."

    def act(self) -> None:
        switch_on(version=self.version, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]


class SwitchOff(Act):
    """The rule asks nothing more."""

    done = "is off. What was asked before stays."

    def act(self) -> None:
        switch_off(version=self.version, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]


class DropVersion(Act):
    """A draft is put aside."""

    done = "was dropped."

    def act(self) -> None:
        drop_version(version=self.version, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
