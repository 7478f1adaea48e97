"""Fields that the forms of the session desk share, and how they show a refusal."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from academy.gate.forms import CleanForm
from academy.kit.refusals import Refused
from academy.law.dates import read_day
from academy.law.forms import WhenField
from courses.sessions.rules.wording import PENCE

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
PM = 12
HOURS, MINUTES = 24, 60


class DeskForm(CleanForm):
    """A form that shows a refusal of the domain at the field it is about, and looks at lists of lines too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)

    def refuse(self, refused: Refused) -> None:
        """The words, at the field with the code's name, or above the form."""
        self.add_error(refused.code if refused.code in self.fields else None, refused.words)

    def clean(self) -> dict[str, Any]:
        """Looks through the free text for personal data."""
        lines = {name: self.cleaned_data.get(name) for name in self.texts}
        self.cleaned_data |= {name: "\n".join(said) for name, said in lines.items() if isinstance(said, list)}
        cleaned = super().clean()
        kept = {name: said for name, said in lines.items() if isinstance(said, list) and name in cleaned}
        return cleaned | kept


class ClockField(forms.CharField):
    """A time of day as people write it: 16:00, 4pm, 3.45pm."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"

    def to_python(self, value: Any) -> Any:
        """The time; None when nothing was typed."""
        text = str(value or "").strip().lower()
        if not text:
            return None
        if text in ("noon", "midday"):
            return datetime.time(PM)
        found = CLOCK.fullmatch(text)
        if found is None:
            raise ValidationError(f"{self.label}: write a time such as 4pm or 15:45")
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half:
            if not 1 <= hour <= PM:
                raise ValidationError(f"{self.label}: write a time such as 4pm or 15:45")
            hour = hour % PM + (PM if half == "pm" else 0)
        if hour >= HOURS or minute >= MINUTES:
            raise ValidationError(f"{self.label}: write a time such as 4pm or 15:45")
        return datetime.time(hour, minute)

    def validate(self, value: Any) -> None:
        """A time that is asked for must be there."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing but `to_python` judges a time."""


class LinesField(forms.CharField):
    """Several lines, each a thing of its own."""

    def __init__(self, *, rows: int = 5, longest: int = 200, most: int = 12, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.longest, self.most = longest, most

    def to_python(self, value: Any) -> Any:
        """The lines without empty ones."""
        text = value if isinstance(value, str) else "\n".join(value or [])
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        """Not too many, and none too long."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.most:
            raise ValidationError(f"{self.label}: at most {self.most} lines")
        if any(len(line) > self.longest for line in value):
            raise ValidationError(f"{self.label}: at most {self.longest} characters a line")

    def run_validators(self, value: Any) -> None:
        """`validate` has judged each line."""

    def prepare_value(self, value: Any) -> Any:
        """A list as lines again."""
        return "\n".join(value) if isinstance(value, list) else value


class CodesField(LinesField):
    """Codes with commas or spaces between them, such as F3, F4."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=1, longest=12, most=20, **kwargs)
        self.widget = forms.TextInput()

    def to_python(self, value: Any) -> Any:
        """The codes in capitals, each once, in the order given."""
        text = value if isinstance(value, str) else " ".join(value or [])
        return list(dict.fromkeys(code.upper() for code in re.split(r"[,;\s]+", text) if code))

    def prepare_value(self, value: Any) -> Any:
        """A list as people write it."""
        return ", ".join(value) if isinstance(value, list) else value


class DaysField(LinesField):
    """Further days, one a line, such as 14/1/2027."""

    def to_python(self, value: Any) -> Any:
        """The days; what is no day is said with its line."""
        days = []
        for line in super().to_python(value):
            parts = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", line)
            try:
                if parts is None:
                    raise ValueError
                days.append(read_day(f"{parts[3]}-{parts[2]:0>2}-{parts[1]:0>2}"))
            except ValueError as wrong:
                raise ValidationError(
                    f"{self.label}: write each day in figures on a line of its own, such as 14/1/2027"
                ) from wrong
        return days

    def validate(self, value: Any) -> None:
        """Not too many."""
        if len(value) > self.most:
            raise ValidationError(f"{self.label}: at most {self.most} days")


class PoundsField(forms.DecimalField):
    """Money that people type in pounds and that is kept in pence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1000, decimal_places=2, required=False, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"

    def clean(self, value: Any) -> Any:
        """Pence; nothing typed is free."""
        pounds = super().clean(str(value).lstrip("£").strip() if value is not None else value)
        return int(pounds * PENCE) if pounds is not None else 0

    def prepare_value(self, value: Any) -> Any:
        """Pence as pounds again; what was typed stays as it was typed."""
        return f"{value / PENCE:.2f}" if isinstance(value, int) else value


def key_field() -> forms.UUIDField:
    """The key that the server makes with the form, so that a second click makes nothing new."""
    return forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": "Open this page again: it was too old.",
            "invalid": "Open this page again: it was too old.",
        },
    )


def day_field(label: str, help_text: str = "", *, required: bool = True) -> WhenField:
    """A day in three boxes."""
    return WhenField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"required": f"{label.rstrip('?')}: give the day"},
    )


def boxes_of(day: datetime.date | None) -> dict[str, str] | None:
    """A day as the three boxes show it."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)} if day else None


def number_field(
    label: str, help_text: str = "", *, most: int = 1000, least: int = 0, required: bool = False
) -> forms.IntegerField:
    """A small number."""
    wrong = f"{label}: give a number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )
