"""A topic with its dates, for everybody; for those with an account the way to book on the same page."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from academy.kit.refusals import Refused
from academy.partners.actions import invite_colleague
from academy.partners.rules.roles import role_choices
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.bookings.actions import book_places
from courses.bookings.forms.places import ConfirmForm, PlacesForm
from courses.bookings.queries.mine import my_bookings
from courses.bookings.queries.offers import Plan, options_of, plan_booking, session_to_book
from courses.bookings.queries.people import colleague_with
from courses.bookings.queries.reaching import organisation_name, organisation_of, people_of
from courses.bookings.registry import said_of_topic
from courses.sessions.models import Session
from courses.sessions.queries.public import (
    TopicPage,
    served_council,
    session_card,
    topic_page,
)

SHOWN = 3
"""So many of one's own coming bookings stand beside the form."""


class TopicView(View):
    """What the session is, its dates, and in two steps the booking of places. 404 for what is not public."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post"]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = timezone.now()
        council = served_council(actor=request.user, host=request.get_host().partition(":")[0])
        page = (
            topic_page(actor=request.user, council=council, code=kwargs["code"], at=self.at)
            if council
            else None
        )
        if page is None:
            raise Http404
        self.page: TopicPage = page
        if request.method == "POST" and not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if request.method == "POST" and not self.books:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> User:
        """Who books."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def books(self) -> bool:
        """Whether the visitor can book at all."""
        return can(self.request.user, "book")

    @cached_property
    def people(self) -> list[User]:
        """For whom they book besides themselves."""
        return people_of(self.actor)

    @cached_property
    def ways(self) -> list[Any]:
        """The ways into the dates."""
        actor = self.actor if self.request.user.is_authenticated else None
        return options_of(self.page.dates, actor=actor, at=self.at)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.places_form() if self.books and self.ways else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.places_form(request.POST)
        step = request.POST.get("step")
        if not form.is_valid() or step == "change":
            return self.show(form, status=200)
        card = session_card(actor=self.actor, council=self.actor.council, pk=form.session_id, at=self.at)
        session = session_to_book(actor=self.actor, pk=form.session_id) if card else None
        if session is None:
            raise Http404
        try:
            plan = plan_booking(
                session=session, mode=form.mode, people=form.people, actor=self.actor, at=self.at,
                newcomer=form.newcomer.name if form.newcomer else "",
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.words)
            return self.show(form)
        again = self.confirm_form(form, session, plan, request.POST if step == "book" else None)
        if step == "book" and again.is_valid():
            done = self.book(form, again, session)
            if done is not None:
                return done
        return self.check(form, again, plan)

    def book(self, form: PlacesForm, again: ConfirmForm, session: Session) -> HttpResponse | None:
        """Do it; None when it was refused, and the form says why."""
        said, key = again.cleaned_data, again.cleaned_data["key"]
        try:
            people = [*form.people, *self.newcomers(form)]
            made = book_places(
                session=session, people=people, mode=form.mode, key=key, by=self.actor, at=self.at,
                deputy=self.deputy(form, said), not_after=again.not_after, needs=again.needs,
            )  # fmt: skip
        except Refused as refused:
            again.add_error(None, refused.words)
            return None
        if any(one.party == key for one in made):
            return redirect("hub_booked", party=key)
        messages.info(self.request, "Nothing new: these bookings were there already.")
        return redirect("hub_bookings")

    def newcomers(self, form: PlacesForm) -> list[User]:
        """The colleague without an account gets one, and a letter."""
        organisation, new = organisation_of(self.actor), form.newcomer
        if new is None or organisation is None:
            return []
        return [
            invite_colleague(
                organisation=organisation, given_name=new.given_name, family_name=new.family_name,
                email=new.email, role=new.role, by=self.actor, at=self.at,
            )
        ]  # fmt: skip

    def deputy(self, form: PlacesForm, said: dict[str, Any]) -> User | None:
        """Who comes if the person cannot."""
        if said.get("deputy"):
            return form.known[said["deputy"]]
        if not said.get("deputy_email"):
            return None
        found = colleague_with(email=said["deputy_email"], of=form.people[0])
        if found is None:
            raise Refused("No colleague of yours has an account with this address.", code="deputy")
        return found

    def places_form(self, data: Any = None) -> PlacesForm:
        """The first step, with the date of the address chosen if there is one."""
        organisation = organisation_of(self.actor)
        wanted = self.request.GET.get("date", "")
        takes = [one for one in self.ways if one.takes]
        likely = [one for one in takes if not one.mine] or takes
        chosen = [one for one in likely if str(one.session_id) == wanted] or likely
        free = next((one for one in chosen if not one.full), next(iter(chosen), None))
        return PlacesForm(
            data,
            options=self.ways,
            actor=self.actor,
            people=self.people,
            roles=role_choices(organisation.sector) if organisation else (),
            initial={"place": free.value} if free else {},
        )

    def confirm_form(self, form: PlacesForm, session: Session, plan: Plan, data: Any) -> ConfirmForm:
        """The second step."""
        deputies = [one for one in form.known.values() if one not in form.people] if self.people else []
        return ConfirmForm(
            data,
            session=session,
            mode=form.mode,
            people=form.people,
            waits=plan.waits,
            deputies=deputies,
            scanner=scanner_for(council=self.actor.council) if data else None,
            initial={"key": uuid.uuid4()},
        )

    def show(self, form: PlacesForm | None, status: int = 200) -> HttpResponse:
        """The page, with the first step for those who can book."""
        mine = my_bookings(self.actor, at=self.at)[:SHOWN] if self.books else []
        context = {
            "page": self.page, "form": form, "options": self.ways, "mine": mine, "books": self.books,
            "organisation": organisation_name(self.actor) if self.books else "",
            "said": said_of_topic(topic_id=self.page.id), "join": f"?next={self.request.path}",
        }  # fmt: skip
        return render(self.request, "courses/bookings/topic.html", context, status=status)

    def check(self, form: PlacesForm, again: ConfirmForm, plan: Plan) -> HttpResponse:
        """The second step: what will happen."""
        option = next(one for one in self.ways if one.value == form.cleaned_data["place"])
        context = {
            "page": self.page,
            "carried": form.carried(),
            "form": again,
            "plan": plan,
            "option": option,
        }
        return render(self.request, "courses/bookings/check.html", context)


def to_session(request: HttpRequest, pk: int) -> HttpResponse:
    """A session's own address leads to its date on the page of its topic."""
    council = served_council(actor=request.user, host=request.get_host().partition(":")[0])
    card = session_card(actor=request.user, council=council, pk=pk, at=timezone.now()) if council else None
    if card is None:
        raise Http404
    return redirect(f"{reverse('hub_topic', args=[card.topic_code])}?date={pk}#book")


class BookSession(LoginRequiredMixin, View):
    """Where a button “Book” leads: to sign in first, and then to the date on the page of its topic."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not can(request.user, "book"):
            raise Http404
        return to_session(request, pk)
