"""The form around an answer when somebody practises."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms


class KeyForm(forms.Form):
    """The key that the server gave this try: it makes a double click one try, and draws what is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput)


def key_from(data: Any) -> uuid.UUID:
    """The key of the try that was sent, or a new one where it cannot be read."""
    form = KeyForm(data)
    return form.cleaned_data["key"] if form.is_valid() else uuid.uuid4()
