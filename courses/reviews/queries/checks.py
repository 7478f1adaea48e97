"""What modules still lack, held against the council's bank, tasks and the law pack."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks.stream_block import StreamBlockValidationError

from academy.kit.words import plural
from academy.law.pack import all_references, law_as_at
from academy.people.access import can, visible
from academy.people.models import User
from assessments.questions.queries.live import kinds_of_live
from assessments.tasks.queries.editions import tasks_known
from courses.pages.blocks.body import LessonBody
from courses.pages.models import LessonPage, ModulePage, ProgrammePage
from courses.pages.registry import Lack, changes_for
from courses.reviews.models import ModuleReview
from courses.reviews.queries.drafts import Draft, draft_of, drafts_below
from courses.reviews.rules.checks import MUST, Finding, Known, findings_in, musts_in
from courses.reviews.rules.passages import ModuleText

MISSING = "fill in what is missing."


@dataclass(frozen=True)
class CheckLine:
    """One thing to look at, with the way to where it is mended."""

    finding: Finding
    url: str

    @property
    def state(self) -> str:
        """The state mark."""
        return "look" if self.finding.is_must else "half"

    @property
    def word(self) -> str:
        """The mark in words."""
        return "must be mended" if self.finding.is_must else "worth a look"


def findings_for(*, draft: Draft, at: datetime.datetime) -> tuple[Finding, ...]:
    """What one module lacks: parts that are not finished, and what the rules find. Few queries."""
    council_id = draft.row.council_id
    if council_id is None:
        return ()
    known = known_for(council_id=council_id, modules=[draft.text], at=at)
    return (*unfinished(draft.text), *findings_in(draft.text, known))


def unfinished(module: ModuleText) -> list[Finding]:
    """Parts of lessons that the editor lets stand in a draft and that learners must not get: empty fields,
    a story that goes nowhere, a question without a right answer."""
    found = []
    for lesson in module.lessons:
        body = LessonBody()
        try:
            body.clean(body.to_python(list(lesson.blocks)))
        except StreamBlockValidationError as faults:
            for place, fault in sorted(faults.block_errors.items()):
                block = lesson.blocks[place]
                name = body.child_blocks[block["type"]].label
                words = f"“{lesson.title}”, part {place + 1} ({name.lower()}): {_first_words(fault)}"
                key = str(block.get("id") or "")
                found.append(Finding("unfinished", MUST, words, lesson.id, key, lesson.title))
    return found


def _first_words(fault: ValidationError) -> str:
    """What is wrong with a block as a whole; else that a field of it is empty or not in order."""
    whole = list(getattr(fault, "non_block_errors", []))
    return str(whole[0].messages[0] if hasattr(whole[0], "messages") else whole[0]) if whole else MISSING


def lacks_of_page(*, page: ModulePage | LessonPage, at: datetime.datetime) -> list[Lack]:
    """What one page lacks: a lesson what is its own, a module all of it."""
    row = page if isinstance(page, ModulePage) else page.get_parent().specific
    if not isinstance(row, ModulePage):
        return []
    draft = draft_of(module=row)
    mine = [
        one
        for one in findings_for(draft=draft, at=at)
        if isinstance(page, ModulePage) or one.lesson == str(page.pk)
    ]
    return [Lack(one.words, edit_url(draft, one), one.is_must) for one in mine]


def known_for(*, council_id: int, modules: Iterable[ModuleText], at: datetime.datetime) -> Known:
    """What the checks hold these modules against."""
    items: set[str] = set()
    tasks: set[str] = set()
    for block in (block for one in modules for lesson in one.lessons for block in lesson.blocks):
        if block["type"] in ("exercise", "practice_question"):
            items |= {item["value"] if isinstance(item, dict) else item for item in block["value"]["codes"]}
        elif block["type"] == "practical_task":
            tasks.add(block["value"]["code"])
    return Known(
        today=timezone.localdate(at),
        law_as_at=law_as_at(),
        citations={held.key: held.citation for held in all_references()},
        items=frozenset(kinds_of_live(council_id=council_id, codes=items)) if items else frozenset(),
        tasks=frozenset(tasks_known(council_id=council_id, codes=tasks)) if tasks else frozenset(),
        changed=changes_for(council_id),
    )


def lines_for(*, draft: Draft, at: datetime.datetime) -> list[CheckLine]:
    """What one module lacks, each with the way to its page in the editors' area."""
    return [CheckLine(one, edit_url(draft, one)) for one in findings_for(draft=draft, at=at)]


def edit_url(draft: Draft, finding: Finding) -> str:
    """Where a finding is mended: its lesson at its block, or the module itself."""
    pk = finding.lesson if finding.lesson.isdecimal() else str(draft.row.pk)
    anchor = f"#block-{finding.block}-section" if finding.block else ""
    return f"{reverse('wagtailadmin_pages:edit', args=[pk])}{anchor}"


@dataclass(frozen=True)
class ModuleChecks:
    """One module of a programme in the list of checks."""

    module: ModulePage
    lines: tuple[CheckLine, ...]
    review: ModuleReview | None

    @property
    def musts(self) -> int:
        """How many things stop it."""
        return len(musts_in([line.finding for line in self.lines]))

    @property
    def state(self) -> str:
        """The state mark."""
        return "look" if self.musts else "half" if self.lines else "done"

    @property
    def words(self) -> str:
        """How it stands."""
        if not self.lines:
            return "Nothing to mend"
        must = f"{self.musts} to mend" if self.musts else ""
        should = len(self.lines) - self.musts
        return ", ".join(filter(None, [must, f"{should} to look at" if should else ""]))


@dataclass(frozen=True)
class ProgrammeChecks:
    """The modules of a programme, each with what it lacks."""

    programme: ProgrammePage
    modules: tuple[ModuleChecks, ...]

    @property
    def words(self) -> str:
        """The answer in one sentence."""
        stopped = sum(1 for one in self.modules if one.musts)
        if not stopped:
            return "Nothing stops any of these modules."
        have = "has" if stopped == 1 else "have"
        return f"{plural(stopped, 'module')} of {len(self.modules)} {have} something to mend."


def programme_checks(*, actor: User, pk: int, at: datetime.datetime) -> ProgrammeChecks | None:
    """The list for one programme; None if it is not the actor's to write."""
    programme = visible(actor, ProgrammePage).filter(pk=pk).first()
    if programme is None or not can(actor, "edit_content", programme):
        return None
    drafts = drafts_below(programme)
    known = known_for(council_id=actor.council_id, modules=[one.text for one in drafts], at=at)
    reviews = visible(actor, ModuleReview).filter(state="open")
    open_by = {review.module_id: review for review in reviews}
    return ProgrammeChecks(programme, tuple(_module_checks(one, known, open_by) for one in drafts))


def _module_checks(draft: Draft, known: Known, open_by: Mapping[int, ModuleReview]) -> ModuleChecks:
    """One line of the list. What learners have is finished: only drafts are asked for it."""
    found = (*(unfinished(draft.text) if draft.is_changed else ()), *findings_in(draft.text, known))
    lines = tuple(CheckLine(one, edit_url(draft, one)) for one in found)
    return ModuleChecks(draft.row, lines, open_by.get(draft.row.pk))
