"""The keys with which councils sign badges: files in a folder, never rows of the database.

`BADGE_KEYS/<short name of the council>/0001.pem` is a private key that only the academy's own user may read;
`0001.json` beside it says its public half, whose it is and since when. The highest number signs; every key
that has its public file is still believed. To rotate, add a key. To disown one, take both its files away.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from academy.people.models import Council
from courses.records.badges import new_key, public_name


@dataclass(frozen=True)
class SigningKey:
    """A private key as PEM and the name of its public half."""

    private: bytes
    key: str


def signing_key(council: Council, *, on: datetime.date) -> SigningKey:
    """The key that signs for a council now; the first one is made when it is first needed."""
    held = sorted(_folder(council).glob("*.pem"))
    return _opened(held[-1], council, on) if held else add_key(council, on=on)


def add_key(council: Council, *, on: datetime.date) -> SigningKey:
    """Make a new key, which signs from now on. Two processes that both find none make one and use it."""
    folder = _folder(council)
    last = max((int(file.stem) for file in folder.glob("*.pem")), default=0)
    place = folder / f"{last + 1:04}.pem"
    _put(place, new_key(), mode=0o600)
    return _opened(place, council, on)


def _opened(place: Path, council: Council, on: datetime.date) -> SigningKey:
    """The key in a file; its public file is written where it is missing."""
    private = place.read_bytes()
    key = public_name(private)
    about = {"issuer": council.name, "id": key, "since": on.isoformat()}
    _put(place.with_suffix(".json"), json.dumps(about).encode(), mode=0o644)
    return SigningKey(private, key)


def _put(place: Path, body: bytes, *, mode: int) -> None:
    """Write a whole file at once, unless there is one."""
    if place.exists():
        return
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        with contextlib.suppress(FileExistsError):
            os.link(name, place)
    finally:
        os.unlink(name)


def known_keys(folder: Path | None = None) -> dict[str, str]:
    """Every key that is believed, with the name of its council. Reads files alone."""
    return {about["id"]: about["issuer"] for about in public_keys(folder)}


def public_keys(folder: Path | None = None) -> list[dict[str, Any]]:
    """The public half of every key: whose, which, since when. May be shown to everybody."""
    files = sorted((folder or settings.BADGE_KEYS).glob("*/*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def _folder(council: Council) -> Path:
    folder: Path = settings.BADGE_KEYS / council.slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
