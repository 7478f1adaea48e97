"""Pages on which a named person decides: a gate, the graduation conversation, a support plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from academy.kit.refusals import Refused
from academy.people.access import visible
from academy.people.queries import scanner_for
from courses.cohorts.models import Member
from courses.gates.actions import (
    ConversationDraft,
    agree_conversation,
    agree_new_date,
    open_gate,
    write_conversation,
    write_support_plan,
)
from courses.gates.catalogue import catalogue
from courses.gates.forms import CleanForm, ConversationForm, NewDateForm, OpenForm, SupportForm
from courses.gates.models import GraduationConversation, NinetyDayCheck
from courses.gates.queries import starter_page
from courses.gates.queries.deciding import conversation_page, gate_page
from courses.gates.queries.people import member_seen
from courses.gates.rules.permits import can_decide


class MemberPage(LoginRequiredMixin, TemplateView):
    """A page about one starter whom the viewer may see."""

    member: Member
    form_on_error: CleanForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = member_seen(actor=request.user, pk=kwargs["pk"])  # type: ignore[arg-type]
        if found is None or not self.permits(found, **kwargs):
            raise Http404
        self.member = found
        return super().dispatch(request, *args, **kwargs)

    def permits(self, member: Member, **kwargs: Any) -> bool:
        """Whether this page is for the viewer; those who decide, unless a page says otherwise."""
        return can_decide(member, self.request.user)  # type: ignore[arg-type]

    def again(self, form: CleanForm, **kwargs: Any) -> HttpResponse:
        """The page with what was typed and what is wrong."""
        self.form_on_error = form
        return self.render_to_response(self.get_context_data(**kwargs))

    @property
    def scanner(self) -> Any:
        """The personal-data gate of the council."""
        return scanner_for(council=self.request.user.council)  # type: ignore[union-attr]


class DecideGate(MemberPage):
    """One gate of one starter: the evidence, and what the viewer may decide on it."""

    template_name = "courses/gates/gate.html"

    def permits(self, member: Member, **kwargs: Any) -> bool:
        return kwargs["number"] in catalogue().gates and super().permits(member, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.form_on_error
        opening = held if isinstance(held, OpenForm) else OpenForm()
        moving = held if isinstance(held, NewDateForm) else NewDateForm()
        found = gate_page(member=self.member, number=kwargs["number"])
        return super().get_context_data(page=found, opening=opening, moving=moving, form=held, **kwargs)

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        moves = request.POST.get("act") == "move"
        form: CleanForm = (NewDateForm if moves else OpenForm)(request.POST, scanner=self.scanner)
        if not form.is_valid():
            return self.again(form, pk=pk, number=number)
        try:
            done = self._decide(form, number)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.again(form, pk=pk, number=number)
        messages.success(request, done)
        return redirect("starter_gates", pk=pk)

    def _decide(self, form: CleanForm, number: int) -> str:
        by: Any = self.request.user
        if isinstance(form, NewDateForm):
            agree_new_date(
                member=self.member,
                gate=number,
                new_date=form.cleaned_data["new_date"],
                agreed=form.cleaned_data["agreed"],
                by=by,
                at=timezone.now(),
            )
            return "The new date is written down. They see it on their page and get an e-mail."
        open_gate(member=self.member, gate=number, words=form.cleaned_data["words"], by=by, at=timezone.now())
        return f"Gate {number} is open. They see it on their page and get an e-mail."


class Graduation(MemberPage):
    """The graduation conversation: the form for whoever writes it down, the words for everybody else."""

    template_name = "courses/gates/graduation.html"

    def permits(self, member: Member, **kwargs: Any) -> bool:
        if self.request.method == "POST":
            return super().permits(member, **kwargs)
        held = visible(self.request.user, GraduationConversation).filter(member=member)
        return super().permits(member, **kwargs) or held.exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        found = conversation_page(actor=actor, member=self.member)
        form = self.form_on_error
        if form is None and found.writes:
            form = ConversationForm(catalogue(), known=found.open)
        return super().get_context_data(page=found, form=form, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ConversationForm(catalogue(), request.POST, scanner=self.scanner)
        if not form.is_valid():
            return self.again(form, pk=pk)
        said = form.cleaned_data
        draft = ConversationDraft(
            on=said["on"],
            portfolio=form.portfolio,
            plan_ref=said["plan_ref"],
            about_plan=said["about_plan"],
            strengths=said["strengths"],
            next_steps=said["next_steps"],
            levels=form.levels,
        )
        try:
            write_conversation(member=self.member, draft=draft, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.again(form, pk=pk)
        messages.success(request, "Written down. The second person reads it and agrees.")
        return redirect("graduation", pk=pk)


class AgreeGraduation(MemberPage, View):
    """One press: the second person agrees."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = visible(request.user, GraduationConversation).filter(member=pk).order_by("-attempt").first()
        if held is None:
            raise Http404
        try:
            agree_conversation(conversation=held, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "Agreed. The conversation stands as it is written.")
        return redirect("graduation", pk=pk)


class NinetyDays(MemberPage):
    """Two live plans after graduation, and the support plan."""

    template_name = "courses/gates/ninety_days.html"
    check: NinetyDayCheck

    def permits(self, member: Member, **kwargs: Any) -> bool:
        found = visible(self.request.user, NinetyDayCheck).filter(member=member)
        held = found.select_related("support__by").prefetch_related("plans").first()
        if held is None:
            return False
        self.check = held
        return self.request.method != "POST" or super().permits(member, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor: Any = self.request.user
        support = getattr(self.check, "support", None)
        initial = {"words": support.words, "review_on": support.review_on} if support else None
        page = starter_page(actor=actor, member=self.member)
        return super().get_context_data(
            page=page,
            check=self.check,
            support=support,
            plans=list(self.check.plans.all()),
            form=self.form_on_error or SupportForm(initial=initial),
            may_write=page.decides and self.check.state in ("short", "supported"),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SupportForm(request.POST, scanner=self.scanner)
        if not form.is_valid():
            return self.again(form, pk=pk)
        try:
            write_support_plan(
                check=self.check,
                words=form.cleaned_data["words"],
                review_on=form.cleaned_data["review_on"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.again(form, pk=pk)
        messages.success(request, "The support plan is written down. They see it on their page.")
        return redirect(reverse("ninety_days", args=[pk]))
