"""Assembled reads for the first screens: frozen rows, a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Q
from django.utils import timezone

from academy.kit.words import weekday_date
from academy.people.access import SEES, Scope, visible
from academy.people.models import Affiliation, Post, User
from academy.people.roles import ROLES, Right
from assessments.audits.models import GOOD, Audit, Finding
from courses.assignments.models import Assignment, Offer
from courses.assignments.states import OPEN
from courses.pages.queries import ModuleCard, lessons_for, module_path, modules_by_code
from courses.progress.models import Completion, LessonProgress

SPARE_MINUTES = (15, 40, 60)
RECENT_AUDITS = 5
RECENT_COMPLETIONS = 3
OFFERS = 4


@dataclass(frozen=True)
class LessonCard:
    """One lesson of a module that is asked of me."""

    title: str
    url: str
    minutes: int
    opened: bool
    read_on: datetime.date | None

    @property
    def read(self) -> bool:
        """Whether it is read, in this round."""
        return self.read_on is not None


@dataclass(frozen=True)
class Ask:
    """One thing asked of me: the module, the reason in words, by when, and how far I am."""

    assignment: Assignment
    title: str
    url: str
    minutes: int
    lessons: tuple[LessonCard, ...]
    days: int

    @property
    def minutes_left(self) -> int:
        """Minutes of the lessons not yet read; the whole module when it has none."""
        return sum(one.minutes for one in self.lessons if not one.read) if self.lessons else self.minutes

    @property
    def mark(self) -> str:
        """The state mark: to do, half or done."""
        if self.lessons and all(one.read for one in self.lessons):
            return "done"
        return "half" if any(one.opened for one in self.lessons) else "todo"

    @property
    def is_late(self) -> bool:
        """Whether the date has passed."""
        return self.days < 0

    @property
    def due(self) -> str:
        """By when, in words."""
        on = weekday_date(self.assignment.due_on)
        return {0: "Due today", 1: "Due tomorrow"}.get(self.days, f"Past its date, {on}" if self.is_late else on)

    @property
    def rule(self) -> str:
        """The rule that asks, for the small print."""
        return f"Rule {self.assignment.rule.code}"


@dataclass(frozen=True)
class AuditCard:
    """One audit of a plan I wrote: how it went, in counts."""

    audit: Audit
    strong: int
    below: int
    url: str


@dataclass(frozen=True)
class Spare:
    """What to do with a few free minutes."""

    minutes: int
    lessons: tuple[LessonCard, ...]
    ask: Ask | None

    @property
    def takes(self) -> int:
        """Minutes the proposal takes."""
        return sum(one.minutes for one in self.lessons)


@dataclass(frozen=True)
class Week:
    """Everything on /me/."""

    today: datetime.date
    asks: tuple[Ask, ...]
    paused: tuple[Assignment, ...]
    coaching: tuple[Assignment, ...]
    watched: tuple[Assignment, ...]
    audits: tuple[AuditCard, ...]
    offers: tuple[tuple[Offer, ModuleCard | None], ...]
    completions: tuple[tuple[Completion, str], ...]
    manager: User | None
    spare: Spare
    choices: Sequence[int] = field(default=SPARE_MINUTES)

    @property
    def minutes(self) -> int:
        """Minutes of all that is asked and not yet read."""
        return sum(one.minutes_left for one in self.asks)

    @property
    def next_due(self) -> datetime.date | None:
        """The nearest date among what is asked."""
        return min((one.assignment.due_on for one in self.asks), default=None)


def my_week(*, actor: User, at: datetime.datetime, spare: str = "") -> Week:
    """What waits for the actor, why, and what came of earlier work. `spare` is a choice of free minutes."""
    today = timezone.localdate(at)
    mine = list(
        visible(actor, Assignment)
        .filter(Q(state__in=[*OPEN, "learnt"]) | Q(state="repeated", coaching_on__isnull=True), person=actor)
        .select_related("rule", "criterion", "finding")
        .order_by("due_on", "pk")
    )
    offers = list(
        visible(actor, Offer)
        .filter(answer="", person=actor)
        .select_related("criterion", "audit")
        .order_by("-offered_on", "-pk")[:OFFERS]
    )
    done = list(visible(actor, Completion).filter(person=actor)[:RECENT_COMPLETIONS])
    asked = [one for one in mine if one.state == "asked"]
    cards = modules_by_code(
        council_id=actor.council_id, codes={one.module_code for one in (*asked, *offers, *done)} - {""}
    )
    asks = _asks(actor, asked, cards, today)
    return Week(
        today=today,
        asks=asks,
        paused=tuple(one for one in mine if one.state == "paused"),
        coaching=tuple(one for one in mine if one.state == "repeated"),
        watched=tuple(one for one in mine if one.state == "learnt"),
        audits=_audits(actor),
        offers=tuple((one, cards.get(one.module_code)) for one in offers),
        completions=tuple((one, cards[one.module_code].title if one.module_code in cards else one.title) for one in done),
        manager=_manager_of(actor, today),
        spare=_best_use(asks, spare),
    )


def _asks(
    actor: User, asked: Sequence[Assignment], cards: Mapping[str, ModuleCard], today: datetime.date
) -> tuple[Ask, ...]:
    if not asked:
        return ()
    lessons = _lessons_under(actor, [cards[one.module_code] for one in asked if one.module_code in cards])
    return tuple(
        Ask(
            assignment=one,
            title=card.title,
            url=card.path,
            minutes=card.minutes,
            lessons=_this_round(lessons[card.path], one.assigned_on, card.path),
            days=(one.due_on - today).days,
        )
        for one in asked
        if (card := cards.get(one.module_code)) is not None
    )


def _lessons_under(actor: User, cards: Sequence[ModuleCard]) -> dict[str, tuple[LessonCard, ...]]:
    """The lessons of these modules by the module's path, with how far the actor is: two queries."""
    progress = dict(visible(actor, LessonProgress).filter(person=actor).values_list("lesson_id", "finished_at"))
    found: dict[str, list[LessonCard]] = {card.path: [] for card in cards}
    for page in lessons_for(actor=actor).filter(_below(cards)).only("title", "url_path", "minutes", "path"):
        path = module_path(page)
        home = next(card.path for card in cards if path.startswith(card.path))
        finished = progress.get(page.pk)
        read_on = timezone.localdate(finished) if finished else None
        found[home].append(LessonCard(page.title, path, page.minutes, page.pk in progress, read_on))
    return {path: tuple(rows) for path, rows in found.items()}


def _this_round(
    lessons: tuple[LessonCard, ...], assigned_on: datetime.date, module_url: str
) -> tuple[LessonCard, ...]:
    """A module that was finished before it was asked again begins anew, and begins on its own page."""
    if not lessons or not all(one.read_on and one.read_on < assigned_on for one in lessons):
        return lessons
    return tuple(replace(one, url=module_url, opened=False, read_on=None) for one in lessons)


def _below(cards: Sequence[ModuleCard]) -> Q:
    below = Q(pk__in=[])
    for card in cards:
        below |= Q(url_path__contains=card.path)
    return below


def _audits(actor: User) -> tuple[AuditCard, ...]:
    rows = list(
        visible(actor, Audit)
        .filter(writer=actor, is_current=True)
        .annotate(
            strong=Count("grades", filter=Q(grades__grade__gte=GOOD)),
            below=Count("grades", filter=Q(grades__grade__lt=GOOD)),
        )
        .order_by("-audited_on", "-ref")[:RECENT_AUDITS]
    )
    return tuple(AuditCard(row, row.strong, row.below, f"/me/feedback/{row.pk}/") for row in rows)  # type: ignore[attr-defined]


def _manager_of(actor: User, today: datetime.date) -> User | None:
    post = Post.objects.open_on(today).filter(person=actor, manager__isnull=False).select_related("manager").first()
    return post.manager if post else None


def _best_use(asks: Sequence[Ask], spare: str) -> Spare:
    minutes = int(spare) if spare.isdigit() and int(spare) in SPARE_MINUTES else 40
    for ask in asks:
        taken: list[LessonCard] = []
        for lesson in ask.lessons:
            if not lesson.read and sum(one.minutes for one in taken) + lesson.minutes <= minutes:
                taken.append(lesson)
        if taken:
            return Spare(minutes, tuple(taken), ask)
    return Spare(minutes, (), None)


@dataclass(frozen=True)
class GuestCard:
    """What we hold about a guest."""

    name: str
    email: str
    organisation: str
    role: str


def guest_card(*, actor: User) -> GuestCard:
    """The guest's own details and no others."""
    place = visible(actor, Affiliation).filter(person=actor).select_related("organisation").first()
    return GuestCard(
        actor.get_full_name(),
        actor.email,
        place.organisation.name if place else "",
        ROLES[place.role].title if place else "",
    )


KIND_WORDS = {
    "learning": "Answers in checks, tries and rewrites",
    "completion": "Modules finished, with date and edition",
    "audit": "Audits of plans and their grades",
    "finding": "Findings and what came of them",
    "assignment": "What is asked of somebody, and why",
    "offer": "Practice notes and thank-yous",
    "evidence": "Evidence for competencies",
    "batch": "Files of audits on their way in",
    "reaudit": "Which writers are in the sample",
    "person": "Name, e-mail and post",
    "absence": "Leave and secondment",
    "history": "History of changes about somebody",
}
RIGHT_WORDS = {
    Right.LEARN: "Everybody on the council's staff",
    Right.LEAD_TEAM: "Team managers and team leads",
    Right.SEE_COUNCIL: "Practice development leads and QA",
    Right.SEE_FIGURES: "Heads of service, without names",
    Right.BRING_IN_AUDITS: "People who bring audits in",
    Right.KEEP_SAMPLE: "QA",
    Right.MANAGE_PEOPLE: "Academy coordinators",
    Right.PARTNER: "Partner staff",
}
SCOPE_WORDS = {Scope.OWN: "their own", Scope.TEAM: "their team's", Scope.COUNCIL: "all"}


@dataclass(frozen=True)
class VisibilityRow:
    """One kind of information and who sees it, in words."""

    what: str
    who: tuple[tuple[str, str], ...]


def visibility_table() -> tuple[VisibilityRow, ...]:
    """Who sees what, read from the table that decides it, so that the words cannot drift from the code."""
    return tuple(
        VisibilityRow(words, tuple((RIGHT_WORDS[right], SCOPE_WORDS[scope]) for right, scope in SEES[kind].items()))
        for kind, words in KIND_WORDS.items()
    )



