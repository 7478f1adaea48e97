"""The writing desk: starting a module, what it still lacks, and sending it for review."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from courses.pages.models import ModulePage
from courses.reviews.actions import open_review, start_module
from courses.reviews.forms import SendForm, StartForm
from courses.reviews.queries.checks import programme_checks
from courses.reviews.queries.reviews import lines_of, programmes_to_write, unfinished_modules
from courses.reviews.queries.sending import SendPage, send_page
from courses.reviews.views.doors import Authors, Door


class Desk(Door):
    """What waits for me, what is in review, and what I can begin."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The desk."""
        writes = can(self.actor, "edit_content")
        context = {
            "lines": lines_of(actor=self.actor),
            "writes": writes,
            "modules": unfinished_modules(actor=self.actor) if writes else [],
            "programmes": programmes_to_write(actor=self.actor) if writes else [],
        }
        return render(request, "courses/reviews/desk.html", context)


class Start(Authors):
    """Begin a module from a pattern."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return render(request, "courses/reviews/start.html", {"form": self.form()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the drafts and show what to do next."""
        form = self.form()
        if form.is_valid():
            said = form.cleaned_data
            try:
                module = start_module(
                    programme=form.chosen_programme,
                    **{name: said[name] for name in ("title", "summary", "competency", "week", "pattern")},
                    by=self.actor,
                    at=timezone.now(),
                )
            except Refused as no:
                form.add_error("title" if no.code == "title" else None, no.words)
            else:
                messages.success(request, f"{module.title} is begun. Nobody sees it but people who write.")
                return redirect("review_module", pk=module.pk)
        return render(request, "courses/reviews/start.html", {"form": form})

    def form(self) -> StartForm:
        """The form, filled if it was sent."""
        sent = self.request.POST if self.request.method == "POST" else None
        return StartForm(programmes_to_write(actor=self.actor), self.actor.council_id, sent)


class Checks(Authors):
    """What the modules of a programme still lack."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        found = programme_checks(actor=self.actor, pk=pk, at=timezone.now())
        if found is None:
            raise Http404
        return render(request, "courses/reviews/checks.html", {"found": found})


class Module(Authors):
    """One module on its way: its lessons, what it lacks, its reviews, and sending it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        view = self.view(self.module(pk))
        return self.show(view, SendForm(view.coauthors, view.may_be_small))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it for review."""
        module = self.module(pk)
        view = self.view(module)
        form = SendForm(view.coauthors, view.may_be_small, request.POST)
        if form.is_valid():
            try:
                review = open_review(
                    module=module,
                    kind=form.cleaned_data["kind"],
                    coauthor=form.chosen_coauthor,
                    asked=form.cleaned_data["asked"],
                    by=self.actor,
                    at=timezone.now(),
                )
            except Refused as no:
                form.add_error(None, no.words)
            else:
                messages.success(request, "It is in review. Now read it once more, and say yes yourself.")
                return redirect("review", pk=review.pk)
        return self.show(view, form)

    def view(self, module: ModulePage) -> SendPage:
        """What the page shows."""
        return send_page(actor=self.actor, module=module, at=timezone.now())

    def show(self, view: SendPage, form: SendForm) -> HttpResponse:
        """The page with its form."""
        return render(self.request, "courses/reviews/module.html", {"view": view, "form": form})
