"""Questions, answers and queries: short words, looked through by the gate in the action."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from assessments.audits.models import GRADE_CHOICES
from assessments.moderation.models import LONGEST, LONGEST_REASON
from assessments.moderation.queries.replies import ReplyCard
from assessments.moderation.rules.replies import LEAST_WORDS

NO_NAMES = "Write about the work. Leave out names and anything about the child or family."
WORDS = dict(GRADE_CHOICES)


class MessageForm(forms.Form):
    """One short message."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What would you like to know?",
        min_length=LEAST_WORDS,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
        error_messages={
            "required": "Write your message",
            "min_length": "Say a little more, so that it can be answered",
        },
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
        if label:
            self.fields["text"].label = label


class QueryForm(forms.Form):
    """Which grade, and why it does not look right."""

    criterion = forms.TypedChoiceField(
        label="Which grade?", coerce=int, error_messages={"required": "Choose the grade you query"}
    )
    reason = forms.CharField(
        label="Why does it not look right?",
        min_length=LEAST_WORDS,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Say where in the plan to look. The panel reads this. {NO_NAMES}",
        error_messages={
            "required": "Say why in a few words",
            "min_length": "Say a little more, so that the panel knows where to look",
        },
    )

    def __init__(self, *args: Any, card: ReplyCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["criterion"]
        choices = [(pk, f"{name}: {WORDS[grade].lower()}") for pk, name, grade in card.to_query]
        field.choices = [("", "Choose a grade"), *choices]  # type: ignore[attr-defined]
