"""The pages on which the words of messages are kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from academy.kit.words import day_month_year
from academy.people.access import visible
from academy.people.models import User
from courses.notices.drawing import Paragraph, fill, fill_line
from courses.notices.kinds import KINDS, PLACEHOLDERS, Kind, our_words
from courses.notices.models import Wording
from courses.notices.queries.letters import say_html, say_text, stop_address

EXAMPLE: Mapping[str, str] = {name: example for name, (_, example) in PLACEHOLDERS.items()}


@dataclass(frozen=True)
class Version:
    """One version of some words: what it said, who made it and when."""

    number: int
    ours: bool
    subject: str
    body: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Line:
    """One kind of message in the list. `newest` is None where nobody ever changed the words."""

    kind: Kind
    newest: Version | None

    @property
    def ours(self) -> bool:
        """Whether the words that are shipped count."""
        return self.newest is None or self.newest.ours

    @property
    def said(self) -> str:
        """Whose words count, and since when."""
        return f"Your words since {day_month_year(self.newest.at)}" if self.newest and not self.ours else ""


@dataclass(frozen=True)
class Page:
    """One kind of message: the words that count, and every version, newest first."""

    kind: Kind
    subject: str
    body: str
    number: int
    ours: bool
    versions: tuple[Version, ...]

    @property
    def placeholders(self) -> list[tuple[str, str, bool]]:
        """Each placeholder as it is typed, what it becomes, and whether it must be there."""
        return [(f"{{{name}}}", PLACEHOLDERS[name][0], name in self.kind.needs) for name in self.kind.known]


@dataclass(frozen=True)
class Preview:
    """A letter about a made-up booking."""

    subject: str
    text: str
    html: str
    paragraphs: list[Paragraph]


def _version(row: Wording) -> Version:
    return Version(row.number, row.ours, row.subject, row.body, row.made_by.get_full_name(), row.made_at)


def message_lines(*, actor: User) -> list[Line]:
    """Every kind of message with its newest version. One query."""
    rows = visible(actor, Wording).order_by("number").select_related("made_by").defer("body")
    newest = {row.code: row for row in rows}
    return [Line(kind, _version(newest[code]) if code in newest else None) for code, kind in KINDS.items()]


def message_page(*, actor: User, code: str) -> Page | None:
    """One kind of message; None for one that there is not. One query."""
    kind = KINDS.get(code)
    if kind is None:
        return None
    rows = visible(actor, Wording).filter(code=code).order_by("-number").select_related("made_by")
    versions = tuple(_version(row) for row in rows)
    own = versions[0] if versions and not versions[0].ours else None
    subject, body = (own.subject, own.body) if own else our_words(code)
    return Page(kind, subject, body, versions[0].number if versions else 0, own is None, versions)


def preview_of(*, actor: User, kind: Kind, subject: str, body: str) -> Preview:
    """How these words read in a letter about a made-up booking, to whoever looks."""
    values = {**EXAMPLE, "first_name": actor.given_name, "council": actor.council.name}
    paragraphs, title = fill(body, values), fill_line(subject, values)
    stop = stop_address(person=actor, kind=kind)
    return Preview(
        title,
        say_text(paragraphs, kind=kind, stop=stop),
        say_html(paragraphs, subject=title, council=actor.council, kind=kind, stop=stop),
        paragraphs,
    )
