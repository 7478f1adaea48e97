"""The page on which an item is written: the card, the content and a try of it, posted together, so that
nothing of it is ever lost on the way."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.questions.actions import Wording
from assessments.questions.forms.answers import AnswerForm
from assessments.questions.forms.authoring import ContentForm, Part
from assessments.questions.forms.card import PREFIX, CardForm
from assessments.questions.kinds import Fault, Kind
from assessments.questions.models import ItemVersion
from assessments.questions.queries.choices import Choices
from assessments.questions.queries.previews import Preview, previews_of
from assessments.questions.queries.showing import MarkedView
from assessments.questions.rules import faults_of, looks_personal, private_faults
from assessments.questions.rules.wording import ABOUT

TRY = "try"
"""Before the fields of the sample answer."""
TITLE = f"{PREFIX}title"
FIRST_SEED, MOST_SEED = 1, 2**31 - 2


class Editor:
    """Card, content and try of one item. `errors` and the rest make it one form to the error summary.

    `data` is what was sent; `sample` where only the try was sent and the rest stands as it is saved.
    """

    def __init__(
        self,
        kind: Kind,
        data: QueryDict | None = None,
        *,
        sample: QueryDict | None = None,
        version: ItemVersion | None = None,
        competencies: Choices,
        criteria: Choices,
    ) -> None:
        self.kind, self.version = kind, version
        self.sample = data if data is not None else sample
        self.card = CardForm(data, version=version, competencies=competencies, criteria=criteria)
        self.body = ContentForm(kind, data, content=version.content if version else None)
        self.key = _key(data)
        self.seen = _sent(data, "seen") or (version.written_at.isoformat() if version else "")
        seed = _sent(self.sample, "seed")
        self.seed = min(int(seed), MOST_SEED) if seed.isdecimal() else FIRST_SEED
        self.marked: MarkedView | None = None

    @property
    def asks_for_rows(self) -> bool:
        """Whether a button for more or fewer rows was pressed."""
        return self.card.asks_for_rows

    def hush(self, *, body: bool = True) -> None:
        """Show what was written, rows added or taken away, without complaints: nothing is to be saved yet."""
        self.card = self.card.again()
        if body:
            self.body = self.body.again()

    @property
    def first_parts(self) -> list[Part]:
        """The title, then everything that the item asks."""
        return [*(one for one in self.card.parts if one.slot.name == TITLE), *self.body.parts]

    @property
    def about_parts(self) -> list[Part]:
        """What is said about it."""
        return [one for one in self.card.parts if one.slot.name != TITLE]

    @property
    def as_version(self) -> ItemVersion:
        """The version as it is written now, for what shows it. Not to be saved."""
        said = self.card.content
        return ItemVersion(title=said[TITLE], content=self.body.content)

    @cached_property
    def previews(self) -> list[Preview]:
        """The item as it is written now; nothing while something is missing."""
        return previews_of(kind=self.kind, content=self.body.content, seed=self.seed)

    @cached_property
    def answers(self) -> AnswerForm | None:
        """The sample answer."""
        if not self.previews:
            return None
        return AnswerForm(self.previews[0].asks, self.sample, prefix=TRY)

    @property
    def kept_answer(self) -> list[tuple[str, str]]:
        """What was typed as a sample answer where its fields cannot be shown now: name and value."""
        if self.sample is None or self.answers is not None:
            return []
        sent = ((name, value) for name, values in self.sample.lists() for value in values)
        return [(name, str(value)) for name, value in sent if name.startswith(f"{TRY}-")]

    @property
    def has_sample(self) -> bool:
        """Whether any of a sample answer was typed."""
        return self.sample is not None and any(
            value for name, value in self.sample.items() if name.startswith(f"{TRY}-")
        )

    def mark(self) -> None:
        """Mark the sample answer at once; where something is missing, the content says so at its place."""
        self.hush(body=bool(self.previews))
        if self.answers is not None:
            self.marked = self.previews[0].mark(self.answers.answer)

    def can_be_saved(self) -> bool:
        """Whether what is said about the item is in order and nothing points at a real person.

        A content with gaps can be saved: it is a draft. What is wrong stands at its place.
        """
        about = {name: str(self.card.content.get(PREFIX + name, "")) for name in ("title", "change")}
        wrong = private_faults(self.body.content, about)
        fine = self.card.is_valid()
        if wrong:
            self.complain(wrong)
        else:
            self.body = self.body if fine else self.body.again()
        return fine and not wrong

    def refuse(self, words: str) -> None:
        """Say why nothing was saved; everything stands as it was typed."""
        self.body = self.body.again()
        self.card.full_clean()
        self.card.add_error(None, words)

    @property
    def wording(self) -> Wording:
        """What to save."""
        return self.card.wording(self.body.content)

    @property
    def seen_at(self) -> datetime.datetime | None:
        """When the draft that the author had before them was written."""
        try:
            return datetime.datetime.fromisoformat(self.seen)
        except ValueError:
            return None

    def complain(self, faults: Iterable[Fault]) -> None:
        """Say each fault at its place, beside what the forms find themselves. For forms that were sent."""
        for form in self._forms:
            form.full_clean()
        for one in faults:
            if one.path.startswith(ABOUT):
                self.card.complain([_on_card(one)])
            else:
                self.body.complain([one])

    def complain_of_gaps(self, version: ItemVersion) -> None:
        """Say at its place what keeps a draft that was just saved from being offered."""
        self.version, self.seen = version, version.written_at.isoformat()
        self.complain(one for one in faults_of(version, self.kind) if one.path.startswith(ABOUT))

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """What a draft still needs before it can be offered: the words and the field."""
        if self.version is None or self.version.pk is None:
            return []
        found = []
        for fault in faults_of(self.version, self.kind):
            inside = not fault.path.startswith(ABOUT)
            form = self.body if inside else self.card
            found.append((fault.words, form.place_of(fault if inside else _on_card(fault))))
        return found

    @property
    def looks_personal(self) -> tuple[str, ...]:
        """Kinds of things that are fine only because they are invented."""
        return looks_personal(self.body.content)

    # What the error summary and the page's title ask of a form.

    @property
    def _forms(self) -> tuple[ContentForm, ...]:
        return (self.card, self.body)

    @property
    def errors(self) -> dict[str, Any]:
        """Every complaint, by field, in the order of the page."""
        return {name: said for form in self._forms for name, said in form.errors.items()}

    def non_field_errors(self) -> list[str]:
        """Complaints about the whole."""
        return [words for form in self._forms for words in form.non_field_errors()]

    def __getitem__(self, name: str) -> forms.BoundField:
        for form in self._forms:
            if name in form.fields:
                return form[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self._forms:
            yield from form


def _on_card(fault: Fault) -> Fault:
    return Fault(PREFIX + fault.path.removeprefix(ABOUT), fault.words)


def _sent(data: QueryDict | None, name: str) -> str:
    return str(data.get(name, "")) if data is not None else ""


def _key(data: QueryDict | None) -> uuid.UUID:
    """The key of a new item: from the form, so that a double click is one item."""
    try:
        return uuid.UUID(_sent(data, "key"))
    except ValueError:
        return uuid.uuid4()
