"""Pages of panels: the list, calling one, one panel, grading alone, and what was agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.doors import Door
from academy.people.queries import scanner_for
from assessments.auditing.actions.panels import agree_panel, drop_panel, grade_alone, hold_panel, open_grades
from assessments.auditing.forms.panels import AgreeForm, AloneForm, DropForm, PanelForm
from assessments.auditing.models import PanelMember
from assessments.auditing.queries.panels import PanelPage, own_grades, panel_page, panels_of, parts_of
from assessments.instruments.queries import current_instrument


class PanelDoor(Door, View):
    """For staff and guests; each finds only the panels that they sit on, chair or look after."""

    acts = ("sit_on_panel",)

    def page(self, pk: int) -> PanelPage:
        """A panel of the actor's, or 404."""
        page = panel_page(actor=self.actor, pk=pk)
        if page is None:
            raise Http404
        return page


class PanelList(PanelDoor):
    """The panels somebody has to do with."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(panels_of(actor=self.actor)[:100])
        context = {"rows": rows, "may_call": can(self.actor, "keep_sample")}
        return render(request, "assessments/auditing/panels.html", context)


class NewPanel(PanelDoor):
    """Call a panel on a plan."""

    acts = ("keep_sample",)
    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "assessments/auditing/panel_new.html", {"form": PanelForm(actor=self.actor)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PanelForm(request.POST, actor=self.actor)
        if form.is_valid() and form.plan is not None:
            try:
                panel = hold_panel(
                    plan=form.plan,
                    instrument=current_instrument(council_id=self.actor.council_id),
                    chair=form.people["chair"],
                    held_on=form.cleaned_data["held_on"],
                    seats=form.seats,
                    by=self.actor,
                    at=timezone.now(),
                )
                return redirect("panel", pk=panel.pk)
            except Refused as refusal:
                form.add_error(None, refusal.words)
        return render(request, "assessments/auditing/panel_new.html", {"form": form})


class PanelView(PanelDoor):
    """One panel: who has graded and, once they are open, all grades side by side."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.page(pk)
        form = DropForm() if page.may_drop else None
        return render(request, "assessments/auditing/panel.html", {"page": page, "drop_form": form})


class GradeAlone(PanelDoor):
    """What one member gives, unseen by the others until the grades are open."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, pk: int, seat: int) -> HttpResponse:
        page, member = self._seat(pk, seat)
        return self._show(request, page, member, self._form(page, member))

    def post(self, request: HttpRequest, pk: int, seat: int) -> HttpResponse:
        page, member = self._seat(pk, seat)
        form = self._form(page, member, bound=True)
        if not form.is_valid():
            return self._show(request, page, member, form)
        try:
            grade_alone(
                member_id=member.pk,
                grades=form.grades,
                overall=int(form.cleaned_data["overall"]),
                words=form.cleaned_data["words"],
                by=self.actor,
                at=timezone.now(),
            )
            messages.success(request, "Your grades are in. The others see them when the grades are opened.")
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("panel", pk=pk)

    def _seat(self, pk: int, seat: int) -> tuple[PanelPage, PanelMember]:
        page = self.page(pk)
        line = next((one for one in page.seats if one.member.pk == seat and one.may_grade), None)
        if line is None:
            raise Http404
        return page, line.member

    def _form(self, page: PanelPage, member: PanelMember, bound: bool = False) -> AloneForm:
        return AloneForm(
            self.request.POST if bound else None,
            parts=parts_of(instrument=page.panel.instrument),
            given=own_grades(member=member),
            initial={"overall": member.overall, "words": member.words},
            scanner=scanner_for(council=self.actor.council) if bound else None,
        )

    def _show(
        self, request: HttpRequest, page: PanelPage, member: PanelMember, form: AloneForm
    ) -> HttpResponse:
        context = {"page": page, "member": member, "form": form}
        return render(request, "assessments/auditing/panel_alone.html", context)


class OpenGrades(PanelDoor):
    """The chair opens the grades before all are in."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.page(pk).is_chair:
            raise Http404
        try:
            open_grades(panel_id=pk, by=self.actor, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("panel", pk=pk)


class Agree(PanelDoor):
    """The chair writes down what was agreed; this concludes the panel."""

    http_method_names = ("get", "head", "post")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self._page(pk)
        if page.panel.state != "talking":
            return redirect("panel", pk=pk)
        return self._show(request, page, self._form(page))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self._page(pk)
        if page.panel.state != "talking":
            return redirect("panel", pk=pk)
        form = self._form(page, bound=True)
        if form.is_valid():
            try:
                agree_panel(panel_id=pk, outcome=form.outcome, by=self.actor, at=timezone.now())
                messages.success(request, "The panel is concluded.")
                return redirect("panel", pk=pk)
            except Refused as refusal:
                form.add_error(None, refusal.words)
        return self._show(request, page, form)

    def _page(self, pk: int) -> PanelPage:
        page = self.page(pk)
        if not page.is_chair:
            raise Http404
        return page

    def _form(self, page: PanelPage, bound: bool = False) -> AgreeForm:
        return AgreeForm(
            self.request.POST if bound else None,
            compared=page.compared,
            middle=page.overall.middle if page.overall else None,
            scanner=scanner_for(council=self.actor.council) if bound else None,
        )

    def _show(self, request: HttpRequest, page: PanelPage, form: AgreeForm) -> HttpResponse:
        return render(request, "assessments/auditing/panel_agree.html", {"page": page, "form": form})


class Drop(PanelDoor):
    """Call it off, with a reason."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self.page(pk)
        if not page.may_drop:
            raise Http404
        form = DropForm(request.POST, scanner=scanner_for(council=self.actor.council))
        if not form.is_valid():
            context = {"page": page, "drop_form": form, "form": form}
            return render(request, "assessments/auditing/panel.html", context)
        try:
            drop_panel(panel_id=pk, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now())
            messages.success(request, "The panel is called off.")
        except Refused as refusal:
            messages.error(request, refusal.words)
        return redirect("panel", pk=pk)
