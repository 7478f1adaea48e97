"""Straight after, and weeks later: three short questions each. And one line of a manager."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from courses.registers.models import LONGEST_WORDS, Evaluation, ManagerLine

QUOTE = "You may quote this without my name"


def _choice(label: str, choices: Any, said: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": said}
    )


class NowForm(CleanForm):
    """Straight after."""

    texts = ("words",)
    useful = _choice("Was it useful?", Evaluation.Useful.choices, "Choose how useful it was")
    recommend = _choice(
        "Would you tell a colleague to come?", Evaluation.Recommend.choices, "Choose whether you would"
    )
    words = forms.CharField(
        label="One thing that you will do differently",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave out names and anything about a child or family.",
    )
    may_quote = forms.BooleanField(label=QUOTE, required=False)

    def __init__(self, *args: Any, staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class LaterForm(CleanForm):
    """Weeks later. Whoever has no manager here is asked about the people they work with."""

    texts = ("words",)
    changed = _choice("Did you change something?", Evaluation.Changed.choices, "Choose whether you did")
    words = forms.CharField(
        label="What did you change?",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave out names and anything about a child or family.",
    )
    may_quote = forms.BooleanField(label=QUOTE, required=False)
    agrees = _choice(
        "Would your manager agree?", Evaluation.Agrees.choices, "Choose whether your manager would agree"
    )

    def __init__(self, *args: Any, staff: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if staff:
            self.fields[
                "agrees"
            ].help_text = (
                "Your manager gets one e-mail that asks what they see. They do not see what you write here."
            )


FORMS = {"now": NowForm, "later": LaterForm}


class LineForm(CleanForm):
    """A manager's line."""

    texts = ("words",)
    sees = _choice(
        "Do you see something of it in their work?", ManagerLine.Sees.choices, "Choose what you see"
    )
    words = forms.CharField(
        label="In one line, if you like",
        required=False,
        max_length=200,
        help_text="They can read it. Leave out names and anything about a child or family.",
    )
