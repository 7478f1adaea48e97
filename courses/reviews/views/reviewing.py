"""A review: reading the draft, saying yes or no, publishing it, and who changed the words."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.queries import scanner_for
from courses.pages.queries.files import shown_file
from courses.pages.views import send_file
from courses.reviews.actions import choose_credit, publish_review, say_verdict, withdraw_review
from courses.reviews.forms import CreditForm, PublishForm, VerdictForm
from courses.reviews.models import Verdict
from courses.reviews.queries.history import sittings_of
from courses.reviews.queries.reviews import ReviewPage
from courses.reviews.views.doors import Authors, Door


class Review(Door):
    """The draft as a learner would read it, what changed, and the form of whose turn it is."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.show(self.found(pk))

    def show(
        self, view: ReviewPage, form: VerdictForm | None = None, publish: PublishForm | None = None
    ) -> HttpResponse:
        """The page, with a form that was sent and is not in order."""
        review = view.review
        if form is None and view.mine is not None:
            form = VerdictForm(view.mine, view.passages, view.draft.mark, credit=review.credit)
        if publish is None and view.is_agreed and view.may_write:
            publish = PublishForm()
        credit = None
        if view.is_coauthor and view.mine is None and review.state != "withdrawn":
            credit = CreditForm(initial={"credit": review.credit})
        sent = next((one for one in (form, publish) if one is not None and one.is_bound), None)
        context = {
            "view": view,
            "review": review,
            "form": sent,
            "say_form": form,
            "publish_form": publish,
            "credit_form": credit,
        }
        return render(self.request, "courses/reviews/review.html", context)


class Say(Review):
    """What I say of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it."""
        view = self.found(pk)
        if view.mine is None:
            messages.error(request, view.lead)
            return redirect("review", pk=pk)
        scanner = scanner_for(council=self.actor.council)
        form = VerdictForm(view.mine, view.passages, view.draft.mark, request.POST, scanner=scanner)
        if not form.is_valid():
            return self.show(view, form)
        try:
            verdict = say_verdict(review=view.review, by=self.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as no:
            messages.error(request, no.words)
            return redirect("review", pk=pk)
        messages.success(request, self.thanks(verdict))
        return redirect("review", pk=pk)

    def thanks(self, verdict: Verdict) -> str:
        """What came of it."""
        if verdict.says == Verdict.Says.CHANGE:
            return "Thank you. The people who write it will read what you ask for."
        return "Thank you. You said yes to the module as it is now."


class Publish(Review):
    """Publish what everybody said yes to."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Now, or on a day."""
        view = self.found(pk)
        if not view.may_write:
            raise Http404
        form = PublishForm(request.POST)
        if not form.is_valid():
            return self.show(view, publish=form)
        try:
            review = publish_review(
                review=view.review,
                live_at=form.live_at,
                until=form.until_at,
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as no:
            place = {"live_at": "live_on", "until": "until"}.get(no.code)
            if place is None:
                messages.error(request, no.words)
                return redirect("review", pk=pk)
            form.add_error(place, no.words)
            return self.show(view, publish=form)
        later = review.goes_live_at is not None
        messages.success(request, "It will go out by itself." if later else "It is published.")
        return redirect("review", pk=pk)


class Withdraw(Authors):
    """Take a review back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back."""
        view = self.found(pk)
        try:
            withdraw_review(review=view.review, by=self.actor, at=timezone.now())
        except Refused as no:
            messages.error(request, no.words)
        else:
            messages.success(request, "The review is taken back. You can send it again.")
        return redirect("review_module", pk=view.review.module_id)


class Credit(Door):
    """How the page names the co-author."""

    acts = ("help_write",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the choice."""
        view = self.found(pk)
        form = CreditForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Choose how the page names you.")
            return redirect("review", pk=pk)
        credit = form.cleaned_data["credit"]
        choose_credit(review=view.review, credit=credit, by=self.actor, at=timezone.now())
        messages.success(request, "Your choice is kept.")
        return redirect("review", pk=pk)


class Words(Door):
    """Who changed our words."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list, newest first."""
        view = self.found(pk)
        sittings = sittings_of(actor=self.actor, review=view.review)
        return render(request, "courses/reviews/words.html", {"view": view, "sittings": sittings})


class Media(Door):
    """A file of a draft, for a guest who was asked to read it."""

    acts = ("help_write",)

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Only a file that stands in the draft."""
        view = self.found(pk)
        address = f'/reviews/{pk}/media/{name}"'
        if not any(address in part.html for lesson in view.lessons for part in lesson.parts):
            raise Http404
        file = shown_file(council=self.actor.council, name=name)
        if file is None:
            raise Http404
        return send_file(request, file, name)
