"""One round on a page: every task with what both said, newest first. Drafts are the person's alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from academy.people.access import can, visible
from academy.people.models import User
from competencies.framework.models import Level
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment, SelfItem
from competencies.selfassessment.rules import settles


@dataclass(frozen=True)
class Version:
    """One version of an answer, with all that was replied to it, oldest first."""

    answer: SelfAnswer
    replies: tuple[ManagerAnswer, ...]
    level_name: str

    @property
    def reply(self) -> ManagerAnswer | None:
        """The reply that counts: the last."""
        return self.replies[-1] if self.replies else None


@dataclass(frozen=True)
class ItemView:
    """One task. `versions` is newest first; the first one stands."""

    item: SelfItem
    versions: tuple[Version, ...]

    @property
    def now(self) -> Version | None:
        """The version that stands."""
        return self.versions[0] if self.versions else None

    @property
    def before(self) -> tuple[Version, ...]:
        """Earlier versions: they stay to be read."""
        return self.versions[1:]

    @property
    def reply(self) -> ManagerAnswer | None:
        """The reply to the version that stands."""
        return self.now.reply if self.now is not None else None

    @property
    def waits_for_manager(self) -> bool:
        """Whether whoever leads them has not replied to the version that stands."""
        return self.now is not None and self.now.answer.handed_in_at is not None and self.reply is None

    @property
    def waits_for_person(self) -> bool:
        """Whether more was asked for."""
        return self.reply is not None and self.reply.kind == ManagerAnswer.Kind.MORE

    @property
    def mark(self) -> tuple[str, str]:
        """Mark and words of the list."""
        if self.now is None:
            return "todo", "no level chosen yet"
        if self.now.answer.handed_in_at is None:
            return "half", "saved, not handed in"
        if self.reply is None:
            return "half", "waits for an answer" if not self.before else "changed, waits for an answer"
        kind = {
            "confirm": ("done", "confirmed"),
            "differ": ("look", "seen differently"),
            "more": ("look", "more is asked"),
        }
        return kind[self.reply.kind]

    @property
    def meta(self) -> list[str]:
        """The line under the task: both levels and how it stands."""
        levels = []
        if self.now is not None:
            levels.append(f"own level {self.now.answer.level}")
        if self.reply is not None and self.reply.level is not None:
            levels.append(f"manager sees {self.reply.level}")
        return [self.item.task.code, *levels, self.mark[1]]


@dataclass(frozen=True)
class Page:
    """A whole round."""

    assessment: SelfAssessment
    items: tuple[ItemView, ...]

    @cached_property
    def rated(self) -> int:
        """How many tasks have a level."""
        return sum(1 for view in self.items if view.now is not None)

    @cached_property
    def waiting(self) -> int:
        """How many wait for whoever leads them."""
        return sum(1 for view in self.items if view.waits_for_manager)

    @cached_property
    def asked_more(self) -> int:
        """How many wait for the person."""
        return sum(1 for view in self.items if view.waits_for_person)

    @property
    def can_close(self) -> bool:
        """Whether every answer that stands is settled."""
        return self.assessment.state == "handed_in" and all(settles(view.reply) for view in self.items)


def latest_of(*, actor: User, person_id: int) -> SelfAssessment | None:
    """The newest round of somebody, as far as the actor may see it."""
    return _rounds(actor).filter(person_id=person_id).first()


def past_of(*, actor: User, person_id: int) -> list[SelfAssessment]:
    """The closed rounds of somebody, newest first."""
    return list(_rounds(actor).filter(person_id=person_id, state="closed"))


def _rounds(actor: User) -> QuerySet[SelfAssessment]:
    return visible(actor, SelfAssessment).select_related("person", "asked_by", "closed_by")


def page_of(*, actor: User, assessment: SelfAssessment) -> Page:
    """The round with every task and both voices. Five queries, however many tasks."""
    items = list(
        visible(actor, SelfItem)
        .filter(assessment=assessment)
        .select_related("task")
        .order_by("task__position")
    )
    return Page(assessment, tuple(_views(actor, items, assessment)))


def _views(actor: User, items: list[SelfItem], assessment: SelfAssessment) -> list[ItemView]:
    names: dict[tuple[int, int], str] = {}
    frameworks = {item.task.framework_id for item in items}
    for framework, number, name in Level.objects.filter(framework__in=frameworks).values_list(
        "framework", "number", "name"
    ):
        names[framework, number] = name
    rows = SelfAnswer.objects.filter(item__in=items).order_by("-number")
    if actor.pk != assessment.person_id:
        rows = rows.filter(handed_in_at__isnull=False)
    replies = ManagerAnswer.objects.select_related("by").order_by("at", "pk")
    versions: dict[int, list[SelfAnswer]] = defaultdict(list)
    for answer in rows.prefetch_related(Prefetch("replies", queryset=replies)):
        versions[answer.item_id].append(answer)
    return [
        ItemView(
            item,
            tuple(
                Version(
                    answer,
                    tuple(answer.replies.all()),
                    names.get((item.task.framework_id, answer.level), ""),
                )
                for answer in versions[item.pk]
            ),
        )
        for item in items
    ]


def item_seen(*, actor: User, pk: int) -> ItemView | None:
    """One task of a round; None when it is not there for the actor, or nothing of it was handed in yet."""
    rows = visible(actor, SelfItem).select_related("task__framework", "assessment__person")
    item = rows.filter(pk=pk).first()
    if item is None:
        return None
    (view,) = _views(actor, [item], item.assessment)
    return view if view.now is not None or item.assessment.person_id == actor.pk else None


def person_led(*, actor: User, pk: int) -> User | None:
    """Somebody whom the actor leads; None for everybody else."""
    person = visible(actor, User).filter(pk=pk).first()
    return person if person is not None and can(actor, "confirm_self", person) else None
