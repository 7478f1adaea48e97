"""What people say who run cohorts, were away, or meet their buddy."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.cohorts.models import Cohort, LiveSession, Member
from courses.cohorts.queries import choices

NOBODY = ""


class PeopleField(forms.ModelChoiceField):
    """People by their names."""

    def label_from_instance(self, obj: User) -> str:  # type: ignore[override]
        return obj.get_full_name()


class SaysNo(forms.Form):
    """A form that shows a refusal of the domain at the field it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)

    def refuse(self, refused: Refused) -> None:
        """The words, at the field with the code's name, or above the form."""
        self.add_error(refused.code if refused.code in self.fields else None, refused.words)


def day_field(label: str, help_text: str = "", said: str = "") -> forms.DateField:
    """A date in three boxes."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.SelectDateWidget(),
        error_messages={"required": said or f"{label}: say which day", "invalid": f"{label}: not a date"},
    )


def time_field(label: str) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        help_text="For example 10:00 or 13:30.",
        input_formats=["%H:%M", "%H.%M"],
        error_messages={
            "required": f"{label}: say at what time",
            "invalid": f"{label}: write it as 10:00",
        },
    )


class AtATime(SaysNo):
    """A form that asks for a day and a time of day."""

    day, clock = day_field("Day"), time_field("Time")

    @property
    def starts_at(self) -> datetime.datetime:
        """When it begins. For a valid form."""
        said = datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"])
        return timezone.make_aware(said)

    def refuse(self, refused: Refused) -> None:
        """A time that cannot be is said at the day."""
        super().refuse(Refused(refused.words, code="day") if refused.code == "starts_at" else refused)


class CohortForm(SaysNo):
    """A cohort: its name, first day, mode and facilitator."""

    name = forms.CharField(
        label="Name", max_length=40, help_text="As people call it here, for example COH-9.",
        error_messages={"required": "Name: give the cohort a name"},
    )  # fmt: skip
    starts_on = day_field("First day", "A working day. The six weeks are laid out around bank holidays.")
    mode = forms.ChoiceField(
        label="How big is it?",
        choices=[
            (Cohort.Mode.FULL, "9 to 20 people, with live sessions of their own"),
            (Cohort.Mode.SMALL, "3 to 8 people, who share live sessions with other cohorts"),
        ],
        initial=Cohort.Mode.FULL,
        widget=forms.RadioSelect,
    )
    facilitator = PeopleField(queryset=None, label="Facilitator", required=False, empty_label="Nobody yet")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = people  # type: ignore[attr-defined]


BUDDY_CODES = {"self", "in_post", "manager", "learns", "licence", "away", "capacity", "paired"}


class AddForm(SaysNo):
    """A starter, and the buddy at once if it is known."""

    person = PeopleField(
        queryset=None, label="Starter", required=False, empty_label="Choose, or give a number",
        help_text="New starters, and people who began in the last six months.",
    )  # fmt: skip
    ref = forms.CharField(
        label="Or somebody else, by staff number", max_length=40, required=False,
        help_text="For somebody who comes back, or joins from another service.",
    )  # fmt: skip
    buddy = forms.ChoiceField(
        label="Buddy", required=False, help_text="You can choose later. Nobody has more than two starters."
    )

    def __init__(self, *args: Any, actor: User, on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["person"].queryset = choices.starters(actor=actor, on=on)  # type: ignore[attr-defined]
        offered = choices.buddy_choices(actor=actor, on=on)
        self.fields["buddy"].choices = [(NOBODY, "Choose later"), *offered]  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """What is wrong with the buddy is said there, all else at the starter."""
        super().refuse(Refused(refused.words, code="buddy" if refused.code in BUDDY_CODES else "person"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        ref = (found.get("ref") or "").strip()
        if found.get("person") is None and not self.errors:
            found["person"] = choices.person_with(actor=self.actor, ref=ref) if ref else None
            if found["person"] is None:
                words = "Nobody here has this staff number" if ref else "Starter: choose somebody"
                self.add_error("ref" if ref else "person", words)
        return found


class BuddyForm(SaysNo):
    """Who stands beside a starter."""

    buddy = forms.ChoiceField(label="Buddy", error_messages={"required": "Buddy: choose somebody"})

    def __init__(self, *args: Any, actor: User, on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices.buddy_choices(actor=actor, on=on)
        self.fields["buddy"].choices = [(NOBODY, "Choose"), *offered]  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """Whatever it is, it is about the buddy."""
        super().refuse(Refused(refused.words, code="buddy"))


class MoveForm(SaysNo):
    """To which cohort somebody moves."""

    to = forms.ModelChoiceField(
        queryset=None, label="Cohort", empty_label="Choose",
        error_messages={"required": "Cohort: choose where they move to"},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: User, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = choices.cohorts_to_move_to(actor=actor, member=member)  # type: ignore[attr-defined]


class AwayForm(SaysNo):
    """The days somebody was away; nobody is asked why."""

    starts_on = day_field("First day away")
    ends_on = day_field("Last day away")


class SessionForm(AtATime):
    """A live session: what, when, where, and who shares it."""

    module_code = forms.ChoiceField(
        label="Module", error_messages={"required": "Module: choose what it is about"}
    )
    title = forms.CharField(
        label="Title", max_length=160, error_messages={"required": "Title: say what it is called"}
    )
    minutes = forms.IntegerField(
        label="Minutes", initial=90, error_messages={"required": "Minutes: say how long it lasts"}
    )
    place = forms.CharField(label="Room or address", max_length=160, required=False)
    link = forms.URLField(
        label="Link to join online", required=False, assume_scheme="https",
        error_messages={"invalid": "Link: copy the whole address, with https"},
    )  # fmt: skip
    led_by = forms.CharField(
        label="Who leads it", max_length=160, required=False,
        help_text="A name and what they do, for example a speech therapist.",
    )  # fmt: skip
    share = forms.ModelMultipleChoiceField(
        queryset=None, label="Share it with", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, modules: Sequence[tuple[str, str]], cohorts: QuerySet[Cohort], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module_code"].choices = [("", "Choose"), *modules]  # type: ignore[attr-defined]
        if cohorts.exists():
            self.fields["share"].queryset = cohorts  # type: ignore[attr-defined]
        else:
            del self.fields["share"]

    field_order = ("module_code", "title", "day", "clock", "minutes", "place", "link", "led_by", "share")


class MoveSessionForm(AtATime):
    """Another time or place for a session."""

    minutes = forms.IntegerField(label="Minutes")
    place = forms.CharField(label="Room or address", max_length=160, required=False)
    link = forms.URLField(label="Link to join online", required=False, assume_scheme="https")

    @classmethod
    def said_of(cls, row: LiveSession) -> dict[str, Any]:
        """A session as this form words it."""
        when = timezone.localtime(row.starts_at)
        return {
            "day": when.date(), "clock": when.strftime("%H:%M"), "minutes": row.minutes, "place": row.place,
            "link": row.link,
        }  # fmt: skip


class MeetingForm(AtATime):
    """When and where a starter and their buddy meet next."""

    place = forms.CharField(
        label="Where", max_length=120, required=False, help_text="A desk, a room, or online."
    )
