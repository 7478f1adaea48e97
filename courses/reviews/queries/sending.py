"""One module on its way to review, for the people who write it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse

from academy.people.models import User
from courses.pages.models import ModulePage
from courses.pages.queries import module_path
from courses.reviews.models import ModuleReview
from courses.reviews.queries.checks import CheckLine, lines_for
from courses.reviews.queries.drafts import Draft, draft_of, live_of
from courses.reviews.queries.people import coauthors_of
from courses.reviews.queries.reviews import reviews_of
from courses.reviews.rules.changes import Change, changes_between, not_small


@dataclass(frozen=True)
class LessonDraft:
    """One lesson with the way to write it."""

    title: str
    summary: str
    minutes: int
    url: str
    state: str
    word: str


@dataclass(frozen=True)
class SendPage:
    """A module, what it lacks, what is new in it and where it stands."""

    draft: Draft
    lines: tuple[CheckLine, ...]
    changes: tuple[Change, ...]
    reviews: tuple[ModuleReview, ...]
    coauthors: tuple[User, ...]
    may_be_small: bool
    is_new: bool

    @property
    def lessons(self) -> list[LessonDraft]:
        """The lessons in order."""
        found = []
        for row, text in zip(self.draft.rows, self.draft.text.lessons, strict=True):
            todo = any(line.finding.lesson == str(row.pk) and line.finding.is_must for line in self.lines)
            url = reverse("wagtailadmin_pages:edit", args=[row.pk])
            state, word = ("look", "something to mend") if todo else ("done", "nothing to mend")
            found.append(LessonDraft(text.title, text.summary, text.minutes, url, state, word))
        return found

    @property
    def open_review(self) -> ModuleReview | None:
        """The review that it is in."""
        return next((one for one in self.reviews if one.state == "open"), None)

    @property
    def musts(self) -> int:
        """How many things stop it."""
        return sum(line.finding.is_must for line in self.lines)

    @property
    def may_send(self) -> bool:
        """Whether it can go into review."""
        return not self.musts and self.open_review is None and bool(self.changes)

    @property
    def live_path(self) -> str:
        """Where learners have it, if they do."""
        return module_path(self.draft.row) if self.draft.row.live else ""

    @property
    def lead(self) -> str:
        """The answer in words."""
        if self.open_review is not None:
            return "It is in review. What you change now, everybody reads again."
        if self.musts:
            return "Write it, lesson by lesson. What is left to mend stands below."
        if not self.changes:
            return "Learners have it as it is. Change something, then send it for review."
        return "Nothing stops it. Look at it as a learner would, then send it for review."


def send_page(*, actor: User, module: ModulePage, at: datetime.datetime) -> SendPage:
    """The page of a module on its way. A constant number of queries."""
    draft, live = draft_of(module=module), live_of(module=module)
    changes = changes_between(live.passages if live else (), draft.passages)
    return SendPage(
        draft=draft,
        lines=tuple(lines_for(draft=draft, at=at)),
        changes=changes,
        reviews=tuple(reviews_of(actor=actor, module=module)),
        coauthors=tuple(coauthors_of(actor=actor, at=at)),
        may_be_small=not not_small(live.text if live else None, draft.text, changes),
        is_new=live is None,
    )
