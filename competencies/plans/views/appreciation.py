"""Thanking a colleague; good work held up while its writer consents."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.models import User
from competencies.plans import actions
from competencies.plans.forms import AskForm, ConsentForm, PlanForm, ThanksForm
from competencies.plans.models import Exemplar, ThankYou
from competencies.plans.queries.appreciation import (
    exemplar_to_answer,
    exemplars_shown,
    person_to_ask,
    thanks_to,
)
from competencies.plans.queries.sight import sight_of
from competencies.plans.rules.appreciation import check_asks
from competencies.plans.views.doors import FormPage, PlanPage, Press

PAGE = 20


class NewThanks(FormPage):
    """A few words to a colleague."""

    done = "Sent. Only they can read it, unless they show it to their manager."

    def make_form(self, sent: Any) -> PlanForm:
        return ThanksForm(sent)

    def context(self) -> dict[str, Any]:
        return {
            "title": "Thank a colleague",
            "lead": "A few words. They get a letter with your name.",
            "button": "Send it",
            "back": self.back(),
        }

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        actions.thank_colleague(
            email=said["email"], key=said["key"], words=said["words"], by=self.actor, at=self.at
        )

    def back(self) -> str:
        return reverse("my_plan")


class ShowThanks(Press):
    """The receiver shows it to their manager, or no longer."""

    row: ThankYou

    def load(self) -> None:
        row = thanks_to(actor=self.actor, pk=self.kwargs["pk"])
        if row is None or self.kwargs["how"] not in ("show", "hide"):
            raise Http404
        self.row = row
        self.shown = self.kwargs["how"] == "show"
        self.done = "Your manager can read it now." if self.shown else "Only you can read it now."

    def act(self) -> None:
        actions.show_thanks(thanks=self.row, shown=self.shown, by=self.actor, at=self.at)

    def back(self) -> str:
        return reverse("my_plan") + "#thanks"


class Exemplars(PlanPage):
    """Good work that colleagues agreed to show."""

    template_name = "competencies/plans/exemplars.html"

    def context(self) -> dict[str, Any]:
        page = Paginator(exemplars_shown(actor=self.actor), PAGE).get_page(self.request.GET.get("page"))
        return {"page_obj": page}


class AskConsent(FormPage):
    """Ask a writer whether something of theirs may be shown."""

    done = "Asked. They get a letter, and can say no without a reason."
    person: User

    def load(self) -> None:
        person = person_to_ask(actor=self.actor, pk=self.kwargs["pk"])
        try:
            if person is None:
                raise Http404
            check_asks(person=person, by=self.actor)
        except Refused as refused:
            raise Http404 from refused
        self.person = person

    def make_form(self, sent: Any) -> PlanForm:
        return AskForm(sent)

    def context(self) -> dict[str, Any]:
        return {
            "title": f"Hold up good work of {self.person.get_full_name()}",
            "lead": "They decide whether it is shown, and choose the words themselves.",
            "button": "Ask for consent",
            "back": self.back(),
        }

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        actions.ask_consent(
            person=self.person, plan_ref=said["plan_ref"], why=said["why"], by=self.actor, at=self.at
        )

    def back(self) -> str:
        sees = sight_of(actor=self.actor, person=self.person, on=self.today) is not None
        return reverse("person_plan", args=[self.person.pk]) if sees else reverse("exemplars")


class OfExemplar(PlanPage):
    """About something that the actor wrote and that somebody would like to hold up."""

    row: Exemplar

    def load(self) -> None:
        row = exemplar_to_answer(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = row

    def back(self) -> str:
        """Back to one's plan."""
        return reverse("my_plan") + "#exemplars"


class AnswerConsent(OfExemplar, FormPage):
    """Say yes with a passage; or no."""

    template_name = "competencies/plans/consent.html"
    done = "Thank you. Colleagues can read it now. You can take it back at any time."

    def make_form(self, sent: Any) -> PlanForm:
        return ConsentForm(sent)

    def context(self) -> dict[str, Any]:
        return {"row": self.row, "back": self.back()}

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        actions.give_consent(
            exemplar=self.row, passage=said["passage"], is_named=said["is_named"], by=self.actor, at=self.at
        )


class DeclineConsent(OfExemplar, Press):
    """No, without a reason."""

    done = "Noted. It is not shown to anybody."

    def act(self) -> None:
        actions.decline_consent(exemplar=self.row, by=self.actor, at=self.at)


class RevokeConsent(OfExemplar, Press):
    """Not any more."""

    done = "Taken back. It is not shown to anybody any more."

    def act(self) -> None:
        actions.revoke_consent(exemplar=self.row, by=self.actor, at=self.at)
