"""The form around an answer when somebody practises."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer


class KeyForm(forms.Form):
    """The key that the server gave this try: it makes a double click one try."""

    key = forms.UUIDField(widget=forms.HiddenInput)


def key_from(data: Any) -> uuid.UUID:
    """The key of the try that was sent, or a new one where it cannot be read."""
    form = KeyForm(data)
    return form.cleaned_data["key"] if form.is_valid() else uuid.uuid4()


def signed_seed(code: str, seed: int) -> str:
    """What was drawn, as the page carries it: the item and the seed, so that nobody draws for themselves."""
    return Signer(salt="practise").sign(f"{code}:{seed}")


def seed_from(data: Any, code: str) -> int | None:
    """The seed that the page of this item carried; None where there is none or it was tampered with."""
    try:
        said, _, seed = Signer(salt="practise").unsign(str(data.get("drawn", ""))).rpartition(":")
    except BadSignature:
        return None
    return int(seed) if said == code else None
