"""What a stranger is told about a badge file: whether it is whole, and whether it still counts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from courses.records.badges import NotWhole, Said, check, read
from courses.records.models import Certificate


@dataclass(frozen=True)
class Answer:
    """One answer. `state`: valid, revoked, unknown, changed, unknown_issuer or unreadable."""

    state: str
    words: str
    said: Said | None = None
    code: str = ""

    @property
    def earned_on(self) -> datetime.date | None:
        """The day that the badge says."""
        return datetime.date.fromisoformat(self.said.earned_on) if self.said else None

    @property
    def counts(self) -> bool:
        """Whether the reader may rely on it."""
        return self.state == "valid"


PLACE = re.compile(r"/verify/(?P<code>[-\w]+)/$")
VALID = "This badge is whole and the certificate counts."
REVOKED = "This badge is whole, but the certificate was revoked. It does not count any more."
UNKNOWN = "This badge is whole, but we do not have its certificate. Ask the council."


def answer_to(file: bytes, *, known: Mapping[str, str]) -> Answer:
    """Read, check and look up a badge file."""
    try:
        said = check(read(file), known=known)
    except NotWhole as trouble:
        return Answer(trouble.state, trouble.words)
    code = code_in(said.address)
    state = Certificate.objects.filter(code=code).values_list("state", flat=True).first() if code else None
    if state is None:
        return Answer("unknown", UNKNOWN, said)
    return Answer(state, VALID if state == "valid" else REVOKED, said, code)


def code_in(address: str) -> str:
    """The code in the public address that a badge of ours names: the academy may have moved house since."""
    found = PLACE.search(address)
    return found["code"] if found else ""
