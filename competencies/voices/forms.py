"""What people fill in: a round, how many links, a code from paper, and the five sentences."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.law.forms import WhenField
from competencies.voices.actions import RoundDraft
from competencies.voices.catalogue import FIELDS, LEAST_VOICES, SCALE, STATEMENTS
from competencies.voices.models import LONGEST_COMMENT, MOST_VOICES

USUAL_DAYS, USUAL_MOST, USUAL_LINKS = 28, 12, 10
NAMES_IN_COMMENT = (
    "Anything else: this looks as if it had a name, a number or an address in it. Please take it out. You "
    "can write “my child” or “the worker” instead. Your words are still here."
)


class RoundForm(forms.Form):
    """Asking families or partners."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label="What do you want to hear about?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody gets the same five sentences. Each thing that you tick can become evidence.",
        error_messages={"required": "Choose at least one thing to hear about"},
    )
    closes_on = WhenField(
        label="Last day for answers",
        help_text="Four weeks is usual. After it the links stop working.",
        error_messages={"required": "Last day for answers: choose a day"},
    )
    most = forms.IntegerField(
        label="How many answers at most?",
        min_value=LEAST_VOICES,
        max_value=MOST_VOICES,
        help_text=f"At least {LEAST_VOICES}. When so many have answered, the round closes that night.",
        error_messages={
            "required": "How many answers at most: write a number",
            "invalid": "How many answers at most: write a whole number, such as 12",
            "min_value": f"How many answers at most: write {LEAST_VOICES} or more",
            "max_value": f"How many answers at most: write {MOST_VOICES} or fewer",
        },
    )

    def __init__(
        self, data: Any = None, *, audience: str, choices: list[tuple[str, str]], today: datetime.date
    ) -> None:
        last = today + datetime.timedelta(days=USUAL_DAYS)
        super().__init__(
            data,
            initial={
                "key": uuid.uuid4(),
                "codes": [code for code, _ in choices],
                "closes_on": {"day": last.day, "month": last.month, "year": last.year},
                "most": USUAL_MOST,
            },
        )
        self.audience = audience
        self.fields["codes"].choices = [(code, f"{text} ({code})") for code, text in choices]  # type: ignore[attr-defined]

    @property
    def draft(self) -> RoundDraft:
        """What to ask; for a valid form."""
        said = self.cleaned_data
        return RoundDraft(said["key"], self.audience, said["codes"], said["closes_on"], said["most"])


class LinksForm(forms.Form):
    """How many links to print."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    count = forms.IntegerField(
        label="How many links?",
        min_value=1,
        help_text="Print a few more than you need: not everybody answers. Each link works once.",
        error_messages={
            "required": "How many links: write a number",
            "invalid": "How many links: write a whole number, such as 10",
            "min_value": "How many links: write at least 1",
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "count": USUAL_LINKS})


class CodeForm(forms.Form):
    """The code of a slip, typed."""

    code = forms.CharField(
        label="Your code",
        max_length=60,
        help_text="It is on your slip of paper, for example ab3de-fg4hj-km5np-qr6st",
        error_messages={"required": "Your code: write the code from your slip"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class VoiceForm(CleanForm):
    """Five sentences and, for those who want, a few words."""

    texts = ("comment",)
    personal = NAMES_IN_COMMENT
    comment = forms.CharField(
        label="Anything else?",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Please do not write any names. Do not say where you live or which school it is.",
        error_messages={
            "max_length": f"Anything else: this is too long. Use {LONGEST_COMMENT} letters or fewer."
        },
    )

    def __init__(self, *args: Any, audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, statement in zip(FIELDS, STATEMENTS[audience], strict=True):
            self.fields[name] = forms.TypedChoiceField(
                label=statement.text,
                choices=SCALE,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"{statement.text} Choose one of the four answers."},
            )
        self.order_fields([*FIELDS, "comment"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and not any(said.get(name) for name in FIELDS) and not said.get("comment"):
            self.add_error(FIELDS[0], "Choose an answer for one sentence or more, or write a few words.")
        return said

    @property
    def answers(self) -> dict[str, int | None]:
        """The answers by column; for a valid form."""
        return {name: self.cleaned_data.get(name) for name in FIELDS}
