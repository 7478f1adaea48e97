"""Reviewing: the item as a learner meets it, the key with its reasons, and a verdict."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from academy.kit.refusals import Refused
from assessments.questions.actions import review_version
from assessments.questions.forms import AnswerForm, VerdictForm
from assessments.questions.models import ItemReview
from assessments.questions.queries.previews import previews_of
from assessments.questions.queries.reviews import ReviewPage, review_page
from assessments.questions.queries.showing import MarkedView
from assessments.questions.rules import can_review
from assessments.questions.views.doors import Door

TRY = "try"


class Review(Door):
    """One form: trying the item and sending the verdict lose nothing of each other."""

    acts = ("review_items",)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The item to try."""
        found = self.found(pk)
        return self.show(found, VerdictForm()) if found else self.away(pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark the try, or keep the verdict."""
        found = self.found(pk)
        if found is None:
            return self.away(pk)
        if request.POST.get("do") == "try":
            return self.show(found, VerdictForm(initial=request.POST.dict()), tried=True)
        form = VerdictForm(request.POST)
        if not form.is_valid() or str(found.version.pk) != request.POST.get("version"):
            if form.is_valid():
                form.add_error(None, "A newer version was offered while you read. This is the newer one.")
            return self.show(found, form)
        try:
            review = review_version(
                version=found.version, by=self.actor, at=timezone.now(), **form.cleaned_data
            )
        except Refused as no:
            form.add_error("words" if no.code == "private" else None, no.words)
            return self.show(found, form)
        messages.success(request, self.thanks(review))
        return redirect("bank_reviews")

    def found(self, pk: int) -> ReviewPage | None:
        """The version in review; 404 for an item that is not the actor's to see."""
        self.item(pk)
        return review_page(actor=self.actor, pk=pk)

    def away(self, pk: int) -> HttpResponse:
        """Nothing to review here now: the item says where it stands."""
        messages.info(self.request, "No version of this item is in review now.")
        return redirect("bank_item", pk=pk)

    def thanks(self, review: ItemReview) -> str:
        """What came of it."""
        code = review.version.item.code
        if review.verdict == ItemReview.Verdict.CHANGE:
            return f"Thank you. The author of {code} will read what has to change."
        review.version.refresh_from_db(fields=["state"])
        if review.version.state == "reviewed":
            return f"Thank you. {code} has two reviews now and may be used in assessed papers."
        return f"Thank you. {code} needs one more person to agree."

    def show(self, found: ReviewPage, form: VerdictForm, *, tried: bool = False) -> HttpResponse:
        """The page."""
        previews = previews_of(kind=found.kind, content=found.version.content)
        sent = self.request.POST if self.request.method == "POST" else None
        answers = AnswerForm(previews[0].asks, sent, prefix=TRY) if previews else None
        marked: MarkedView | None = previews[0].mark(answers.answer) if tried and answers else None
        may = can_review(self.actor, found.version, wrote=found.wrote, said=found.said)
        context = {
            "found": found,
            "form": form,
            "previews": previews,
            "answers": answers,
            "marked": marked,
            "may": may,
        }
        if not found.kind or not previews:
            raise Http404
        return render(self.request, "assessments/questions/review.html", context)
