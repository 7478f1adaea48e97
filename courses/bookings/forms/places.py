"""Booking in two steps: which date and who; then what will happen, until when to wait, and what helps."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.people.models import User
from courses.bookings.forms.moments import MomentFields
from courses.bookings.queries.offers import Option
from courses.sessions.models import Session

NOBODY = [("", "Nobody else")]
NEW = ("new", "A colleague who has no account yet")
MANY = 2
"""With more colleagues than this there is room for more than a second place."""


@dataclass(frozen=True)
class Newcomer:
    """A colleague without an account, as the coordinator wrote them."""

    given_name: str
    family_name: str
    email: str
    role: str

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.given_name} {self.family_name}"


class PlacesForm(forms.Form):
    """Which date, and for whom. `people` are those the actor may book for; without them it is the actor."""

    place = forms.ChoiceField(
        label="Which date?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a date", "invalid_choice": "Choose a date from the list"},
    )
    first = forms.ChoiceField(label="First place", error_messages={"required": "Choose for whom you book"})
    second = forms.ChoiceField(label="Second place", required=False)
    more = forms.MultipleChoiceField(label="More places", required=False, widget=forms.CheckboxSelectMultiple)
    new_given = forms.CharField(label="First name", max_length=80, required=False)
    new_family = forms.CharField(label="Last name", max_length=80, required=False)
    new_email = forms.EmailField(
        label="Work e-mail address",
        required=False,
        error_messages={"invalid": "Write a whole e-mail address, such as sam@school.example"},
    )
    new_role = forms.ChoiceField(label="Role", required=False)

    def __init__(
        self,
        *args: Any,
        options: Sequence[Option],
        actor: User,
        people: Sequence[User],
        roles: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in (actor, *people)}
        names = [(str(actor.pk), f"{actor.get_full_name()} (you)")]
        names += [(str(one.pk), one.get_full_name()) for one in people]
        self._choose("place", [(one.value, one.title) for one in options if one.takes])
        self._choose("first", [*names, *([NEW] if roles else [])])
        self._choose("second", [*NOBODY, *names])
        self._choose("more", names[1:])
        self._choose("new_role", roles)
        self.initial.setdefault("first", str(actor.pk))
        if not people:
            for name in ("first", "second", "more"):
                del self.fields[name]
            self.only = actor
        if len(people) <= MANY:
            self.fields.pop("more", None)
        if not roles:
            for name in ("new_given", "new_family", "new_email", "new_role"):
                del self.fields[name]

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        typed = [said.get(name, "") for name in ("new_given", "new_family", "new_email")]
        if any(typed) and not all(typed) and "new_email" not in self.errors:
            self.add_error("new_given", "New colleague: write both names and the work e-mail address")
        if said.get("first") == NEW[0] and not any(typed):
            self.add_error("new_given", "New colleague: write both names and the work e-mail address")
        return said

    @property
    def session_id(self) -> int:
        """The date that was chosen."""
        return int(self.cleaned_data["place"].partition("-")[0])

    @property
    def mode(self) -> str:
        """How they take part."""
        return str(self.cleaned_data["place"].partition("-")[2])

    @property
    def people(self) -> list[User]:
        """Those who were chosen, in the order of the form, each once."""
        if "first" not in self.fields:
            return [self.only]
        said = self.cleaned_data
        chosen = [said.get("first"), said.get("second"), *said.get("more", [])]
        return [self.known[pk] for pk in dict.fromkeys(chosen) if pk in self.known]

    @property
    def newcomer(self) -> Newcomer | None:
        """The colleague without an account, if one was written down."""
        said = self.cleaned_data
        if not said.get("new_email"):
            return None
        return Newcomer(said["new_given"], said["new_family"], said["new_email"], said["new_role"])

    def carried(self) -> list[tuple[str, str]]:
        """What was said, as pairs for hidden fields of the second step."""
        pairs: list[tuple[str, str]] = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            values = value if isinstance(value, list) else [value]
            pairs += [(name, str(one)) for one in values if one]
        return pairs


class ConfirmForm(MomentFields, CleanForm):
    """The second step: until when to wait, who comes instead, and what each needs."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        session: Session,
        mode: str,
        people: Sequence[User],
        waits: bool,
        deputies: Sequence[User],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        self.people = people
        if waits:
            self.ask_moment(session)
        if len(people) == 1:
            self._ask_deputy(deputies)
        texts = []
        for person in people:
            texts += self._ask_need(person, mode, alone=len(people) == 1)
        self.texts = tuple(texts)

    def _ask_deputy(self, deputies: Sequence[User]) -> None:
        if deputies:
            self.fields["deputy"] = forms.ChoiceField(
                label="If this person cannot come, who comes instead?",
                required=False,
                choices=[("", "Nobody"), *((str(one.pk), one.get_full_name()) for one in deputies)],
            )
        else:
            self.fields["deputy_email"] = forms.EmailField(
                label="If you cannot come, who comes instead?",
                required=False,
                help_text="The work e-mail address of a colleague who has an account here.",
                error_messages={"invalid": "Write a whole e-mail address, such as sam@school.example"},
            )

    def _ask_need(self, person: User, mode: str, *, alone: bool) -> list[str]:
        whose = "" if alone else f", {person.get_full_name()}"
        names = [f"access_{person.pk}"]
        self.fields[names[0]] = forms.CharField(
            label=f"What helps to take part{whose}", max_length=300, required=False,
            help_text="For example captions, large print, a seat near the door.",
        )  # fmt: skip
        if mode == "room":
            names.append(f"food_{person.pk}")
            self.fields[names[1]] = forms.CharField(
                label=f"What you eat or do not eat{whose}", max_length=200, required=False
            )
        return names

    @property
    def needs(self) -> dict[int, tuple[str, str]]:
        """What each person needs, by their key; those who said nothing are left out."""
        said = self.cleaned_data
        found = {
            person.pk: (said.get(f"access_{person.pk}") or "", said.get(f"food_{person.pk}") or "")
            for person in self.people
        }
        return {pk: words for pk, words in found.items() if any(words)}

    @property
    def need_fields(self) -> list[forms.BoundField]:
        """The fields about what people need, for the page."""
        return [self[name] for name in self.texts]
