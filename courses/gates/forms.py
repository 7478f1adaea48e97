"""What people fill in: a gate, a new date, the graduation conversation and a support plan."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.utils import timezone

from academy.gate.scan import Scanner
from academy.kit.words import day_month_year
from courses.gates.catalogue import Catalogue
from courses.gates.models import GraduationConversation

LONGEST, SHORT = 2000, 600
PLAN_REF = re.compile(r"[A-Za-z]{0,6}[-/ ]?[0-9]{2,12}")
PERSONAL = (
    "{label}: this looks as if it had a name, a number or an address in it. Write for example “the child”, "
    "“the parent” or “a colleague” instead. Your words are still here."
)


class CleanForm(forms.Form):
    """A form whose free text is looked through before it is kept. What is found is never said."""

    texts: tuple[str, ...] = ()

    def __init__(self, *args: Any, scanner: Scanner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scanner = scanner

    def clean(self) -> dict[str, Any]:
        self.look_through(*self.texts)
        return self.cleaned_data

    def look_through(self, *names: str) -> None:
        """Put a message at every one of these fields in which the gate finds something."""
        for name in names:
            said = self.cleaned_data.get(name) or ""
            if self.scanner is not None and said and self.scanner.kinds(said):
                self.add_error(name, PERSONAL.format(label=self.fields[name].label))


def _words(
    label: str, help_text: str, empty: str, *, longest: int = LONGEST, rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": empty},
    )


class OpenForm(CleanForm):
    """What the opener says to the starter."""

    texts = ("words",)
    words = forms.CharField(
        label="What do you want to say to them?",
        required=False,
        max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They read this on their own page.",
    )


class NewDateForm(CleanForm):
    """What was agreed, and until when."""

    texts = ("agreed",)
    agreed = _words(
        "What did you agree?",
        "For example: the timeline set again on Thursday, with an hour of practice before. They read this.",
        "What did you agree: say it in a few words",
        longest=SHORT,
    )
    new_date = forms.DateField(
        label="New date",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "New date: choose a day", "invalid": "New date: this is not a day"},
    )


class ConversationForm(CleanForm):
    """The form of the graduation conversation."""

    texts = ("about_plan", "strengths", "next_steps")
    on = forms.DateField(
        label="Day of the conversation",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "Day of the conversation: choose a day",
            "invalid": "Day of the conversation: this is not a day",
        },
    )
    plan_ref = forms.CharField(
        label="Reference of the plan they chose",
        max_length=40,
        help_text="Its number in the case system, for example P-20417. Never a name.",
        error_messages={"required": "Reference of the plan: fill this in"},
    )
    about_plan = _words(
        "What did they show in this plan?",
        "About the work: the line from need to outcome, the child's voice, what they would change.",
        "What did they show in this plan: say it in a few words",
    )
    strengths = _words("What is strong?", "Start here.", "What is strong: say it in a few words")
    next_steps = _words(
        "What comes next?",
        "What they work on in the protected weeks, and who helps.",
        "What comes next: say it in a few words",
    )

    def __init__(
        self,
        table: Catalogue,
        *args: Any,
        known: GraduationConversation | None = None,
        **kwargs: Any,
    ) -> None:
        self.table = table
        super().__init__(*args, initial=_kept(known) if known else {}, **kwargs)
        for one in table.portfolio:
            self.fields[f"portfolio_{one.key}"] = forms.CharField(
                label=one.label,
                max_length=SHORT,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": f"{one.label}: say what you looked at"},
            )
        choices = [
            ("", "Choose a level"),
            *((row.level, f"{row.level}, {row.name.lower()}") for row in table.levels),
        ]
        for task in table.starter_tasks:
            self.fields[f"level_{task.code}"] = forms.TypedChoiceField(
                label=f"{task.title} ({task.code})",
                coerce=int,
                choices=choices,
                error_messages={"required": f"{task.title} ({task.code}): choose a level"},
            )

    def clean(self) -> dict[str, Any]:
        self.look_through(*self.portfolio_names)
        return super().clean()

    @property
    def portfolio_names(self) -> list[str]:
        """The fields of the portfolio, in order."""
        return [f"portfolio_{one.key}" for one in self.table.portfolio]

    @property
    def portfolio_fields(self) -> list[forms.BoundField]:
        """The fields of the portfolio, to be drawn."""
        return [self[name] for name in self.portfolio_names]

    @property
    def level_fields(self) -> list[forms.BoundField]:
        """The fields of the levels, to be drawn."""
        return [self[f"level_{one.code}"] for one in self.table.starter_tasks]

    def clean_on(self) -> datetime.date:
        """A day that has been."""
        day: datetime.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                f"Day of the conversation: {day_month_year(day)} is still to come. Fill this in afterwards."
            )
        return day

    def clean_plan_ref(self) -> str:
        """A number of the case system, so that no name can be written there."""
        said: str = self.cleaned_data["plan_ref"].strip()
        if not PLAN_REF.fullmatch(said):
            raise forms.ValidationError(
                "Reference of the plan: write letters and a number, for example P-20417. Leave out names."
            )
        return said

    @property
    def portfolio(self) -> dict[str, str]:
        """A word on each thing that was looked at; for a valid form."""
        return {one.key: self.cleaned_data[f"portfolio_{one.key}"] for one in self.table.portfolio}

    @property
    def levels(self) -> dict[str, int]:
        """The agreed levels; for a valid form."""
        return {one.code: self.cleaned_data[f"level_{one.code}"] for one in self.table.starter_tasks}


def _kept(known: GraduationConversation) -> dict[str, Any]:
    portfolio = {f"portfolio_{row['key']}": row["words"] for row in known.portfolio}
    levels = {f"level_{row.task}": row.level for row in known.levels.all()}
    plain = {
        name: getattr(known, name) for name in ("on", "plan_ref", "about_plan", "strengths", "next_steps")
    }
    return {**plain, **portfolio, **levels}


class SupportForm(CleanForm):
    """What will help a graduate, and when it is looked at again."""

    texts = ("words",)
    words = _words(
        "What will help?",
        "What you agreed with them: what they practise, who looks at their plans, how the caseload is kept.",
        "What will help: say it in a few words",
    )
    review_on = forms.DateField(
        label="When do you look at it again?",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "When do you look at it again: choose a day",
            "invalid": "When do you look at it again: this is not a day",
        },
    )
