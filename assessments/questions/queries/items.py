"""One item as its page shows it: what it asks, its versions and reviews, where it is used, what happened."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from academy.kit.words import day_month_year
from academy.law.pack import Reference
from academy.people.access import can, visible
from academy.people.models import User
from academy.record.models import Entry
from assessments.questions.kinds import Kind
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.questions.queries.changes import changes_between
from assessments.questions.queries.choices import criterion_words
from assessments.questions.queries.previews import Preview, known_kind, previews_of
from assessments.questions.queries.showing import references
from assessments.questions.queries.uses import Uses, uses_of
from assessments.questions.queries.writers import names_of, writers_of
from assessments.questions.rules import faults_of
from assessments.questions.states import VERSION
from competencies.framework.queries import competencies_by_code

AUTHOR, REVIEWER = "A practice development lead", "A reviewer"
VERBS = {
    "write": "wrote a draft",
    "start": "began a new version",
    "discard": "threw a draft away",
    "offer": "offered it for review",
    "review": "reviewed it",
    "confirm": "agreed as the second reviewer: it may be used in assessed papers",
    "retire": "retired it",
    "bring back": "brought it back",
}


@dataclass(frozen=True)
class ReviewLine:
    """What one person thought of a version."""

    who: str
    agrees: bool
    verdict: str
    words: str
    at: datetime.datetime


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of an item."""

    version: ItemVersion
    state: str
    who: str
    differs: tuple[str, ...]
    reviews: tuple[ReviewLine, ...]
    tries: int
    drawn: int

    @property
    def title(self) -> str:
        """Version 2."""
        return f"Version {self.version.number}"

    @property
    def when(self) -> str:
        """When it was offered or, for a draft, written."""
        return day_month_year(self.version.offered_at or self.version.written_at)

    @property
    def mark(self) -> str:
        """The mark beside it."""
        return {"draft": "todo", "open": "half", "reviewed": "done"}.get(self.version.state, "lock")


@dataclass(frozen=True)
class Event:
    """One line of the history of an item."""

    who: str
    what: str
    at: datetime.datetime
    reason: str


@dataclass(frozen=True)
class ItemPage:
    """Everything about one item. `version` is the one that is shown."""

    item: Item
    kind: Kind | None
    version: ItemVersion
    previews: list[Preview]
    versions: list[VersionLine]
    uses: Uses
    events: list[Event]
    competencies: list[tuple[str, str]]
    criteria: list[tuple[str, str]]
    law: tuple[Reference, ...]
    wrote: bool
    said: bool
    faults: int
    states: list[str] = field(default_factory=list)

    @property
    def version_words(self) -> str:
        """Version 2 of 3."""
        return f"version {self.version.number} of {self.versions[0].version.number}"

    @property
    def stands(self) -> str:
        """Where the item stands, in a sentence."""
        live = {one.version.state: one.version.number for one in self.versions}
        if "reviewed" in live:
            now = "Practised, and drawn into papers."
        elif "open" in live:
            now = "Practised. It waits for two reviews before assessed papers may draw it."
        else:
            return "A draft. Nobody meets it before it is offered."
        if "reviewed" in live and "open" in live:
            now = f"Version {live['reviewed']} is drawn into papers; version {live['open']} is in review."
        return f"{now} Version {live['draft']} is being written." if "draft" in live else now

    @property
    def open_version(self) -> ItemVersion | None:
        """The version that is in review."""
        return next((one.version for one in self.versions if one.version.state == "open"), None)

    @property
    def draft(self) -> ItemVersion | None:
        """The version that is being written."""
        return next((one.version for one in self.versions if one.version.state == "draft"), None)

    @property
    def retired_because(self) -> str:
        """Why it was retired the last time."""
        return next((one.reason for one in self.events if one.reason), "")


def item_of(*, actor: User, pk: int) -> Item | None:
    """An item that the actor may see."""
    return visible(actor, Item).filter(pk=pk).first()


def versions_of(*, actor: User, item: Item) -> list[ItemVersion]:
    """Its versions, newest first; the draft for authors alone."""
    rows = visible(actor, ItemVersion).filter(item=item).order_by("-number")
    rows = rows if can(actor, "keep_bank") else rows.exclude(state="draft")
    found = list(rows)
    for one in found:
        one.item = item
    return found


def item_page(*, actor: User, pk: int, number: int | None = None) -> ItemPage | None:
    """The page of one item, showing its newest version or the one that is asked for; nothing for one that is
    not the actor's to see. The same number of queries whatever it holds."""
    item = item_of(actor=actor, pk=pk)
    versions = versions_of(actor=actor, item=item) if item else []
    version = next((one for one in versions if number in (None, one.number)), None)
    if item is None or version is None:
        return None
    kind = known_kind(item.kind)
    reviews = list(visible(actor, ItemReview).filter(version__item=item))
    entries = list(Entry.objects.filter(council=item.council_id, noun="item", noun_id=str(item.pk)))
    uses = uses_of(actor=actor, item=item)
    people = [row.reviewer_id for row in reviews] + [one.written_by_id for one in versions]
    names = names_of(actor=actor, people=[*people, *(one.by_id for one in entries)])
    open_version = next((one for one in versions if one.state == "open"), None)
    titles = competencies_by_code(council_id=item.council_id, codes=version.competencies)
    criteria = criterion_words(actor=actor, codes=version.criteria)
    return ItemPage(
        item=item,
        kind=kind,
        version=version,
        previews=previews_of(kind=kind, content=version.content),
        versions=_lines(versions, reviews, uses, names, kind),
        uses=uses,
        events=[_event(one, names) for one in entries],
        competencies=[(code, titles[code].text if code in titles else "") for code in version.competencies],
        criteria=[(code, criteria.get(code, "")) for code in version.criteria],
        law=references(version.law),
        wrote=open_version is not None and actor.pk in writers_of(version=open_version),
        said=any(
            row.reviewer_id == actor.pk and row.version_id == getattr(open_version, "pk", 0)
            for row in reviews
        ),
        faults=len(faults_of(version, kind)) if kind and version.state == "draft" else 0,
        states=[one.state for one in versions],
    )


def review_lines(reviews: list[ItemReview], names: dict[int, str]) -> tuple[ReviewLine, ...]:
    """Reviews in words."""
    return tuple(
        ReviewLine(
            who=names.get(row.reviewer_id, REVIEWER),
            agrees=row.verdict == ItemReview.Verdict.AGREE,
            verdict=row.get_verdict_display(),
            words=row.words,
            at=row.at,
        )
        for row in reviews
    )


def _lines(
    versions: list[ItemVersion],
    reviews: list[ItemReview],
    uses: Uses,
    names: dict[int, str],
    kind: Kind | None,
) -> list[VersionLine]:
    older = [*versions[1:], None]
    return [
        VersionLine(
            version=one,
            state=VERSION.words[one.state],
            who=names.get(one.written_by_id, AUTHOR) if one.written_by_id else "",
            differs=changes_between(before, one, kind) if before else (),
            reviews=review_lines([row for row in reviews if row.version_id == one.pk], names),
            tries=uses.attempts[one.pk],
            drawn=uses.slots[one.pk],
        )
        for one, before in zip(versions, older, strict=True)
    ]


def _event(entry: Entry, names: dict[int, str]) -> Event:
    nobody = REVIEWER if entry.verb in ("review", "confirm") else AUTHOR
    version = entry.detail.get("version")
    what = VERBS.get(entry.verb, entry.verb)
    return Event(
        who=names.get(entry.by_id or 0, nobody),
        what=f"{what} (version {version})" if version else what,
        at=entry.at,
        reason=str(entry.detail.get("reason", "")),
    )
