"""Writing goals and how they go."""

from __future__ import annotations

from django import forms

from competencies.plans.forms.base import KeyForm, PlanForm, day_field, long_text
from competencies.plans.models.goals import LONGEST_GOAL, LONGEST_NOTE, LONGEST_WORDS

WAYS = {
    "reach": "We reached it",
    "carry_on": "We carry it on with another date",
    "let_go": "We let it go",
}


class GoalForm(KeyForm):
    """What, by when, with what help."""

    what = long_text(
        "What do you want to reach?",
        "Something that you can see later. For example: write Section F so that nothing in it is vague, on "
        "my own. Leave out names of children, families and colleagues.",
        longest=LONGEST_GOAL,
        rows=3,
    )
    due_on = day_field("By when?", "Within two years. Six to twelve weeks is usual.")
    help_words = long_text(
        "What help goes with it?",
        "Time, a colleague to watch, a module, a second pair of eyes.",
        longest=LONGEST_WORDS,
        required=False,
        rows=3,
    )


class ProgressForm(KeyForm):
    """How it goes."""

    words = long_text(
        "How does it go?",
        "What was done, what helped, what is in the way. Both of you read it, and it stays as it is written.",
        longest=LONGEST_NOTE,
    )


class EndForm(PlanForm):
    """How a goal ends, and why; for one that is carried on, its new date."""

    how = forms.ChoiceField(
        label="How does it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "How does it end: choose one of these"},
    )
    words = long_text(
        "Why?",
        "How it shows that it is reached, or what changed. Both of you read it.",
        longest=LONGEST_WORDS,
    )

    def __init__(self, *args: object, ways: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["how"].choices = [(way, WAYS[way]) for way in ways if way != "carry_on"]  # type: ignore[attr-defined]


class CarryOnForm(PlanForm):
    """Another date for the same goal."""

    due_on = day_field("By when now?")
    words = long_text(
        "Why?", "What it needs that it did not have. Both of you read it.", longest=LONGEST_WORDS
    )
