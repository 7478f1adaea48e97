"""Probation evidence: put together by a manager, read by both, signed by whoever wrote it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from academy.kit.typesetting import PDF, download, typeset
from academy.record.actions import note_look
from competencies.plans import actions
from competencies.plans.forms import PlanForm, ReportForm, StatementForm
from competencies.plans.queries.probation import (
    ReportView,
    levels_to_choose,
    pieces_to_choose,
    probation_paper,
    report_view,
)
from competencies.plans.rules.probation import FIXED_WORDS, can_sign_report, probation_of
from competencies.plans.views.doors import LOOK, AboutPerson, FormPage, PlanPage, Press
from competencies.plans.views.goals import plan_url


class NewReport(AboutPerson, FormPage):
    """Put a report together. Nothing is filled in but the days."""

    template_name = "competencies/plans/probation_new.html"
    done = "Written. Both of you can read it now. Go through it together, then sign."

    def load(self) -> None:
        super().load()
        if self.sight.is_own:
            raise Http404
        self.probation = probation_of(self.person, on=self.today)

    def make_form(self, sent: Any) -> PlanForm:
        days = self.probation or (None, None)
        return ReportForm(
            sent,
            initial={"begins_on": days[0], "ends_on": days[1]},
            pieces=pieces_to_choose(actor=self.actor, person=self.person),
            levels=levels_to_choose(person=self.person, on=self.today),
        )

    def context(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "fixed": FIXED_WORDS,
            "open": self.probation is not None,
            "back": self.plan_url,
        }

    @property
    def plan_url(self) -> str:
        """The plan of the person."""
        return plan_url(self.person.pk, own=False)

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        self.made = actions.write_report(
            person=self.person,
            key=said["key"],
            said=actions.Said(
                said["begins_on"],
                said["ends_on"],
                said["words"],
                said.get("evidence", ()),
                said.get("tasks", ()),
            ),
            by=self.actor,
            at=self.at,
        )

    def back(self) -> str:
        return reverse("probation", args=[self.made.pk])


class OfReport(PlanPage):
    """About one report that the actor sees."""

    found: ReportView

    def load(self) -> None:
        found = report_view(actor=self.actor, pk=self.kwargs["pk"], on=self.today)
        if found is None:
            raise Http404
        self.found = found
        if self.request.method == "GET":
            note_look(actor=self.actor, person=found.report.person, what=LOOK, at=self.at)

    def back(self) -> str:
        """The page of the report."""
        return reverse("probation", args=[self.found.report.pk])


class Report(OfReport, FormPage):
    """The report, with the fixed words first; and a box for what the person says."""

    template_name = "competencies/plans/probation.html"
    done = "Added. It stands beside the report."

    def make_form(self, sent: Any) -> PlanForm:
        return StatementForm(sent)

    def context(self) -> dict[str, Any]:
        report, own = self.found.report, self.found.sight.is_own
        return {
            "found": self.found,
            "report": report,
            "own": own,
            "fixed": FIXED_WORDS,
            "may_state": own and not report.statement and report.state != "withdrawn",
            "may_read": own and report.person_read_at is None,
            "may_sign": can_sign_report(report, by=self.actor, on=self.today),
            "wrote": self.actor.pk == report.written_by_id,
            "plan_url": plan_url(report.person_id, own=own),
        }

    def act(self, form: Any) -> None:
        actions.state_report(
            report=self.found.report, words=form.cleaned_data["words"], by=self.actor, at=self.at
        )


class ReportPaper(OfReport):
    """The same as a tagged PDF."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file to print or to keep."""
        paper = typeset("probation", probation_paper(self.found), at=self.at)
        return download(paper, name="probation-evidence.pdf", kind=PDF)


class ReadReport(OfReport, Press):
    """I read it."""

    done = "Noted: you read it. That does not say that you agree."

    def act(self) -> None:
        actions.read_report(report=self.found.report, by=self.actor, at=self.at)


class SignReport(OfReport, Press):
    """Signed by whoever wrote it."""

    done = "Signed."

    def act(self) -> None:
        actions.sign_report(report=self.found.report, by=self.actor, at=self.at)


class WithdrawReport(OfReport, Press):
    """Taken back before it is signed."""

    done = "Taken back. It can still be read, and says so."

    def act(self) -> None:
        actions.withdraw_report(report=self.found.report, by=self.actor, at=self.at)
