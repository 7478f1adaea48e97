"""What people say about prior learning, paths and licences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from courses.pathways.models import LONGEST, LONGEST_REASON
from courses.pathways.rules.permits import LEAST_WORDS

INDUCTION = "IND-"


class AskForm(CleanForm):
    """A request to recognise prior learning."""

    texts = ("did", "brings")
    induction = forms.MultipleChoiceField(
        label="Modules of the six weeks", required=False, widget=forms.CheckboxSelectMultiple
    )
    practice = forms.MultipleChoiceField(
        label="Practice modules", required=False, widget=forms.CheckboxSelectMultiple
    )
    did = forms.CharField(
        label="What did you do, and what did you learn from it?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="For example: I was a SENCO in a primary school for ten years and wrote advice for about "
        "forty assessments. Leave out names of children, families and schools.",
        error_messages={"required": "Say what you did and what you learnt"},
    )
    brings = forms.CharField(
        label="What can you show?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: the award for SEN co-ordination, two appraisals. Say what it is; bring it "
        "when you are asked.",
        error_messages={"required": "Say what you can show"},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("induction", "practice"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                choice for choice in choices if choice[0].startswith(INDUCTION) is (name == "induction")
            ]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not (found.get("induction") or found.get("practice")):
            self.add_error("induction", "Choose at least one module")
        return found


class ReasonForm(CleanForm):
    """One box for a reason that the person reads."""

    texts = ("words",)
    words = forms.CharField(
        label="Why",
        min_length=LEAST_WORDS,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The person reads this.",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that the person understands it",
        },
    )


class DecideForm(ReasonForm):
    """Which of the modules are recognised. None ticked: nothing is."""

    modules = forms.MultipleChoiceField(
        label="Which of these do you recognise?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to recognise nothing. Assessed tasks are never part of this.",
    )
    field_order = ("modules", "words")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = choices  # type: ignore[attr-defined]


class PutOnForm(ReasonForm):
    """Why somebody is put on the path, and modules beyond those that everybody takes."""

    extra = forms.MultipleChoiceField(
        label="Gaps: modules to add",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody on the path takes PM-01 to PM-04, PM-10, PM-15 and PM-28. What audits ask for "
        "is added by itself.",
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["extra"].choices = choices  # type: ignore[attr-defined]


class EndForm(ReasonForm):
    """How a path ends."""

    how = forms.ChoiceField(
        label="How does it end?",
        choices=[("finish", "Finished: the three things are there"), ("stop", "Stopped before the end")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends"},
    )
    field_order = ("how", "words")


class GrantForm(ReasonForm):
    """What a licence rests on, and that the named person has seen it themselves."""

    seen = forms.BooleanField(
        label="I have seen this person do it with no more than a light check (level 3)",
        error_messages={"required": "Tick this if you have seen it. Without it there is no licence"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "What the licence rests on"
        self.fields["words"].help_text = (
            "For example: PM-21 on 2 November, and two talks with a starter that I sat in on. The person "
            "reads this."
        )
