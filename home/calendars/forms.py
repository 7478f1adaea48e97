"""Making a new address."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms


class RenewForm(forms.Form):
    """Only the key that the server made, so that two presses are one address."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
