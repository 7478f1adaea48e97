"""What a page of a sitting sends besides the answer; a marker's levels; late answers; extra time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from academy.gate.scan import Scanner
from assessments.questions.forms import AnswerForm
from assessments.questions.kinds import Ask
from assessments.sittings.actions import Arrived
from assessments.sittings.marking import JudgeLine

BASE, TAB, OPENED, FLAG, GO = (f"sitting-{name}" for name in ("base", "tab", "opened", "flag", "go"))
MOST_FIELDS, MOST_NUMBER = 1000, 2**31 - 1


def number_from(said: object) -> int:
    """A whole number that a page sent, or nought."""
    text = str(said)
    return min(int(text), MOST_NUMBER) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def arrived_from(asks: Sequence[Ask], data: QueryDict, now: int) -> Arrived:
    """An answer as the fields of a page say it. `now` is the time in seconds: how long it was looked at."""
    opened = number_from(data.get(OPENED))
    return Arrived(
        answer=AnswerForm(asks, data).answer,
        base=number_from(data.get(BASE)),
        tab=str(data.get(TAB, ""))[:36],
        flagged=FLAG in data,
        seconds=max(0, now - opened) if opened else 0,
    )


class Unreadable(ValueError):
    """What was sent is not a save."""


def sent_fields(body: bytes) -> tuple[int, QueryDict]:
    """The position and the fields of a save that a script sent: {"position": 3, "fields": [[name, value]]}.

    Raises Unreadable for anything else.
    """
    try:
        sent = json.loads(body)
        pairs = sent["fields"]
        position = sent["position"]
        if not isinstance(position, int) or len(pairs) > MOST_FIELDS:
            raise Unreadable
        data = QueryDict(mutable=True)
        for name, value in pairs:
            if not isinstance(name, str) or not isinstance(value, str):
                raise Unreadable
            data.appendlist(name, value)
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Unreadable from fault
    if not 0 < position < 10_000:
        raise Unreadable
    return position, data


def without_personal_data(words: str) -> str:
    """The words, if nothing in them looks personal. Raises ValidationError, which never says what it is."""
    if Scanner().kinds(words):
        raise forms.ValidationError(
            "This looks as if it had a name, a number or an address in it. Say it without."
        )
    return words


class JudgeForm(forms.Form):
    """A level for each line, and words for the person."""

    words = forms.CharField(
        label="What you want to say to the person",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read it with the result. Leave out names and anything about a real child.",
    )

    def __init__(self, lines: Sequence[JudgeLine], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="id_%s")
        self.lines = lines
        for place, line in enumerate(lines):
            self.fields[f"line-{place}"] = forms.TypedChoiceField(
                label=line.label,
                choices=[(str(level), words) for level, words in enumerate(line.levels)],
                coerce=int,
                widget=forms.RadioSelect,
                help_text="At the lowest level the whole answer gets no points." if line.must else "",
                error_messages={"required": f"Choose a level for: {line.label}"},
            )
        self.order_fields([f"line-{place}" for place in range(len(lines))])

    def clean_words(self) -> str:
        """Nothing personal goes to somebody else's page."""
        return without_personal_data(str(self.cleaned_data["words"]))

    @property
    def levels(self) -> list[int]:
        """The level of each line, in order."""
        return [self.cleaned_data[f"line-{place}"] for place in range(len(self.lines))]


class LateForm(forms.Form):
    """Why an answer that came late counts, or does not."""

    reason = forms.CharField(
        label="Why",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The person reads it, with your name. For example: the line was down from 10:20 to 10:40.",
        error_messages={"required": "Say why, in a sentence"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)

    def clean_reason(self) -> str:
        """Nothing personal goes to somebody else's page."""
        return without_personal_data(str(self.cleaned_data["reason"]))


class ExtraTimeForm(forms.Form):
    """More time for one person."""

    email = forms.EmailField(
        label="Work e-mail of the person", error_messages={"required": "Say whose extra time it is"}
    )
    per_cent = forms.IntegerField(
        label="How much more time, in per cent", min_value=1, max_value=200, initial=25,
        help_text="25 per cent makes 60 minutes into 75.",
    )  # fmt: skip
    starts_on = forms.DateField(label="From", widget=forms.SelectDateWidget())
    ends_on = forms.DateField(label="Until, if it ends", required=False, widget=forms.SelectDateWidget())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("starts_on") and found.get("ends_on") and found["ends_on"] < found["starts_on"]:
            self.add_error("ends_on", "Until: choose a day after the first")
        return found
