"""Pages that show levels: my own, somebody else's, and one task of one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from academy.people.doors import Door
from academy.record.actions import note_look
from competencies.entrustment.queries.pages import levels_page, task_page
from competencies.entrustment.rules import can_decide, can_lapse
from competencies.entrustment.views.doors import PersonDoor, TaskDoor

HERE = "competencies/entrustment"


class MyLevels(Door, View):
    """My tasks: the level of each, what it allows, and what moves me to the next."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = levels_page(person=self.actor, on=timezone.localdate())
        return render(request, f"{HERE}/mine.html", {"page": page, "own": True})


class PersonLevels(PersonDoor):
    """The tasks of somebody whose levels I may see."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        note_look(actor=self.actor, person=self.person, what="Levels", at=self.at)
        page = levels_page(person=self.person, on=self.day)
        decides = can_decide(person=self.person, by=self.actor)
        about = {"page": page, "own": self.own, "person": self.person, "decides": decides}
        return render(request, f"{HERE}/person.html", about)


class PersonTask(TaskDoor):
    """One task of one person: what stands and why, what is missing, what could be cited, and all before."""

    def get(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        what = f"Level and evidence for {self.task.code}"
        note_look(actor=self.actor, person=self.person, what=what, at=self.at)
        page = task_page(
            actor=self.actor,
            person=self.person,
            task=self.task,
            on=self.day,
            number=request.GET.get("page", 1),
        )
        decides = can_decide(person=self.person, by=self.actor)
        stands = page.stands.row if page.stands is not None else None
        about = {
            "page": page,
            "person": self.person,
            "task": self.task,
            "own": self.own,
            "decides": decides and page.waiting is None,
            "lowers": decides and page.waiting is None and page.line.number > 0,
            "lapses": stands is not None and can_lapse(entrustment=stands, by=self.actor),
            "takes_back": page.waiting is not None and page.waiting.row.decided_by_id == self.actor.pk,
        }
        return render(request, f"{HERE}/task.html", about)
