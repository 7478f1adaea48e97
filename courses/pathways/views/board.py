"""The board of pathways, and one person's page."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from academy.people.access import can
from academy.record.actions import note_look
from courses.pathways.queries.board import board_for, find_people
from courses.pathways.queries.people import person_pathway
from courses.pathways.rules.path import USUAL
from courses.pathways.views.doors import Page


class BoardPage(Page):
    """Who is on the path, what waits for a decision, who holds which licence."""

    action = "put_on_path"
    template_name = "courses/pathways/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:80]
        return super().get_context_data(
            board=board_for(actor=self.actor, at=self.at),
            words=words,
            found=find_people(actor=self.actor, words=words) if words else [],
            decides=can(self.actor, "run_pathways"),
            today=self.at.date(),
            **kwargs,
        )


class PersonPage(Page):
    """What one person need not take, the path they are on, their licences."""

    action = "put_on_path"
    template_name = "courses/pathways/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = person_pathway(actor=self.actor, pk=kwargs["pk"], at=self.at)
        if found is None:
            raise Http404
        note_look(actor=self.actor, person=found.person, what="Pathway and licences", at=self.at)
        return super().get_context_data(
            found=found, decides=can(self.actor, "run_pathways"), usual=USUAL, **kwargs
        )
