"""Finding an audit."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.people.models import User
from assessments.audits.queries import teams_of


class SearchForm(forms.Form):
    """By number, plan, writer or service, and by team."""

    words = forms.CharField(label="Audit, plan, writer or service", required=False, max_length=80)
    team = forms.ModelChoiceField(label="Team", queryset=None, required=False, empty_label="All teams")

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_of(actor=actor)  # type: ignore[attr-defined]
