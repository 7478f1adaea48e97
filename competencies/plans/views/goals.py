"""Writing a goal, agreeing on it, saying how it goes, ending it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from academy.law.dates import add_weeks
from academy.record.actions import note_look
from competencies.plans import actions
from competencies.plans.forms import CarryOnForm, EndForm, GoalForm, ProgressForm
from competencies.plans.forms.goals import WAYS
from competencies.plans.models import Goal
from competencies.plans.queries.goals import Gap, GoalView, Source, gap_of, gap_source, goal_view
from competencies.plans.rules.goals import can_agree, ways_to_end
from competencies.plans.states import OPEN_GOAL
from competencies.plans.views.doors import LOOK, AboutPerson, FormPage, PlanPage, Press

USUAL_WEEKS = 8


class NewGoal(AboutPerson, FormPage):
    """A goal from a wish, or from a step on a task that is not there yet."""

    template_name = "competencies/plans/goal_new.html"
    done = "Proposed. It counts once both of you have agreed."

    def load(self) -> None:
        super().load()
        wanted = self.request.GET.get("gap", "")
        self.gap: Gap | None = gap_of(person=self.person, key=wanted, on=self.today) if wanted else None

    def make_form(self, sent: Any) -> GoalForm:
        usual: dict[str, Any] = {"due_on": add_weeks(self.today, USUAL_WEEKS)}
        if self.gap is not None:
            usual |= {"what": self.gap.what}
        return GoalForm(sent, initial=usual)

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "own": self.sight.is_own, "gap": self.gap, "back": self.back()}

    def act(self, form: GoalForm) -> None:
        said = form.cleaned_data
        if self.gap is not None:
            source = gap_source(person=self.person, gap=self.gap)
        else:
            words = "A wish" if self.sight.is_own else f"Proposed by {self.actor.get_full_name()}"
            source = Source(Goal.Source.WISH, words, "", f"wish:{said['key']}")
        actions.propose_goal(
            person=self.person,
            source=source,
            what=said["what"],
            help_words=said["help_words"],
            due_on=said["due_on"],
            by=self.actor,
            at=self.at,
        )

    def back(self) -> str:
        return plan_url(self.person.pk, own=self.sight.is_own)


def plan_url(pk: int, *, own: bool) -> str:
    """The plan that a thing belongs to."""
    return reverse("my_plan") if own else reverse("person_plan", args=[pk])


class OfGoal(PlanPage):
    """About one goal that the actor sees."""

    found: GoalView

    def load(self) -> None:
        found = goal_view(actor=self.actor, pk=self.kwargs["pk"], on=self.today)
        if found is None:
            raise Http404
        self.found = found
        if self.request.method == "GET":
            note_look(actor=self.actor, person=found.goal.person, what=LOOK, at=self.at)

    def back(self) -> str:
        """The page of the goal."""
        return reverse("goal", args=[self.found.goal.pk])


class GoalPage(OfGoal, FormPage):
    """A goal with how it goes, and a box to say so."""

    template_name = "competencies/plans/goal.html"
    done = "Written down. Both of you can read it."

    def make_form(self, sent: Any) -> ProgressForm:
        return ProgressForm(sent)

    def context(self) -> dict[str, Any]:
        goal, sight = self.found.goal, self.found.sight
        return {
            "found": self.found,
            "goal": goal,
            "own": sight.is_own,
            "open": goal.state in OPEN_GOAL,
            "may_agree": can_agree(goal, side=sight.side),
            "ways": ways_to_end(goal),
            "plan_url": plan_url(goal.person_id, own=sight.is_own),
        }

    def act(self, form: ProgressForm) -> None:
        said = form.cleaned_data
        actions.note_progress(
            goal=self.found.goal, key=said["key"], words=said["words"], by=self.actor, at=self.at
        )


class AgreeGoal(OfGoal, Press):
    """Yes to the goal as it stands."""

    done = "You agreed."

    def act(self) -> None:
        actions.agree_goal(goal=self.found.goal, by=self.actor, at=self.at)


class ChangeGoal(OfGoal, FormPage):
    """Other words or another day for a goal that is proposed."""

    done = "Changed. The other one of you is asked again."

    def make_form(self, sent: Any) -> GoalForm:
        goal = self.found.goal
        held = {"what": goal.what, "due_on": goal.due_on, "help_words": goal.help_words}
        form = GoalForm(sent, initial=held)
        del form.fields["key"]
        return form

    def context(self) -> dict[str, Any]:
        return {
            "title": "Change the goal",
            "lead": "It counts once both of you have agreed to the same words.",
            "button": "Save",
            "back": self.back(),
        }

    def act(self, form: GoalForm) -> None:
        said = form.cleaned_data
        actions.change_goal(
            goal=self.found.goal,
            what=said["what"],
            help_words=said["help_words"],
            due_on=said["due_on"],
            by=self.actor,
            at=self.at,
        )


class EndGoal(OfGoal, FormPage):
    """Reached, or let go."""

    done = "Written down."

    def make_form(self, sent: Any) -> EndForm:
        return EndForm(sent, ways=ways_to_end(self.found.goal) or list(WAYS))

    def context(self) -> dict[str, Any]:
        return {
            "title": "End the goal",
            "lead": self.found.goal.what,
            "button": "End the goal",
            "back": self.back(),
        }

    def act(self, form: EndForm) -> None:
        said = form.cleaned_data
        actions.end_goal(
            goal=self.found.goal, verb=said["how"], words=said["words"], by=self.actor, at=self.at
        )


class CarryOnGoal(OfGoal, FormPage):
    """The same goal with another date."""

    done = "Carried on. Both of you agree to the new date."

    def make_form(self, sent: Any) -> CarryOnForm:
        return CarryOnForm(sent, initial={"due_on": add_weeks(self.today, USUAL_WEEKS)})

    def context(self) -> dict[str, Any]:
        return {
            "title": "Carry the goal on",
            "lead": self.found.goal.what,
            "button": "Carry it on",
            "back": self.back(),
        }

    def act(self, form: CarryOnForm) -> None:
        said = form.cleaned_data
        self.next = actions.carry_on_goal(
            goal=self.found.goal, due_on=said["due_on"], words=said["words"], by=self.actor, at=self.at
        )

    def back(self) -> str:
        after = getattr(self, "next", self.found.goal)
        return reverse("goal", args=[after.pk])
