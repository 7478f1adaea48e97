"""A review as its page shows it, and everybody's list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse

from academy.people.access import can, standing_of, visible
from academy.people.models import User
from academy.people.roles import ROLES
from courses.pages.models import LessonPage, ModulePage, ProgrammePage
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.queries.drafts import Draft, draft_of, drafts_of
from courses.reviews.rules.changes import Change, changes_between
from courses.reviews.rules.passages import Passage, restored
from courses.reviews.rules.steps import StepState, step_for, steps_of


@dataclass(frozen=True)
class ShownPart:
    """One block of the draft, drawn as in a preview."""

    key: str
    title: str
    html: str


@dataclass(frozen=True)
class ShownLesson:
    """One lesson of the draft."""

    title: str
    summary: str
    minutes: int
    parts: tuple[ShownPart, ...]


@dataclass(frozen=True)
class Said:
    """What one person said, with who and when in words that the reader may see."""

    verdict: Verdict
    who: str

    @property
    def agrees(self) -> bool:
        """Whether it is a yes."""
        return self.verdict.says == Verdict.Says.AGREE


@dataclass(frozen=True)
class ReviewPage:
    """A review for one person."""

    review: ModuleReview
    draft: Draft
    steps: tuple[StepState, ...]
    mine: StepState | None
    said: tuple[Said, ...]
    changes: tuple[Change, ...]
    since: str
    is_coauthor: bool
    may_write: bool

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What somebody may speak about."""
        return self.draft.passages

    @property
    def is_agreed(self) -> bool:
        """Whether every step has said yes to the words as they are."""
        return self.review.state == "open" and all(one.stands for one in self.steps)

    @property
    def lessons(self) -> tuple[ShownLesson, ...]:
        """The draft, drawn."""
        return tuple(_shown(page, number, self) for number, page in enumerate(self.draft.lessons, 1))

    @property
    def lead(self) -> str:
        """The answer in words."""
        if self.review.state != "open":
            return f"This review is over: {self.review.get_state_display().lower()}."
        if self.is_agreed:
            return "Everybody has said yes." + (" You can publish it." if self.may_write else "")
        turn = next(one.step.label for one in self.steps if one.turn)
        if self.mine is not None:
            return "It is your turn. Read it as a learner would, then say what you think."
        return f"It is the turn of somebody else: {turn.lower()}."


def _shown(page: LessonPage, number: int, view: ReviewPage) -> ShownLesson:
    pk, files = view.review.pk, view.is_coauthor
    parts = []
    for place, block in enumerate(page.body, 1):
        html = str(block.render())
        if files:
            html = html.replace('="/media/', f'="{reverse("review_media", args=[pk, "x"])[:-1]}')
        title = f"Lesson {number}, part {place}: {block.block.label}"
        parts.append(ShownPart(f"{page.pk}-{block.id or place}", title, html))
    return ShownLesson(page.title, page.summary, page.minutes, tuple(parts))


def review_page(*, actor: User, pk: int) -> ReviewPage | None:
    """A review; None if the actor has nothing to do with it. A constant number of queries."""
    review = visible(actor, ModuleReview).select_related("module", "coauthor").filter(pk=pk).first()
    if review is None:
        return None
    draft = draft_of(module=review.module)
    verdicts = list(review.verdicts.select_related("by"))
    steps = steps_of(review, verdicts, draft.mark)
    before, since = _last_read(actor, review, verdicts)
    is_coauthor = review.coauthor_id == actor.pk
    return ReviewPage(
        review=review,
        draft=draft,
        steps=steps,
        mine=step_for(actor, review, steps),
        said=tuple(Said(one, who_said(actor, one)) for one in reversed(verdicts)),
        changes=changes_between(before, draft.passages) if before else (),
        since=since,
        is_coauthor=is_coauthor,
        may_write=can(actor, "edit_content", review),
    )


def _last_read(
    actor: User, review: ModuleReview, verdicts: Sequence[Verdict]
) -> tuple[tuple[Passage, ...], str]:
    """What the actor said yes to last, in this review or in one before; else what learners have."""
    mine = [one for one in verdicts if one.by_id == actor.pk and one.says == Verdict.Says.AGREE]
    if not mine:
        earlier = visible(actor, Verdict).filter(
            review__module_id=review.module_id, by=actor, says=Verdict.Says.AGREE, at__lt=review.opened_at
        )
        mine = list(earlier.order_by("-at")[:1])
    if mine:
        return restored(mine[-1].read), "since you last said yes"
    return restored(review.base), "from what learners have now"


def who_said(actor: User, verdict: Verdict) -> str:
    """Whose verdict it is: people who write see the name, everybody else the part that the person plays."""
    label = verdict.get_step_display()
    if verdict.by_id == actor.pk:
        return f"You, {label.lower()}"
    return f"{verdict.by.get_full_name()}, {label.lower()}" if can(actor, "edit_content") else label


def part_of(person: User | None) -> str:
    """What somebody is called where their name is not shown: the title of their first role."""
    roles = standing_of(person).roles if person is not None else ()
    return ROLES[roles[0]].title if roles else "Somebody who no longer works here"


@dataclass(frozen=True)
class ReviewLine:
    """A review in a list."""

    review: ModuleReview
    mine: bool
    state: str
    word: str
    turn: str

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("review", args=[self.review.pk])


def lines_of(*, actor: User) -> list[ReviewLine]:
    """The reviews that the actor may see, open ones first. A constant number of queries."""
    rows = visible(actor, ModuleReview).select_related("module")
    rows = rows.prefetch_related(Prefetch("verdicts", Verdict.objects.defer("read"))).defer("base")
    reviews = sorted(rows[:100], key=lambda one: one.state != "open")
    drafts = drafts_of(modules={one.module_id for one in reviews if one.state == "open"})
    return [_line(actor, review, drafts) for review in reviews]


def _line(actor: User, review: ModuleReview, drafts: Mapping[int, Draft]) -> ReviewLine:
    if review.state != "open":
        state = "done" if review.state == "published" else "stopped"
        return ReviewLine(review, False, state, review.get_state_display(), "")
    steps = steps_of(review, list(review.verdicts.all()), drafts[review.module_id].mark)
    turn = next((one for one in steps if one.turn), None)
    mine = step_for(actor, review, steps) is not None
    words = f"Waits for: {turn.step.label.lower()}" if turn else "Everybody has said yes"
    return ReviewLine(review, mine, "live" if mine else "half", "your turn" if mine else "in review", words)


def waiting_reviews(*, actor: User) -> int:
    """How many reviews wait for the actor."""
    return sum(1 for line in lines_of(actor=actor) if line.mine)


def unfinished_modules(*, actor: User) -> list[ModulePage]:
    """Modules that learners do not have as their editors have them. Two queries."""
    lessons = visible(actor, LessonPage).filter(Q(live=False) | Q(has_unpublished_changes=True))
    above = {row.path[: -row.steplen] for row in lessons.filter(expired=False).only("path")}
    mine = Q(live=False) | Q(has_unpublished_changes=True) | Q(path__in=above)
    return list(visible(actor, ModulePage).filter(mine).order_by("-latest_revision_created_at", "path")[:50])


def programmes_to_write(*, actor: User) -> list[ProgrammePage]:
    """The programmes of the actor's council."""
    return list(visible(actor, ProgrammePage).order_by("path"))


def reviews_of(*, actor: User, module: ModulePage) -> list[ModuleReview]:
    """Every review of a module, newest first."""
    return list(visible(actor, ModuleReview).filter(module=module).defer("base"))
