"""Which dates the desk shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


class DeskFilter(forms.Form):
    """A month and a state. Sent with GET; what is not on offer is as if it were not said."""

    month = forms.ChoiceField(label="Month")
    state = forms.ChoiceField(label="Which sessions?", required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        months: Sequence[tuple[str, str]],
        states: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = list(months)  # type: ignore[attr-defined]
        self.fields["state"].choices = list(states)  # type: ignore[attr-defined]
