"""The one press with which somebody says that they have read a page."""

from __future__ import annotations

from typing import Any

from django import forms


class ReadForm(forms.Form):
    """Which version somebody has in front of them."""

    version = forms.IntegerField(min_value=1)

    def __init__(self, newest: int, data: Any) -> None:
        super().__init__(data)
        self.newest = newest

    def clean_version(self) -> int:
        """A version that is out."""
        number: int = self.cleaned_data["version"]
        if number > self.newest:
            raise forms.ValidationError("There is no such version yet.")
        return number
