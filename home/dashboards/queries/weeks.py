"""What waits for one person, and what came of earlier work: a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import Count, Q
from django.utils import timezone

from academy.people.access import can, visible
from academy.people.models import Post, User
from assessments.auditing.queries.mine import count_waiting
from assessments.audits.models import GOOD, Audit
from courses.assignments.models import Assignment, Offer
from courses.assignments.queries.queried import rests_on_query
from courses.assignments.rules.words import say_pause
from courses.assignments.states import OPEN
from courses.pages.queries import ModuleCard, lessons_for, module_path, modules_by_code
from courses.progress.models import Completion, LessonProgress
from home.dashboards.queries.cards import SPARE_MINUTES, Ask, AuditCard, LessonCard, Spare, Week

RECENT_AUDITS = 5
RECENT_COMPLETIONS = 3
OFFERS = 4


def my_week(*, actor: User, at: datetime.datetime, spare: str = "") -> Week:
    """What waits for the actor, why, and what came of earlier work. `spare` is a choice of free minutes."""
    today = timezone.localdate(at)
    mine = list(
        visible(actor, Assignment)
        .filter(Q(state__in=[*OPEN, "learnt"]) | Q(state="repeated", coaching_on__isnull=True), person=actor)
        .select_related("rule", "criterion", "finding")
        .annotate(queried=rests_on_query())
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
    codes = {one.module_code for one in asked} | {one.module_code for one in offers}
    codes |= {one.module_code for one in done}
    cards = modules_by_code(council_id=actor.council_id, codes=codes - {""})
    asks = _asks(actor, asked, cards, today)
    return Week(
        today=today,
        asks=asks,
        paused=tuple((one, _why(one)) for one in mine if one.state == "paused"),
        coaching=tuple(one for one in mine if one.state == "repeated"),
        watched=tuple(one for one in mine if one.state == "learnt"),
        audits=_audits(actor),
        offers=tuple((one, cards.get(one.module_code)) for one in offers),
        completions=tuple(
            (one, cards[one.module_code].title if one.module_code in cards else one.title) for one in done
        ),
        manager=_manager_of(actor, today),
        spare=_best_use(asks, spare),
        to_audit=count_waiting(actor=actor, on=today) if can(actor, "audit_plans") else 0,
    )


def _why(paused: Assignment) -> str:
    return say_pause(claimed=bool(paused.claimed_cause), queried=paused.queried)  # type: ignore[attr-defined]


def spare_minutes(spare: str) -> int:
    """The choice of free minutes; what is no choice is forty."""
    return {str(minutes): minutes for minutes in SPARE_MINUTES}.get(spare, 40)


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
    progress = dict(
        visible(actor, LessonProgress).filter(person=actor).values_list("lesson_id", "finished_at")
    )
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
            strong=Count("grades", filter=Q(grades__standing__gte=GOOD)),
            below=Count("grades", filter=Q(grades__standing__lt=GOOD)),
        )
        .order_by("-audited_on", "-ref")[:RECENT_AUDITS]
    )
    return tuple(AuditCard(row, row.strong, row.below, f"/me/feedback/{row.pk}/") for row in rows)  # type: ignore[attr-defined]


def _manager_of(actor: User, today: datetime.date) -> User | None:
    post = (
        Post.objects.open_on(today)
        .filter(person=actor, manager__isnull=False)
        .select_related("manager")
        .first()
    )
    return post.manager if post else None


def _best_use(asks: Sequence[Ask], spare: str) -> Spare:
    minutes = spare_minutes(spare)
    for ask in asks:
        taken: list[LessonCard] = []
        for lesson in ask.lessons:
            if not lesson.read and sum(one.minutes for one in taken) + lesson.minutes <= minutes:
                taken.append(lesson)
        if taken:
            return Spare(minutes, tuple(taken), ask)
    return Spare(minutes, (), None)
