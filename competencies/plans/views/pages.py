"""My plan, and the plan of somebody whom the reader leads."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from academy.record.actions import note_look
from competencies.plans import actions
from competencies.plans.queries.pages import plan_page
from competencies.plans.queries.sight import leaders_of
from competencies.plans.views.doors import LOOK, AboutPerson, PlanPage, Press


class Plan(AboutPerson):
    """Goals, the next supervision, what others thanked for."""

    template_name = "competencies/plans/plan.html"

    def load(self) -> None:
        super().load()
        note_look(actor=self.actor, person=self.person, what=LOOK, at=self.at)

    def context(self) -> dict[str, Any]:
        return {"plan": plan_page(actor=self.actor, person=self.person, sight=self.sight, at=self.at)}


class HandOver(Press, PlanPage):
    """Whoever leads me now may read what is from before."""

    done = "Handed over. They can read what is from before, for as long as they lead you."

    def load(self) -> None:
        found = [one.person for one in leaders_of(person=self.actor, on=self.today)]
        to = next((one for one in found if one.pk == self.kwargs["to"]), None)
        if to is None:
            raise Http404
        self.to = to

    def act(self) -> None:
        actions.hand_over_plans(to=self.to, by=self.actor, at=self.at)

    def back(self) -> str:
        return reverse("my_plan")
