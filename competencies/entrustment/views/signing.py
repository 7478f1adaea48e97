"""The second signature: what waits, signing or declining, and taking one's own first signature back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.doors import Door
from academy.record.actions import note_look
from academy.staffing.queries import scanner_for
from competencies.entrustment.actions import countersign, decline_signature, withdraw_decision
from competencies.entrustment.forms import SignForm
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.decisions import (
    as_decision,
    decision_seen,
    first_signed,
    to_sign,
    was_signed,
)
from competencies.entrustment.queries.people import levels_in_words, people_led

HERE = "competencies/entrustment"
PAGE = 50
ENDS = {"sign": "stands", "decline": "declined"}
"""What a decision is after each act."""


class ToSign(Door, View):
    """What waits for my second signature, what I signed first, and whose levels I decide."""

    acts = ("countersign_level", "sign_level")

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = self.actor
        page = Paginator(to_sign(actor=actor), PAGE).get_page(request.GET.get("page"))
        mine = [row for row in page.object_list if row.second_asked_id == actor.pk]
        others = [row for row in page.object_list if row.second_asked_id != actor.pk]
        about = {
            "page": page,
            "mine": mine,
            "others": others,
            "first": first_signed(actor=actor),
            "people": people_led(actor=actor)[:PAGE] if can(actor, "lead_team") else [],
            "seconds": can(actor, "countersign_level"),
        }
        return render(request, f"{HERE}/to_sign.html", about)


class Sign(Door, View):
    """One decision that waits: what it rests on, and my signature or what is still needed."""

    acts = ("countersign_level",)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(pk)
        what = f"Decision on {row.task.code} that waits for a second signature"
        note_look(actor=self.actor, person=row.person, what=what, at=timezone.now())
        return self._show(row, SignForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act = request.POST.get("act", "")
        if was_signed(by=self.actor, pk=pk, state=ENDS.get(act, "")):
            return redirect("levels_to_sign")
        row = self._row(pk)
        form = SignForm(request.POST, scanner=scanner_for(council=self.actor.council))
        if not form.is_valid():
            return self._show(row, form)
        sign = {"sign": countersign, "decline": decline_signature}.get(act)
        if sign is None:
            form.add_error(None, "Choose whether you sign or not yet.")
            return self._show(row, form)
        try:
            sign(entrustment=row, words=form.cleaned_data["words"], by=self.actor, at=timezone.now())
        except Refused as refused:
            form.add_error("words" if refused.code == "no_reason" else None, refused.words)
            return self._show(row, form)
        done = "Signed: it counts from today." if act == "sign" else "Written down: not signed yet."
        messages.success(request, f"{done} Both get a letter.")
        return redirect("levels_to_sign")

    def _row(self, pk: int) -> Entrustment:
        row = to_sign(actor=self.actor).filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    def _show(self, row: Entrustment, form: SignForm) -> HttpResponse:
        level = levels_in_words(council_id=self.actor.council_id).get(row.level)
        about = {"decision": as_decision(row), "row": row, "form": form, "level": level}
        return render(self.request, f"{HERE}/sign.html", about)


class TakeBack(Door, View):
    """Whoever signed first takes it back before the second signature."""

    acts = ("sign_level",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = decision_seen(actor=self.actor, pk=pk)
        if row is None or row.decided_by_id != self.actor.pk:
            raise Http404
        try:
            withdraw_decision(entrustment=row, by=self.actor, at=timezone.now())
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Taken back. What was held before counts as it did.")
        return redirect("levels_to_sign")
