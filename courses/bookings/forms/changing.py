"""What is asked when a booking is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.people.models import User
from courses.bookings.forms.moments import MomentFields
from courses.sessions.models import Session

PASS, GIVE_UP = "pass", "give_up"


class CancelForm(forms.Form):
    """Give a place up. Where a deputy is named, the place goes to them unless the person says otherwise."""

    def __init__(self, *args: Any, deputy: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deputy:
            self.fields["place"] = forms.ChoiceField(
                label="What happens with the place?",
                choices=[(PASS, f"{deputy} comes instead"), (GIVE_UP, "Nobody comes instead: give it up")],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose what happens with the place"},
            )

    @property
    def without_deputy(self) -> bool:
        """Whether the place is given up though a deputy is named."""
        return self.cleaned_data.get("place") == GIVE_UP


class ColleagueForm(forms.Form):
    """Names one colleague: from the list of those whom one looks after, or by their whole address."""

    def __init__(
        self, *args: Any, label: str, people: Sequence[User], required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in people}
        self.required = required
        if people:
            names = [("", "Nobody" if not required else "Choose")]
            names += [(pk, one.get_full_name()) for pk, one in self.known.items()]
            self.fields["person"] = forms.ChoiceField(label=label, choices=names, required=False)
        self.fields["email"] = forms.EmailField(
            label="Or their work e-mail address" if people else label,
            required=False,
            help_text="A colleague of yours who has an account here.",
            error_messages={"invalid": "Write a whole e-mail address, such as sam@school.example"},
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.required and not self.errors and not said.get("person") and not said.get("email"):
            self.add_error("person" if "person" in self.fields else "email", "Say who takes the place")
        return said

    @property
    def person(self) -> User | None:
        """Who was chosen from the list."""
        return self.known.get(self.cleaned_data.get("person") or "")


class CutoffForm(MomentFields):
    """Until when to be offered a place."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_moment(session)


class NeedForm(CleanForm):
    """What helps somebody to take part. Two empty answers delete what was said."""

    texts: tuple[str, ...] = ("access", "food")

    access = forms.CharField(
        label="What helps you to take part",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example captions, large print, a seat near the door.",
    )
    food = forms.CharField(label="What you eat or do not eat", max_length=200, required=False)

    def __init__(self, *args: Any, in_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_person:
            del self.fields["food"]
            self.texts = ("access",)


class DeclineForm(CleanForm):
    """No, with a reason that the person reads."""

    texts = ("reason",)

    reason = forms.CharField(
        label="Why not, or why not now?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They read this. Say what they can do instead.",
        error_messages={"required": "Say why, so that they know what to do instead"},
    )
