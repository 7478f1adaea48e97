"""The bank as a list, and what waits for a reviewer."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from academy.people.access import can
from assessments.questions.forms import BankForm, law_suggestions
from assessments.questions.kinds import all_kinds
from assessments.questions.queries.bank import bank_of, bank_row
from assessments.questions.queries.choices import competency_choices
from assessments.questions.queries.reviews import review_queue
from assessments.questions.views.doors import Authors, Door

PAGE = 25


class Bank(Door):
    """All items, narrowed down."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        form = BankForm(request.GET or None, competencies=competency_choices(actor=self.actor))
        asked: dict[str, Any] = {}
        if form.is_bound:
            form.full_clean()
            asked = form.cleaned_data
        form.show_as_filters()
        page = Paginator(bank_of(actor=self.actor, asked=asked), PAGE).get_page(request.GET.get("page"))
        context = {
            "form": form,
            "page": page,
            "rows": [bank_row(one) for one in page],
            "narrowed": any(asked.values()),
            "narrowed_more": any(asked.get(name) for name in ("competency", "difficulty", "law")),
            "law_list": law_suggestions(),
            "can_keep": can(self.actor, "keep_bank"),
            "can_review": can(self.actor, "review_items"),
        }
        return render(request, "assessments/questions/bank.html", context)


class Queue(Door):
    """What waits for my review, the longest wait first."""

    acts = ("review_items",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The queue."""
        waiting = review_queue(actor=self.actor, today=timezone.localdate())
        return render(request, "assessments/questions/queue.html", {"waiting": waiting})


class ChooseKind(Authors):
    """The first step of a new item: its kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Every kind with a sentence about it."""
        kinds = all_kinds()
        exercises = [kind for kind in kinds if kind.is_exercise]
        questions = [kind for kind in kinds if not kind.is_exercise]
        groups = [("Questions", questions), ("Exercises", exercises)]
        return render(request, "assessments/questions/kinds.html", {"groups": groups})
