"""What is said about a topic."""

from __future__ import annotations

from typing import Any

from django import forms

from courses.sessions.audiences import AUDIENCES
from courses.sessions.forms.fields import CodesField, DeskForm, LinesField, PoundsField, key_field
from courses.sessions.models import Topic


class TopicForm(DeskForm):
    """A topic: its promise, for whom it is, what it asks and what it costs."""

    texts = ("summary", "outcomes", "before")

    key = key_field()
    title = forms.CharField(
        label="Title", max_length=160, error_messages={"required": "Title: say what it is called"}
    )
    code = forms.SlugField(
        label="Word in its address",
        max_length=60,
        help_text="Small letters and hyphens, such as annual-reviews. It cannot change later.",
        error_messages={
            "required": "Word in its address: give one",
            "invalid": "Word in its address: use small letters, figures and hyphens",
        },
    )
    summary = forms.CharField(
        label="What it is, in two sentences",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What people leave with. This stands in the list that everybody reads.",
        error_messages={"required": "What it is: say it in two sentences"},
    )
    outcomes = LinesField(
        label="What you will do, a line each",
        help_text="Begin with a verb: Read a made-up report, Write one line of progress.",
        error_messages={"required": "What you will do: give at least one line"},
    )
    audiences = forms.MultipleChoiceField(
        label="For whom is it?",
        choices=[(one.code, one.words) for one in AUDIENCES.values()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none if it is for everybody.",
    )
    internal = forms.BooleanField(label="For the council’s own staff alone", required=False)
    minutes = forms.IntegerField(
        label="How many minutes does it take?",
        min_value=15,
        max_value=600,
        initial=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "How many minutes: give a number",
            "invalid": "How many minutes: give a number",
            "min_value": "How many minutes: at least 15",
            "max_value": "How many minutes: at most 600",
        },
    )
    module_code = forms.CharField(
        label="The module that it teaches", max_length=12, required=False, help_text="Such as PM-22."
    )
    competencies = CodesField(label="Competencies", required=False, help_text="Such as C3, C7.")
    criteria = CodesField(
        label="Criteria of the audit that it answers", required=False, help_text="Such as F3, F4."
    )
    before = forms.CharField(
        label="What to know or bring",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs_modules = CodesField(label="Modules to finish first", required=False)
    made_with = forms.CharField(label="Made with", max_length=160, required=False)
    needs_approval = forms.BooleanField(label="Staff need their manager’s yes", required=False)
    price = PoundsField(label="Price of a place, in pounds", help_text="Leave it empty if it is free.")
    absence_charge = PoundsField(
        label="Charge for not coming, in pounds",
        help_text="It is written down here and collected elsewhere.",
    )

    def __init__(self, *args: Any, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs["initial"] = {name: getattr(topic, name) for name in self.base_fields if name != "key"}
        super().__init__(*args, **kwargs)
        if topic is not None:
            del self.fields["code"], self.fields["key"]

    def clean_module_code(self) -> str:
        """In capitals, as modules are called."""
        return str(self.cleaned_data["module_code"]).strip().upper()
