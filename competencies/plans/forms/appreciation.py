"""Thanking, asking for consent, and giving it."""

from __future__ import annotations

from django import forms

from competencies.plans.forms.base import KeyForm, PlanForm, long_text
from competencies.plans.models.appreciation import LONGEST_PASSAGE, LONGEST_REF, LONGEST_THANKS


class ThanksForm(KeyForm):
    """To whom, and for what."""

    email = forms.EmailField(
        label="Their work e-mail",
        help_text="Anybody on staff in this council.",
        error_messages={
            "required": "Their work e-mail: write it down",
            "invalid": "Their work e-mail: write it like name@council.gov.uk",
        },
    )
    words = long_text(
        "What do you thank for?",
        "Say what they did and what it changed. Write “you”. No names of children, families or colleagues.",
        longest=LONGEST_THANKS,
        rows=3,
    )


class AskForm(PlanForm):
    """Which plan, and what is good about it."""

    plan_ref = forms.CharField(
        label="Plan reference",
        max_length=LONGEST_REF,
        help_text="Only the reference, for example P-20417. Nothing about the child.",
        error_messages={"required": "Plan reference: write it down"},
    )
    why = long_text(
        "What is good about it?",
        "In words that others can learn from. The writer reads this first.",
        longest=LONGEST_THANKS,
        rows=3,
    )


class ConsentForm(PlanForm):
    """The passage, in the writer's own words."""

    passage = long_text(
        "The passage that colleagues may read",
        "Take it out of your own words. Take out names, dates, places and everything by which a child or a "
        "family could be known.",
        longest=LONGEST_PASSAGE,
        rows=6,
    )
    checked = forms.BooleanField(
        label="I read it again, and nobody can be recognised in it",
        error_messages={"required": "Tick this once you have read it again"},
    )
    is_named = forms.BooleanField(label="Show my name beside it", required=False)
