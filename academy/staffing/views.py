"""The people screens: the list, one person, and bringing in a file of the HR system."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.doors import Door
from academy.people.models import User
from academy.people.roles import ROLES
from academy.staffing.actions.invitations import invite_person
from academy.staffing.actions.staff import Upload
from academy.staffing.actions.uploads import bring_in_good_rows, put_aside, receive_staff_file
from academy.staffing.forms import AnswerForm, SearchForm, UploadForm
from academy.staffing.models import StaffFile
from academy.staffing.queries import PersonPage, looks_with_roles, people_list, person_page, staff_files
from academy.staffing.rules.table import TITLES

PAGE = 50


class KeepsPeople(LoginRequiredMixin):
    """For those who keep the list of staff; for others these pages do not exist."""

    request: HttpRequest

    @property
    def actor(self) -> User:
        """Who is asking."""
        user = self.request.user
        if not isinstance(user, User):
            raise Http404
        return user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not can(request.user, "manage_people"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class MyLooks(Door, TemplateView):
    """Who looked at my record, at what and when."""

    acts = ("learn",)
    template_name = "academy/staffing/looks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(looks_with_roles(person=self.actor), PAGE).get_page(self.request.GET.get("page"))
        rows = [(look, ROLES[look.role].title if look.role else "") for look in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class PeopleList(KeepsPeople, TemplateView):
    """Everybody who works here, found by name and team."""

    template_name = "academy/staffing/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET or None, actor=self.actor)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        rows = people_list(
            actor=self.actor,
            words=asked.get("words", ""),
            team=asked["team"].pk if asked.get("team") else None,
            left=asked.get("left", False),
        )
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(form=form, page=page, titles=ROLES, **kwargs)


class PersonView(KeepsPeople, TemplateView):
    """One person: posts, absences, what happened, and who can see their results."""

    template_name = "academy/staffing/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facts=self.page(kwargs["pk"]), key=uuid.uuid4().hex, **kwargs)

    def page(self, pk: int) -> PersonPage:
        """The page, or 404 for somebody whom the actor may not see."""
        page = person_page(actor=self.actor, pk=pk)
        if page is None:
            raise Http404
        return page


class Invite(KeepsPeople, View):
    """Sends a link to set a password."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = person_page(actor=self.actor, pk=pk)
        if page is None:
            raise Http404
        key = request.POST.get("key", "")[:40] or uuid.uuid4().hex
        try:
            invite_person(person=page.person, key=key, by=self.actor, at=timezone.now())
        except Refused as no:
            messages.error(request, no.words)
        else:
            messages.success(request, "The link is on its way.")
        return redirect("person", pk=pk)


class ImportStaff(KeepsPeople, FormView):
    """Takes a file and checks it."""

    template_name = "academy/staffing/import.html"
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            row = receive_staff_file(upload=Upload(file.name, file.read()), by=self.actor, at=timezone.now())
        except Refused as no:
            form.add_error("file", no.words)
            return self.form_invalid(form)
        return redirect("staff_file", pk=row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(files=staff_files(actor=self.actor)[:10], titles=TITLES, **kwargs)


class StaffFileView(KeepsPeople, FormView):
    """What the check found, the choice, and afterwards what was done."""

    template_name = "academy/staffing/file.html"
    form_class = AnswerForm

    def row(self) -> StaffFile:
        """The file, or 404."""
        row = staff_files(actor=self.actor).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.row()
        return {**super().get_form_kwargs(), "good": sum(row.counts.values()), "bad": len(row.rejected)}

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        row, now = self.row(), timezone.now()
        try:
            if form.cleaned_data["answer"] == AnswerForm.PUT_ASIDE:
                put_aside(staff_file=row, by=self.actor, at=now)
                messages.success(self.request, "Nothing was brought in. Correct the file and send it again.")
                return redirect("import_staff")
            row = bring_in_good_rows(staff_file=row, by=self.actor, at=now)
        except Refused as no:
            form.add_error(None, no.words)
            return self.form_invalid(form)
        if row.state == StaffFile.State.APPLIED:
            messages.success(self.request, "The good rows have been brought in.")
        else:
            messages.warning(self.request, "Something has changed since the check. Look at the rows again.")
        return redirect("staff_file", pk=row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row()
        rows = [(problem["row"], problem["column"] or "–", problem["words"]) for problem in row.rejected]
        return super().get_context_data(
            row=row,
            title=TITLES.get(row.kind, ""),
            good=sum(row.counts.values()),
            waits=row.state == StaffFile.State.CHECKED,
            applied=row.state == StaffFile.State.APPLIED,
            bad=rows,
            facts=[
                (row.counts.get("created", 0), "new"),
                (row.counts.get("updated", 0), "changed"),
                (row.counts.get("left", 0), "left"),
                (row.counts.get("unchanged", 0), "as before"),
            ],
            **kwargs,
        )
