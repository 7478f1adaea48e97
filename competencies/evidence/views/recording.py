"""Filling in a short form, mending a piece, and taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from academy.gate.checking import FoundPersonal
from academy.kit.refusals import Refused
from academy.people.doors import Door
from academy.people.models import User
from competencies.evidence.actions import record_piece, take_back_piece
from competencies.evidence.forms.pieces import PieceForm, ReasonForm
from competencies.evidence.models import Piece
from competencies.evidence.queries.choices import competency_choices, named_competencies, task_choices
from competencies.evidence.queries.pages import person_seen, piece_of, reads_words
from competencies.evidence.rules.permits import can_correct, check_recorder
from competencies.evidence.rules.shortforms import FORMS, ShortForm

NOT_THEIRS = "who"


class _FormPage(Door, View):
    """A short form about a person."""

    template_name = "competencies/evidence/form.html"
    person: User
    short: ShortForm
    mends: Piece | None = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show(self._form(None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            piece = record_piece(
                person=self.person,
                draft=form.draft,
                key=form.cleaned_data["key"],
                by=self.actor,
                at=timezone.now(),
                replaces=self.mends,
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refused:
            form.refuse(refused)
            return self._show(form)
        messages.success(request, "Written down. The person sees it." if not self.own else "Written down.")
        first = piece.rows.order_by("competency__position").first()
        return redirect("evidence", first.pk) if first else redirect("my_evidence")

    @property
    def own(self) -> bool:
        """Whether somebody writes about themselves."""
        return self.person.pk == self.actor.pk

    def _form(self, data: Any) -> PieceForm:
        council = self.person.council_id
        return PieceForm(
            self.short,
            data,
            tasks=task_choices(council_id=council),
            competencies=competency_choices(council_id=council),
            own=self.own,
            mends=self.mends,
            named=named_competencies(self.mends) if self.mends else (),
        )

    def _show(self, form: PieceForm) -> HttpResponse:
        shown = {
            "form": form,
            "short": self.short,
            "person": self.person,
            "own": self.own,
            "mends": self.mends,
        }
        return render(self.request, self.template_name, shown)


class NewPiece(_FormPage):
    """A new piece of one kind about one person; where nobody writes that kind down, the page says why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        person, short = person_seen(actor=self.actor, pk=kwargs["pk"]), FORMS.get(kwargs["kind"])
        if person is None or short is None:
            raise Http404("Nobody, or no such kind")
        self.person, self.short = person, short
        try:
            check_recorder(kind=short.kind, person=person, by=self.actor)
        except Refused as refused:
            if refused.code == NOT_THEIRS:
                raise Http404("Not theirs to record") from None
            shown = {"short": short, "person": person, "own": self.own, "refused": refused.words}
            return render(request, "competencies/evidence/not_by_hand.html", shown)
        return super().dispatch(request, *args, **kwargs)


class CorrectPiece(_FormPage):
    """Another piece in the place of one that was wrong. Both stay to be read."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            piece = _mendable(self.actor, kwargs["pk"])
            self.person, self.short, self.mends = piece.person, FORMS[piece.kind], piece
        return super().dispatch(request, *args, **kwargs)


class TakeBackPiece(Door, View):
    """A piece that should never have stood: why, and its evidence ends."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(pk, ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._show(pk, form)
        piece = _mendable(self.actor, pk)
        try:
            take_back_piece(piece=piece, reason=form.cleaned_data["reason"], by=self.actor, at=timezone.now())
        except Refused as refused:
            if refused.code != "ended":
                at = "reason" if isinstance(refused, FoundPersonal) or refused.code == "no_reason" else None
                form.add_error(at, refused.words)
                return self._show(pk, form)
        else:
            messages.success(request, "Taken back. It stays to be read and counts no more.")
        return redirect("evidence", pk)

    def _show(self, pk: int, form: ReasonForm) -> HttpResponse:
        shown = {"form": form, "piece": _mendable(self.actor, pk), "pk": pk}
        return render(self.request, "competencies/evidence/take_back.html", shown)


def _mendable(actor: User, pk: int) -> Piece:
    """The piece behind a row, for those who may mend it or just did. Http404 for everybody else."""
    piece = piece_of(actor=actor, pk=pk)
    if piece is None or not reads_words(actor=actor, piece=piece):
        raise Http404("No such piece")
    if piece.recorded_by_id != actor.pk and not can_correct(piece=piece, by=actor):
        raise Http404("Not theirs to mend")
    return piece
