"""The form that an auditor fills: its overview, its sections, what is checked before it is concluded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from academy.kit.words import clock
from academy.people.doors import Door
from academy.people.queries import scanner_for
from assessments.auditing.actions.amending import amend_allocation, leave_amendment
from assessments.auditing.actions.concluding import conclude_allocation
from assessments.auditing.actions.marking import save_closing, save_marks
from assessments.auditing.forms.marking import AmendForm, ClosingForm, SectionForm
from assessments.auditing.models import SectionSave
from assessments.auditing.queries.form import FormPage, SectionPart, form_page
from assessments.auditing.rules.marking import CLOSING

AnyForm = SectionForm | ClosingForm
CLOSING_FIELDS = ("strengths", "improvements", "action", "own_overall", "own_reason")


class AuditorDoor(Door, View):
    """For auditors and for guests who were asked; each finds only what they are asked to do themselves."""

    acts = ("audit_plans",)

    def form_page(self, pk: int) -> FormPage:
        """One's own allocation, or 404."""
        page = form_page(actor=self.actor, pk=pk)
        if page is None:
            raise Http404
        return page


class FormOverview(AuditorDoor):
    """All sections, how far each is, what the arithmetic makes of it; when concluded, what was given."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render(request, "assessments/auditing/form.html", {"page": self.form_page(pk)})


class SectionPage(AuditorDoor):
    """One section. The button saves all of it; with a script each change is saved at once."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        page = self.form_page(pk)
        part = _part(page, section)
        if not page.is_open:
            return redirect("audit_form", pk=pk)
        return _show(request, page, part, bind(page, part, None))

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        page = self.form_page(pk)
        part = _part(page, section)
        form = bind(page, part, request)
        if not form.is_valid():
            return _show(request, page, part, form)
        try:
            keep(page, part, form, self.actor)
        except Refused as refusal:
            if refusal.code not in ("newer", "older"):
                messages.error(request, refusal.words)
                return redirect("audit_form", pk=pk)
            return self._newer(page, part, form, refusal)
        if request.POST.get("go") == "stay":
            messages.success(request, f"Saved at {clock(timezone.localtime())}.")
            return redirect("audit_form_section", pk=pk, section=section)
        after = page.after(section)
        if after is None:
            return redirect("audit_form_check", pk=pk)
        return redirect("audit_form_section", pk=pk, section=after.code)

    def _newer(self, page: FormPage, part: SectionPart, form: AnyForm, refusal: Refused) -> HttpResponse:
        """What was typed stays in the form, under the number of the newer save: the next press keeps it."""
        form.add_error(None, refusal.words)
        data = self.request.POST.copy()
        data["saves"], data["tab"] = str(part.save.number if part.save else 0), ""
        form.data = data
        return _show(self.request, page, part, form, stored=part)


class KeepSection(AuditorDoor):
    """What the page itself sends with each change. Answers when it was saved and how the grades stand."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever is signed out is told so, so that the page keeps everything until they are back."""
        if request.method == "POST" and not request.user.is_authenticated:
            words = "Not saved yet: you are signed out. Sign in again in another tab, then this page goes on."
            return JsonResponse({"said": words}, status=401)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int, section: str) -> JsonResponse:
        page = self.form_page(pk)
        part = _part(page, section)
        form = bind(page, part, request)
        if not form.is_valid():
            said = " ".join(str(line) for lines in form.errors.values() for line in lines)
            return JsonResponse({"said": f"Not saved. {said}"}, status=422)
        try:
            save = keep(page, part, form, self.actor)
        except Refused as refusal:
            return JsonResponse({"said": refusal.words}, status=409)
        now = self.form_page(pk)
        panel = render_to_string("assessments/auditing/_grades.html", {"page": now, "here": section})
        said = f"Saved at {clock(timezone.localtime(save.saved_at))}"
        return JsonResponse({"saves": save.number, "said": said, "panel": panel})


class CheckAnswers(AuditorDoor):
    """Everything once more, with what is missing; then it is concluded."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.form_page(pk)
        if not page.is_open:
            return redirect("audit_form", pk=pk)
        return render(request, "assessments/auditing/check.html", {"page": page})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.form_page(pk)
        try:
            conclude_allocation(allocation_id=pk, by=self.actor, at=timezone.now())
        except Refused as refusal:
            context = {"page": self.form_page(pk), "refusal": refusal.words}
            return render(request, "assessments/auditing/check.html", context)
        messages.success(request, "The audit is concluded. Thank you.")
        return redirect("audit_form", pk=pk)


class Amend(AuditorDoor):
    """Open a concluded audit again, with a reason."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.form_page(pk)
        if not page.may_amend:
            return redirect("audit_form", pk=pk)
        return render(request, "assessments/auditing/amend.html", {"page": page, "form": AmendForm()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.form_page(pk)
        form = AmendForm(request.POST, scanner=scanner_for(council=page.allocation.auditor.council))
        if not form.is_valid():
            return render(request, "assessments/auditing/amend.html", {"page": page, "form": form})
        try:
            amend_allocation(
                allocation_id=pk, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("audit_form", pk=pk)


class Leave(AuditorDoor):
    """Leave an audit that was opened again as it was."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.form_page(pk)
        try:
            leave_amendment(allocation_id=pk, by=self.actor, at=timezone.now())
            messages.success(request, "The audit stands as it was.")
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("audit_form", pk=pk)


def bind(page: FormPage, part: SectionPart, request: HttpRequest | None) -> AnyForm:
    """The form of a section: as it is stored, or as it was sent."""
    data = request.POST if request is not None else None
    scanner = scanner_for(council=page.allocation.auditor.council) if request is not None else None
    saves = part.save.number if part.save else 0
    if part.code == CLOSING:
        stored = {name: getattr(page.allocation, name) for name in CLOSING_FIELDS}
        return ClosingForm(data, initial={**stored, "saves": saves, "turn": 0}, scanner=scanner)
    return SectionForm(data, lines=part.lines, saves=saves, scanner=scanner)


def keep(page: FormPage, part: SectionPart, form: AnyForm, actor: Any) -> SectionSave:
    """Save a valid form."""
    at = timezone.now()
    pk = page.allocation.pk
    if isinstance(form, ClosingForm):
        return save_closing(allocation_id=pk, said=form.said, sent=form.sent, by=actor, at=at)
    return save_marks(allocation_id=pk, section=part.code, given=form.given, sent=form.sent, by=actor, at=at)


def _part(page: FormPage, section: str) -> SectionPart:
    part = page.part(section)
    if part is None:
        raise Http404
    return part


def _show(
    request: HttpRequest, page: FormPage, part: SectionPart, form: AnyForm, stored: SectionPart | None = None
) -> HttpResponse:
    context = {"page": page, "part": part, "form": form, "here": part.code, "stored": stored}
    name = "closing" if part.code == CLOSING else "section"
    return render(request, f"assessments/auditing/{name}.html", context)
