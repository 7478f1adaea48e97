"""Making an account oneself: who you are, a code from your mailbox, where you work.

What stands on these pages is the same whether an address, an organisation or a code is known or not. Only
somebody who has read the code in the mailbox of an organisation learns that the organisation is known.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from academy.kit.refusals import Refused
from academy.partners.actions import ask_access, join_with_code
from academy.partners.actions.places import Newcomer
from academy.partners.forms import JoinForm, MailedCodeForm, PlaceForm
from academy.partners.queries.joining import Offer, is_known, offer_for
from academy.people.models import User

SESSION, MOST_TRIES, SECONDS = "joining", 5, 15 * 60


class JoinProcess(AbstractCodeVerificationProcess):
    """allauth's checking of a code, kept in the visitor's session for a quarter of an hour.

    Whoever has an account gets a letter that says so, and no code: every code is then a wrong one.
    """

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(max_attempts=MOST_TRIES, timeout=SECONDS, state=state)

    @classmethod
    def begin(cls, request: HttpRequest, said: dict[str, str], back: str) -> JoinProcess:
        """Send the letter and keep what was typed."""
        state = {**cls.initial_state(user=None, email=said["email"]), **said}
        state.update(joins_with=said["code"], code="", back=back, checked=False)
        process = cls(request, state)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> JoinProcess | None:
        """What the visitor has begun; nothing when it has run out."""
        state = request.session.get(SESSION)
        return cls(request, state).abort_if_invalid() if isinstance(state, dict) else None

    def send(self) -> None:
        """One letter to the address, in every case."""
        adapter, email = get_adapter(), self.state["email"]
        if is_known(email=email):
            path = resolve_url("account_login")
            link = self.request.build_absolute_uri(path)
            adapter.send_mail("account/email/join_known", email, {"sign_in": link})
            return
        self.state["code"] = adapter.generate_email_verification_code()
        adapter.send_mail("account/email/join_code", email, {"code": self.state["code"]})

    def persist(self) -> None:
        self.request.session[SESSION] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION, None)

    def try_code(self, code: str) -> bool:
        """Whether this is the code of the letter. A wrong one counts as a try."""
        if compare_user_code(actual=code, expected=self.state["code"]):
            self.state.update(checked=True, at=time.time())
            self.persist()
            return True
        self.record_invalid_attempt()
        return False

    @property
    def offer(self) -> Offer:
        """What this address may have, now that it has been checked."""
        return offer_for(email=self.state["email"], code=self.state["joins_with"])

    def newcomer(self, role: str) -> Newcomer:
        """Who wants to join, in a role."""
        return Newcomer(self.state["given_name"], self.state["family_name"], self.state["email"], role)


def _back(request: HttpRequest) -> str:
    """Where the visitor came from, if it is a page of ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if address and get_adapter().is_safe_url(address) else ""


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class JoinStep(FormView):
    """A step on the way in. Whoever is signed in has nothing to do here."""

    process: JoinProcess | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(_back(request) or "start")
        self.process = JoinProcess.resume(request)
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def gone(self) -> HttpResponse:
        """Nothing has been begun, or it has run out."""
        return render(self.request, "academy/partners/join_gone.html")


class Join(JoinStep):
    """Who you are, your address at work and your organisation's code."""

    template_name = "academy/partners/join.html"
    form_class = JoinForm

    def form_valid(self, form: JoinForm) -> HttpResponse:
        said = form.cleaned_data
        limit = {"action": "request_login_code", "key": said["email"]}
        if not ratelimit.consume(self.request, **limit):
            words = "You have asked for several letters in a short time. Wait a minute, then try again."
            form.add_error(None, words)
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        JoinProcess.begin(self.request, said, _back(self.request))
        return redirect("hub_join_code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=_back(self.request), **kwargs)


class JoinCheck(JoinStep):
    """The code from the letter."""

    template_name = "academy/partners/join_code.html"
    form_class = MailedCodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.process else self.gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.process else self.gone()

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        if self.process is None:
            return self.gone()
        if self.process.try_code(form.cleaned_data["code"]):
            return redirect("hub_join_place")
        if SESSION not in self.request.session:
            return self.gone()
        form.add_error("code", "Code from the e-mail: this is not the code that we sent. Look again.")
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        email = self.process.state["email"] if self.process else ""
        return super().get_context_data(email=email, **kwargs)


class JoinPlace(JoinStep):
    """Where you work and as what: an account at once, or a request to your organisation."""

    template_name = "academy/partners/join_place.html"
    form_class = PlaceForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self._checked else self.gone()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self._checked else self.gone()

    @property
    def _checked(self) -> bool:
        return self.process is not None and bool(self.process.state["checked"])

    @property
    def begun(self) -> JoinProcess:
        """What was begun; for a visitor whose address has been checked."""
        assert self.process is not None  # noqa: S101
        return self.process

    def get_form_kwargs(self) -> dict[str, Any]:
        offer, state = self.begun.offer, self.begun.state
        person = User(email=state["email"], given_name=state["given_name"], family_name=state["family_name"])
        return {
            **super().get_form_kwargs(),
            "organisations": offer.organisations,
            "roles": offer.roles,
            "person": person if offer.joins else None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offer = self.begun.offer
        gave_code = bool(self.begun.state["joins_with"].strip())
        return super().get_context_data(offer=offer, code_did_not_fit=gave_code and not offer.joins, **kwargs)

    def form_valid(self, form: PlaceForm) -> HttpResponse:
        offer, said = self.begun.offer, form.cleaned_data
        newcomer = self.begun.newcomer(said["role"])
        try:
            if offer.code is None:
                chosen = said["organisation"] or offer.organisations[0][0]
                ask_access(organisation=offer.organisation(chosen), newcomer=newcomer, at=timezone.now())
                self.begun.abort()
                return render(self.request, "academy/partners/join_asked.html")
            person = join_with_code(
                code=offer.code, newcomer=newcomer, password=said["password"], at=timezone.now()
            )
        except Refused as refused:
            form.refuse(refused)
            return self.form_invalid(form)
        return self._sign_in(person)

    def _sign_in(self, person: User) -> HttpResponse:
        """Through the one door, as if by a code; then where they came from."""
        back = self.begun.state["back"] or resolve_url("start")
        self.begun.abort()
        messages.success(self.request, "You have an account now, and you are signed in.")
        record_authentication(self.request, person, method="code", email=person.email)
        login = Login(user=person, redirect_url=back, email=person.email)
        answer: HttpResponse = perform_login(self.request, login)
        return answer
