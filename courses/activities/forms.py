"""Forms in a lesson: a choice in a story, a reflection, a record of shadowing."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from academy.gate.scan import Scanner
from courses.activities.models import LONGEST, Reflection, ShadowingRecord
from courses.activities.rules import Walk
from courses.pages.queries import Reflecting, Shadow

PERSONAL = (
    "This looks as if it had a name, a number or an address in it. "
    "Write for example “the child”, “the parent” or “a colleague” instead. Your words are still here."
)
YEARS_BACK = 1


class WalkForm(forms.Form):
    """What somebody would do now. Sent with GET: nothing is kept."""

    choice = forms.ChoiceField(
        label="What would you do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would do"},
    )

    def __init__(self, walk: Walk) -> None:
        super().__init__({} if walk.chose_nothing else None, auto_id=f"walk-{walk.story.id}-%s")
        choices = walk.now.choices if walk.now else ()
        self.fields["choice"].choices = [(str(n), one.text) for n, one in enumerate(choices)]  # type: ignore[attr-defined]


def _without_names(said: str, scanner: Scanner | None) -> str:
    """The words, unless the gate finds something of a real person in them; what it found is never said."""
    if scanner is not None and scanner.kinds(said):
        raise forms.ValidationError(PERSONAL)
    return said


class ReflectionForm(forms.Form):
    """Somebody's own words, and whether others may see them."""

    text = forms.CharField(
        label="Your own words",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write something before you save it"},
    )
    shared = forms.BooleanField(
        label="Share this with my manager",
        required=False,
        help_text="Off unless you tick it. Then whoever leads your team sees these words with your name, "
        "until you take the tick away. Nobody else sees them.",
    )
    with_buddy = forms.BooleanField(
        label="Share this with my buddy",
        required=False,
        help_text="While you have one. A tick here shows it to your buddy and not to your manager.",
    )

    def __init__(
        self,
        asked: Reflecting,
        lesson_path: str,
        data: Any = None,
        *,
        known: Reflection | None = None,
        scanner: Scanner | None = None,
    ) -> None:
        initial = _said(known) if known else {}
        super().__init__(data, initial=initial, auto_id=f"reflection-{asked.id}-%s")
        self.asked, self.scanner = asked, scanner
        self.fields["text"].help_text = asked.hint
        self.url = f"{lesson_path}reflection/{asked.id}"

    def clean_text(self) -> str:
        """Nothing about a real child, parent or colleague is kept."""
        return _without_names(self.cleaned_data["text"], self.scanner)


def _said(known: Reflection) -> dict[str, Any]:
    """What was written, and who sees it now."""
    return {
        "text": known.text,
        "shared": hasattr(known, "shared"),
        "with_buddy": hasattr(known, "for_buddy"),
    }


class ShadowingForm(forms.Form):
    """The record of a day of watching."""

    on = forms.DateField(
        label="Day", widget=forms.SelectDateWidget(), error_messages={"required": "Say on which day it was"}
    )
    whom = forms.CharField(
        label="Whom you watched",
        max_length=120,
        help_text="By role, never by name. For example: a senior coordinator.",
        error_messages={"required": "Say whom you watched, by role"},
    )

    def __init__(
        self,
        asked: Shadow,
        lesson_path: str,
        data: Any = None,
        *,
        known: ShadowingRecord | None = None,
        scanner: Scanner | None = None,
    ) -> None:
        super().__init__(data, initial=_kept(known) if known else {}, auto_id=f"shadowing-{asked.id}-%s")
        self.asked, self.scanner = asked, scanner
        self.url = f"{lesson_path}shadowing/{asked.id}"
        for number, question in enumerate(asked.questions):
            self.fields[f"answer-{number}"] = forms.CharField(
                label=question,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": f"Answer this: {question}"},
            )

    def clean_on(self) -> datetime.date:
        """A day that has been, and not long ago."""
        day: datetime.date = self.cleaned_data["on"]
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError("Day: this is still to come. Fill in the record afterwards.")
        if day.year < today.year - YEARS_BACK:
            raise forms.ValidationError("Day: this is long ago. Check the year.")
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        for name in ("whom", *self.answer_names):
            try:
                _without_names(str(found.get(name, "")), self.scanner)
            except forms.ValidationError as fault:
                self.add_error(name, fault)
        return found

    @property
    def answer_names(self) -> list[str]:
        """The fields of the questions, in order."""
        return [f"answer-{number}" for number in range(len(self.asked.questions))]

    @property
    def answers(self) -> list[str]:
        """What was answered, in order; for a valid form."""
        return [self.cleaned_data[name] for name in self.answer_names]


def _kept(record: ShadowingRecord) -> dict[str, Any]:
    answers = {f"answer-{n}": told["answer"] for n, told in enumerate(record.answers)}
    return {"on": record.on, "whom": record.whom, **answers}
