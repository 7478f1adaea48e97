"""Acting: registering, putting forward, deciding, verifying, awarding, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, View

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.people.doors import Door
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.qualifications.actions import (
    award_registration,
    decide_unit,
    finish_assessing,
    put_forward,
    register_person,
    return_portfolio,
    submit_portfolio,
    verify_portfolio,
    withdraw_registration,
)
from courses.qualifications.forms import (
    OUTSIDE,
    AwardedForm,
    DecideForm,
    PutForwardForm,
    RegisterForm,
    WordsForm,
)
from courses.qualifications.queries import UnitView
from courses.qualifications.queries.choices import award_choices, award_named, people_choices, piece_choices
from courses.qualifications.rules import acts_open
from courses.qualifications.views.doors import AboutOne

FIELD_OF = {"assessor": "assessor", "verifier": "verifier", "no_words": "words"}
"""Where a refusal is said, by its code; any other stands above the form."""


class Register(Door, FormView):
    """Register somebody for an award."""

    acts = ("keep_qualifications",)
    template_name = "courses/qualifications/register.html"
    form_class = RegisterForm

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "people": people_choices(actor=self.actor),
            "awards": award_choices(council_id=self.actor.council_id, on=today),
            "today": today,
            **super().get_form_kwargs(),
        }

    def form_valid(self, form: RegisterForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            row = register_person(
                person=self._person(said["person"]),
                award=award_named(pk=int(said["award"]), council_id=self.actor.council_id),
                assessor=self._looker(said["assessor"]),
                verifier=self._looker(said["verifier"]),
                **{
                    name: said[name]
                    for name in ("centre", "number", "registered_on", "assessor_name", "verifier_name")
                },
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), refused.words)
            return self.form_invalid(form)
        messages.success(self.request, "Registered.")
        return redirect("qualification", row.pk)

    def _person(self, pk: str) -> User:
        return visible(self.actor, User).get(pk=pk)

    def _looker(self, pk: str) -> User | None:
        return None if pk == OUTSIDE else self._person(pk)


class ActForm(AboutOne, FormView):
    """A form about one registration that makes one call. `verb`: what must be open to the reader."""

    verb = ""
    done = ""
    template_name = "courses/qualifications/say.html"
    form_class: type[Any] = WordsForm
    title = ""
    lead = ""
    send = "Save"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if isinstance(request.user, User) and not self.is_open():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_open(self) -> bool:
        """Whether the reader may do this now."""
        return acts_open(registration=self.registration, actor=self.actor)[self.verb]

    def get_form_kwargs(self) -> dict[str, Any]:
        more = super().get_form_kwargs()
        return {"scanner": scanner_for(council=self.actor.council), **more}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            registration=self.registration, back=self.back(), page=self, own=self.own, **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), refused.words)
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.back())

    def act(self, said: dict[str, Any]) -> None:
        """Call the one action of this page."""
        raise NotImplementedError


class Unit(AboutOne, FormView):
    """One unit: the person puts forward, the assessor decides, others read."""

    template_name = "courses/qualifications/unit.html"

    @property
    def view(self) -> UnitView:
        """The unit of the address, or 404."""
        found = self.portfolio.unit(self.kwargs["unit"])
        if found is None:
            raise Http404
        return found

    @property
    def may(self) -> dict[str, bool]:
        """What is open to the reader."""
        return acts_open(registration=self.registration, actor=self.actor)

    def get_form_class(self) -> type[Any]:
        return DecideForm if self.may["assess"] else PutForwardForm

    def get_form_kwargs(self) -> dict[str, Any]:
        more = super().get_form_kwargs()
        if self.may["assess"]:
            return {"scanner": scanner_for(council=self.actor.council), **more}
        held = [str(one.pk) for one in self.view.put_forward]
        return {"pieces": piece_choices(self.view), **more, "initial": {"pieces": held}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            registration=self.registration,
            view=self.view,
            may=self.may,
            back=self.back(),
            own=self.own,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        said, unit = form.cleaned_data, self.view.unit
        about: dict[str, Any] = {
            "registration": self.registration,
            "unit": unit,
            "by": self.actor,
            "at": self.at,
        }
        try:
            if self.may["assess"]:
                decide_unit(met=said["met"] == "met", words=said["words"], **about)
            else:
                put_forward(evidence_ids=[int(pk) for pk in said["pieces"]], **about)
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), refused.words)
            return self.form_invalid(form)
        messages.success(self.request, f"{unit.code} is saved.")
        return redirect(self.back())


class Step(AboutOne, View):
    """A step that needs no words: one button, one call. A refusal is said on the page of the registration."""

    http_method_names = ("post",)
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, self.done)
        return redirect(self.back())

    def act(self) -> None:
        """Call the one action of this step."""
        raise NotImplementedError


class Submit(Step):
    """The person hands the portfolio in."""

    done = "Your portfolio is with the assessor."

    def act(self) -> None:
        submit_portfolio(registration=self.registration, by=self.actor, at=self.at)


class Assess(Step):
    """The assessor passes the portfolio on."""

    done = "The portfolio is with the internal verifier."

    def act(self) -> None:
        finish_assessing(registration=self.registration, by=self.actor, at=self.at)


class Return(ActForm):
    """Back to the person, with what is still needed."""

    title = "Return the portfolio"
    lead = "The person reads what is still needed, changes the portfolio and hands it in again."
    send = "Return it"
    done = "Returned. The person reads what you wrote."

    def is_open(self) -> bool:
        may = acts_open(registration=self.registration, actor=self.actor)
        return may["assess"] or may["verify"]

    def act(self, said: dict[str, Any]) -> None:
        return_portfolio(registration=self.registration, words=said["words"], by=self.actor, at=self.at)


class Verify(ActForm):
    """The internal verifier confirms the assessor's decisions."""

    verb = "verify"
    title = "Verify the portfolio"
    lead = "Say which units you sampled and what you found. Then it is ready for the assessment centre."
    send = "Verify it"
    done = "Verified. It is ready for the assessment centre."

    def act(self, said: dict[str, Any]) -> None:
        verify_portfolio(registration=self.registration, words=said["words"], by=self.actor, at=self.at)


class Withdraw(ActForm):
    """The registration ends without an award."""

    verb = "withdraw"
    title = "Withdraw the registration"
    lead = "The portfolio stays in the record. The person can be registered again."
    send = "Withdraw it"
    done = "Withdrawn."

    def act(self, said: dict[str, Any]) -> None:
        withdraw_registration(registration=self.registration, words=said["words"], by=self.actor, at=self.at)


class Awarded(ActForm):
    """The centre has awarded it."""

    verb = "award"
    form_class = AwardedForm
    title = "Write down the award"
    lead = "The day stands on the letter or the certificate of the assessment centre."
    done = "Written down."

    def get_form_kwargs(self) -> dict[str, Any]:
        more = super().get_form_kwargs()
        del more["scanner"]
        return {"today": timezone.localdate(self.at), **more}

    def act(self, said: dict[str, Any]) -> None:
        award_registration(registration=self.registration, on=said["on"], by=self.actor, at=self.at)
