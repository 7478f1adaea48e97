"""Planning supervision, writing what was said, and signing it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import note_look
from competencies.plans import actions
from competencies.plans.forms import MeetingForm, NoteForm, PlanForm, PointForm, RewriteForm
from competencies.plans.models import SupervisionNote
from competencies.plans.queries.meetings import MeetingView, meeting_view, note_view
from competencies.plans.queries.sight import leaders_of
from competencies.plans.rules.supervision import WE_AGREE, can_sign
from competencies.plans.views.doors import LOOK, AboutPerson, FormPage, PlanPage, Press
from competencies.plans.views.goals import plan_url

POINT_ID = "point_%s"
"""Two forms stand on the page of a meeting: their fields need names of their own."""


class NewMeeting(AboutPerson, FormPage):
    """Plan a meeting: with whom, when and where."""

    done = "Planned. The other one of you gets a letter."

    def load(self) -> None:
        super().load()
        self.leaders: list[User] = (
            [one.person for one in leaders_of(person=self.person, on=self.today)]
            if self.sight.is_own
            else [self.actor]
        )

    def make_form(self, sent: Any) -> MeetingForm:
        return MeetingForm(sent, leaders=[(one.pk, one.get_full_name()) for one in self.leaders])

    def context(self) -> dict[str, Any]:
        with_whom = self.leaders[0].get_full_name() if len(self.leaders) == 1 else ""
        named = self.person.get_full_name() if not self.sight.is_own else with_whom
        return {
            "title": f"Plan supervision with {named}" if named else "Plan supervision",
            "lead": "The agenda begins with open goals and with levels that lapse. Both of you can add to it."
            if self.leaders
            else "Nobody leads you at the moment, so there is nobody to meet. Ask whoever keeps the list of "
            "staff.",
            "button": "Plan it" if self.leaders else "",
            "back": self.back(),
        }

    def act(self, form: MeetingForm) -> None:
        said = form.cleaned_data
        wanted = said.get("supervisor") or (self.leaders[0].pk if self.leaders else 0)
        supervisor = next((one for one in self.leaders if one.pk == wanted), None)
        if supervisor is None:
            raise Refused("Nobody leads you at the moment, so there is nobody to meet.", code="supervisor")
        actions.propose_meeting(
            person=self.person,
            supervisor=supervisor,
            key=said["key"],
            starts_at=form.starts_at,
            place=said["place"],
            by=self.actor,
            at=self.at,
        )

    def back(self) -> str:
        return plan_url(self.person.pk, own=self.sight.is_own)


class OfMeeting(PlanPage):
    """About one meeting that the actor sees."""

    found: MeetingView

    def load(self) -> None:
        found = meeting_view(actor=self.actor, pk=self.kwargs["pk"], at=self.at)
        if found is None:
            raise Http404
        self.found = found
        if self.request.method == "GET":
            note_look(actor=self.actor, person=found.meeting.person, what=LOOK, at=self.at)

    @property
    def is_one_of_two(self) -> bool:
        """Whether the actor writes and signs here."""
        return self.actor.pk in (self.found.meeting.person_id, self.found.meeting.supervisor_id)

    def back(self) -> str:
        """The page of the meeting."""
        return reverse("supervision", args=[self.found.meeting.pk])


class Meeting(OfMeeting, FormPage):
    """The agenda, the notes of both, and the signatures."""

    template_name = "competencies/plans/supervision.html"
    done = "Written down. Both of you can read it."

    def make_form(self, sent: Any) -> PlanForm:
        return NoteForm(sent)

    def show(self, **more: Any) -> HttpResponse:
        more.setdefault("note_form", more["form"])
        return super().show(**more)

    def context(self) -> dict[str, Any]:
        found, meeting = self.found, self.found.meeting
        noted = bool(found.notes)
        return {
            "found": found,
            "meeting": meeting,
            "own": found.sight.is_own,
            "writes": self.is_one_of_two and meeting.state != "called_off",
            "may_sign": can_sign(meeting, noted=noted, by=self.actor, at=self.at),
            "may_move": self.is_one_of_two and meeting.state == "planned" and not noted,
            "point_form": PointForm(auto_id=POINT_ID),
            "we_agree": WE_AGREE,
            "other": meeting.supervisor if self.actor.pk == meeting.person_id else meeting.person,
            "plan_url": plan_url(meeting.person_id, own=found.sight.is_own),
        }

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        actions.write_note(
            meeting=self.found.meeting, key=said["key"], words=said["words"], by=self.actor, at=self.at
        )


class AddPoint(Meeting):
    """Something more on the agenda. What is refused is said on the page of the meeting; nothing is lost."""

    http_method_names = ("post", "options")  # type: ignore[assignment]
    done = "Added to the agenda."

    def make_form(self, sent: Any) -> PlanForm:
        return PointForm(sent, auto_id=POINT_ID)

    def show(self, **more: Any) -> HttpResponse:
        return super().show(**more, note_form=NoteForm(), point_form=more["form"])

    def act(self, form: Any) -> None:
        said = form.cleaned_data
        actions.add_point(
            meeting=self.found.meeting, key=said["key"], words=said["point"], by=self.actor, at=self.at
        )


class MoveMeeting(OfMeeting, FormPage):
    """Another time or place."""

    done = "Moved. The other one of you gets a letter."

    def make_form(self, sent: Any) -> MeetingForm:
        row = self.found.meeting
        when = timezone.localtime(row.starts_at)
        held = {"day": when.date(), "clock": when.strftime("%H:%M"), "place": row.place}
        form = MeetingForm(sent, initial=held, leaders=())
        del form.fields["key"]
        return form

    def context(self) -> dict[str, Any]:
        return {"title": "Move the meeting", "lead": "", "button": "Move it", "back": self.back()}

    def act(self, form: MeetingForm) -> None:
        actions.move_meeting(
            meeting=self.found.meeting,
            starts_at=form.starts_at,
            place=form.cleaned_data["place"],
            by=self.actor,
            at=self.at,
        )


class CallOff(OfMeeting, Press):
    """It does not take place."""

    done = "Called off."

    def act(self) -> None:
        actions.call_off_meeting(meeting=self.found.meeting, by=self.actor, at=self.at)


class Sign(OfMeeting, Press):
    """We agree that this is what was said."""

    done = "You signed."

    def act(self) -> None:
        actions.sign_notes(meeting=self.found.meeting, by=self.actor, at=self.at)


class RewriteNote(FormPage):
    """Put one's own note right before both have signed."""

    done = "Changed."
    note: SupervisionNote

    def load(self) -> None:
        note = note_view(actor=self.actor, pk=self.kwargs["pk"], at=self.at)
        if note is None:
            raise Http404
        self.note = note

    def make_form(self, sent: Any) -> RewriteForm:
        return RewriteForm(sent, initial={"words": self.note.text})

    def context(self) -> dict[str, Any]:
        return {
            "title": "Put your note right",
            "lead": "Until both of you have signed. Afterwards notes stay as they are.",
            "button": "Save",
            "back": self.back(),
        }

    def act(self, form: RewriteForm) -> None:
        actions.rewrite_note(note=self.note, words=form.cleaned_data["words"], by=self.actor, at=self.at)

    def back(self) -> str:
        return reverse("supervision", args=[self.note.meeting_id])
