"""What people say when they answer a finding, decide about one or take work off a list."""

from __future__ import annotations

from django import forms

from assessments.audits.models import Finding
from courses.assignments.rules.permits import CAUSES, LEAST_WORDS

MOST = 400


class WordsForm(forms.Form):
    """One box for a reason."""

    words = forms.CharField(
        label="Why",
        min_length=LEAST_WORDS,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Write about the work. Leave out names and anything about the child or family.",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that the next person understands it",
        },
    )


class NotMineForm(WordsForm):
    """What caused it, if it was not the writing."""

    cause = forms.ChoiceField(
        label="What caused it?",
        choices=[(cause.value, Finding.Cause(cause).label) for cause in CAUSES],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what caused it"},
    )
    field_order = ("cause", "words")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = "What happened?"
        self.fields["cause"].hints = {  # type: ignore[attr-defined]
            Finding.Cause.ADVICE.value: "The reports we were given were vague, late or missing",
            Finding.Cause.PROCESS.value: "The way we work here led to it",
            Finding.Cause.TEMPLATE.value: "The template or letter put it there",
            Finding.Cause.TIME.value: "There was no time to do it well",
        }


class DecideForm(WordsForm):
    """Whether the finding belongs to the system."""

    decision = forms.ChoiceField(
        label="Whose is it?",
        choices=[("agree", "I agree: it was not the writing"), ("disagree", "It stays with the writer")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose it is"},
    )
    field_order = ("decision", "words")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = "Why? The writer reads this"
        self.fields["decision"].hints = {  # type: ignore[attr-defined]
            "agree": "The module comes off the writer's list",
            "disagree": "The module is asked again, with a new date",
        }


class WaiveForm(WordsForm):
    """Why the work comes off the list."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = "Why is this not needed? The writer reads this"


class CoachForm(WordsForm):
    """What manager and writer agreed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].label = "What did you agree? The writer reads this"
