"""What is done about an organisation's people: inviting, ending, coordinators, the code, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from academy.kit.refusals import Refused
from academy.partners import actions
from academy.partners.forms import DomainsForm, InviteForm
from academy.partners.models import AccessRequest
from academy.partners.queries.addresses import domains_of
from academy.partners.queries.lists import left_with, request_for
from academy.partners.queries.pages import ending
from academy.partners.rules.roles import role_choices
from academy.partners.views.organisations import OneOrganisation


class FormPage(OneOrganisation, FormView):
    """A form about one organisation; what the domain refuses is said at its place."""

    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation = self.organisation
        return super().get_context_data(name=organisation.name, back=self.address(), hub=self.hub, **kwargs)

    def act(self, said: dict[str, Any]) -> str:
        """What the form does, and the words about it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.organisation:
            return super().get(request, *args, **kwargs)
        raise Http404

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            words = self.act(form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            return self.form_invalid(form)
        messages.success(self.request, words)
        return self.home()


class Invite(FormPage):
    """Invite a colleague."""

    template_name = "academy/partners/invite.html"
    form_class = InviteForm

    def get_form_kwargs(self) -> dict[str, Any]:
        roles = role_choices(self.organisation.sector, everything=not self.hub)
        return {**super().get_form_kwargs(), "roles": roles, "with_end": not self.hub}

    def act(self, said: dict[str, Any]) -> str:
        person = actions.invite_colleague(
            organisation=self.organisation, by=self.actor, at=timezone.now(), **said
        )
        return f"{person.get_full_name()} has a place. The invitation goes by e-mail."


class Domains(FormPage):
    """Which endings of addresses are the organisation's."""

    template_name = "academy/partners/domains.html"
    form_class = DomainsForm

    def get_initial(self) -> dict[str, Any]:
        return {"domains": "\n".join(domains_of(self.organisation))}

    def act(self, said: dict[str, Any]) -> str:
        names = said["domains"].replace(",", "\n").split()
        actions.set_domains(organisation=self.organisation, domains=names, by=self.actor, at=timezone.now())
        return "The endings of addresses are written down."


class NewCode(OneOrganisation, View):
    """Makes or renews the code and shows it, this once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        organisation = self.organisation
        try:
            code = actions.make_code(
                organisation=organisation, key=self.key(), by=self.actor, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, refused.words)
            return self.home()
        page = CodeShown.as_view(hub=self.hub, code=code)
        response: HttpResponse = page(request, pk=pk)
        return response


class CodeShown(OneOrganisation, TemplateView):
    """The new code, with words to send to colleagues. Shown as the answer to making it, and never again."""

    template_name = "academy/partners/code.html"
    code = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            name=self.organisation.name,
            domains=domains_of(self.organisation),
            code=self.code,
            join=self.request.build_absolute_uri(reverse("hub_join")),
            back=self.address(),
            hub=self.hub,
            **kwargs,
        )


class Press(OneOrganisation, View):
    """A button on the page of an organisation."""

    http_method_names = ["post"]

    def press(self) -> str:
        """What the button does, and the words about it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        organisation = self.organisation
        try:
            messages.success(request, self.press())
        except Refused as refused:
            messages.error(request, refused.words)
        left = left_with(actor=self.actor, organisation=organisation, as_coordinator=self.hub)
        if left == "out":
            logout(request)
            return redirect("welcome")
        return self.home() if left == "here" else redirect("start")


class CodeOff(Press):
    """Nobody can join with the code any more."""

    def press(self) -> str:
        actions.switch_off_code(organisation=self.organisation, by=self.actor, at=timezone.now())
        return "The code is switched off. Whoever has joined stays."


class Resend(Press):
    """Sends an invitation again."""

    def press(self) -> str:
        place = self.place()
        actions.resend_invitation(place=place, key=self.key(), by=self.actor, at=timezone.now())
        return f"The invitation goes to {place.person.get_full_name()} again."


class Coordinate(Press):
    """Lets somebody look after the organisation, or no longer."""

    on = True

    def press(self) -> str:
        place, change = self.place(), actions.make_coordinator if self.on else actions.remove_coordinator
        change(place=place, by=self.actor, at=timezone.now())
        name = place.person.get_full_name()
        return f"{name} is a coordinator now." if self.on else f"{name} is no coordinator any more."


class EndPlace(Press, TemplateView):
    """Asks first, then ends somebody's place."""

    http_method_names = ["get", "post"]
    template_name = "academy/partners/end.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = ending(place=self.place(), at=timezone.now())
        kwargs.pop("place", None)
        return super().get_context_data(facts=facts, back=self.address(), hub=self.hub, **kwargs)

    def press(self) -> str:
        place = self.place()
        actions.end_affiliation(place=place, by=self.actor, at=timezone.now())
        return f"The place of {place.person.get_full_name()} has ended. Their booked places are given back."


class Answer(Press):
    """Says yes or no to somebody who asks for an account."""

    approve = True

    def press(self) -> str:
        request = self._asked()
        answer: Callable[..., object] = actions.approve_access if self.approve else actions.decline_access
        answer(request=request, by=self.actor, at=timezone.now())
        name = f"{request.given_name} {request.family_name}"
        if self.approve:
            return f"{name} has an account. The invitation goes by e-mail."
        return f"{name} gets no account, and hears of it by e-mail."

    def _asked(self) -> AccessRequest:
        found = request_for(organisation=self.organisation, pk=self.kwargs["asked"])
        if found is None:
            raise Http404
        return found
