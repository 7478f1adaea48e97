"""What people fill in when they decide about trust. Free text is looked through before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from academy.gate.forms import CleanForm
from academy.kit.words import day_month_year
from competencies.entrustment.models import LONGEST_REASON
from competencies.entrustment.queries.showings import Showing
from competencies.framework.models import Level


def _words(label: str, help_text: str, *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label} Say it in a sentence"},
    )


class LevelField(forms.TypedChoiceField):
    """Levels with what each means. Those in `closed` are shown with the reason and cannot be taken."""

    widget = forms.RadioSelect

    def __init__(self, levels: Iterable[Level], closed: Mapping[int, str], **kwargs: Any) -> None:
        rows = list(levels)
        super().__init__(
            coerce=int,
            choices=[(row.number, f"{row.number}, {row.name.lower()}") for row in rows],
            error_messages={
                "required": "Level: choose one",
                "invalid_choice": "Level: choose one of these",
            },
            **kwargs,
        )
        self.closed = {str(number) for number in closed}
        self.hints = {
            str(row.number): " ".join(
                filter(None, [f"{row.descriptor}. {row.work_allowed}.", closed.get(row.number, "")])
            )
            for row in rows
        }


class DecideForm(CleanForm):
    """A level, what it rests on, and why."""

    texts = ("reason", "otherwise")
    reason = _words(
        "Why this level?",
        "What you saw in the work. They read this and learn from it. No names of children or colleagues.",
    )
    otherwise = _words(
        "If the product says that something is missing: why do you decide otherwise?",
        "You may. It is kept beside the decision, with what was missing.",
        required=False,
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        levels: Iterable[Level],
        closed: Mapping[int, str],
        pieces: Sequence[Showing],
        seconds: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = {one.key: one for one in pieces}
        self.seconds = seconds
        own = self.fields
        self.fields = {
            "level": LevelField(levels, closed, label="Level"),
            "evidence": _evidence_field(pieces),
            "reason": own["reason"],
            "otherwise": own["otherwise"],
            "second": forms.TypedChoiceField(
                label="For level 4 and 5: whom do you ask for the second signature?",
                help_text="They get a letter. Anybody else who may sign second can do it too.",
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", "Choose a person"), *seconds],
                error_messages={"invalid_choice": "Second signature: choose a person from the list"},
            ),
        }

    @property
    def second_words(self) -> str:
        """Who is asked to sign second; for a valid form."""
        return next((words for pk, words in self.seconds if pk == self.cleaned_data["second"]), "")

    @property
    def cited(self) -> list[Showing]:
        """The pieces that were ticked; for a valid form."""
        return [self.pieces[key] for key in self.cleaned_data["evidence"]]

    @property
    def evidence_ids(self) -> list[int]:
        """Ids of the evidence that was ticked; for a valid form."""
        return sorted({pk for piece in self.cited for pk in piece.ids})


def _evidence_field(pieces: Sequence[Showing]) -> forms.MultipleChoiceField:
    field = forms.MultipleChoiceField(
        label="What do you rest it on?",
        help_text="Tick at least two kinds. For level 3 and above, one of them from live work.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.key, f"{one.kind_words}: {one.label}") for one in pieces],
        error_messages={"invalid_choice": "Evidence: one of these is not there any more. Look again."},
    )
    field.hints = {one.key: _hint(one) for one in pieces}  # type: ignore[attr-defined]
    return field


def _hint(one: Showing) -> str:
    parts = [day_month_year(one.shown_on), one.shows]
    if one.recommends:
        parts.append("recommends more trust")
    return ". ".join(parts)


class LowerForm(CleanForm):
    """More support: the level from now on, why, what helps, and when it is looked at again."""

    texts = ("reason", "support")
    reason = _words("Why?", "What you saw in the work, in words that they can learn from. They read this.")
    support = _words(
        "What help goes with it?",
        "For example: a weekly hour on Section F with somebody experienced, and full check until March.",
    )
    look_again_on = forms.DateField(
        label="When do you look at it together again?",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "When do you look at it together again? Choose a day",
            "invalid": "When do you look at it together again? This is not a day",
        },
    )

    def __init__(self, *args: Any, levels: Iterable[Level], closed: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"level": LevelField(levels, closed, label="Level from now on"), **self.fields}


class LapseForm(CleanForm):
    """Why a level no longer counts until it is looked at again."""

    texts = ("reason",)
    reason = _words("Why?", "What happened, and what would restore it. They read this.")


class SignForm(CleanForm):
    """What the second person says."""

    texts = ("words",)
    words = _words(
        "What do you say to it?",
        "They both read this. If you do not sign yet, say what is still needed.",
        required=False,
    )
