"""What I have shown, what somebody else has shown, and one piece of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.doors import Door
from academy.people.models import User
from academy.record.actions import note_look
from competencies.evidence.forms.narrowing import NarrowForm
from competencies.evidence.models import Piece
from competencies.evidence.queries.choices import automatic_forms, forms_for, shelf_of
from competencies.evidence.queries.history import Narrow
from competencies.evidence.queries.pages import (
    history_page,
    overview_of,
    person_seen,
    piece_page,
)
from competencies.evidence.rules.permits import can_correct
from competencies.framework.queries import counting_as

LOOK = "Evidence"


class MyEvidence(Door, TemplateView):
    """Everything I have shown: by domain, and newest first."""

    template_name = "competencies/evidence/history.html"

    @property
    def person(self) -> User:
        """Whose evidence it is."""
        return self.actor

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, person = timezone.localdate(), self.person
        shelf = shelf_of(council_id=self.actor.council_id)
        form = NarrowForm(self.request.GET, competencies=shelf.choices)
        after = self.request.GET.get("after", "")
        narrow = self._narrow(form, shelf.ids, today)
        history = history_page(actor=self.actor, person_id=person.pk, on=today, narrow=narrow, after=after)
        form.show_as_filters()
        narrowed = bool(form.asked)
        return super().get_context_data(
            person=person,
            own=person.pk == self.actor.pk,
            form=form,
            narrowed=narrowed,
            after=after,
            history=history,
            further=self._query(after=history.after) if history.after else "",
            first=self._query(after=""),
            overview=None
            if narrowed or after
            else overview_of(actor=self.actor, person_id=person.pk, on=today),
            record=forms_for(actor=self.actor, person=person),
            automatic=automatic_forms(),
            **kwargs,
        )

    def _narrow(self, form: NarrowForm, ids: dict[str, list[int]], today: datetime.date) -> Narrow:
        asked = form.asked
        chosen = asked.get("competency")
        return Narrow(
            kinds=[asked["kind"]] if asked.get("kind") else (),
            competencies=counting_as(council_id=self.actor.council_id, now=ids[chosen]) if chosen else None,
            since=asked.get("since"),
            until=asked.get("until"),
            standing=asked.get("standing", ""),
            on=today,
        )

    def _query(self, *, after: str) -> str:
        """The address of another portion with the same narrowing."""
        query = self.request.GET.copy()
        query.pop("after", None)
        if after:
            query["after"] = after
        return f"?{query.urlencode()}" if query else self.request.path


class PersonEvidence(MyEvidence):
    """The same about somebody whose evidence I may see."""

    seen: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            if request.user.pk == kwargs["pk"]:
                return redirect("my_evidence")
            seen = person_seen(actor=self.actor, pk=kwargs["pk"])
            if seen is None:
                raise Http404("Nobody whose evidence you may see")
            self.seen = seen
            note_look(actor=self.actor, person=seen, what=LOOK, at=timezone.now())
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Whose evidence it is."""
        return self.seen


class EvidenceView(Door, TemplateView):
    """One piece: what it shows, what was written, where it came from, and who sees it."""

    template_name = "competencies/evidence/piece.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = piece_page(actor=self.actor, pk=kwargs["pk"], on=timezone.localdate())
        if page is None:
            raise Http404("No such evidence")
        note_look(actor=self.actor, person=page.row.person, what=LOOK, at=timezone.now())
        return super().get_context_data(
            page=page,
            own=page.row.person_id == self.actor.pk,
            mends=page.piece is not None and not page.row.ended_words and self._mends(page.piece),
            **kwargs,
        )

    def _mends(self, piece: Piece) -> bool:
        return can_correct(piece=piece, by=self.actor)
