"""Who learned a piece of law as it was, and what changed in the law that somebody learned."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from academy.law.clauses import Reference
from academy.law.pack import current_pack
from academy.people.models import Post, User
from courses.currency.models import LawChange
from courses.currency.queries.impact import modules_naming
from courses.currency.rules import related_keys
from courses.pages.queries import ModuleCard, modules_by_code
from courses.progress.models import Completion
from courses.requirements.models import Ask


@dataclass(frozen=True)
class Learner:
    """Somebody in post who learned the law before it changed, with the last day for each module.

    `topped_up` are the modules among them that were finished again after the change.
    """

    person_id: int
    name: str
    learnt: dict[str, datetime.date]
    topped_up: tuple[str, ...] = ()

    @property
    def needs_top_up(self) -> bool:
        """Whether none of the modules was finished again since."""
        return not self.topped_up

    @property
    def last(self) -> datetime.date:
        """The newest day on which they learned the law as it was."""
        return max(self.learnt.values())


def learners_of(
    *, council_id: int, modules: Sequence[str], since: datetime.date, today: datetime.date
) -> list[Learner]:
    """Everybody in post today who finished one of the modules before `since`, in three queries."""
    rows = (
        Completion.objects.filter(person__council_id=council_id, module_code__in=modules)
        .order_by("done_on")
        .values_list("person_id", "module_code", "done_on")
    )
    before: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    after: dict[int, set[str]] = defaultdict(set)
    for person_id, code, day in rows:
        if day < since:
            before[person_id][code] = day
        else:
            after[person_id].add(code)
    posts = Post.objects.open_on(today).filter(person__council_id=council_id)
    here = User.objects.filter(pk__in=posts.values("person_id")).order_by("family_name", "given_name")
    return [
        Learner(
            person.pk,
            person.get_full_name(),
            before[person.pk],
            tuple(sorted(after[person.pk] & before[person.pk].keys())),
        )
        for person in here
        if person.pk in before
    ]


@dataclass(frozen=True)
class OwnChange:
    """A change in law that somebody had learned: what changed, where they learned it, what tops it up."""

    reference: Reference
    what: str
    source: str
    changed_on: datetime.date
    learnt: tuple[tuple[ModuleCard, datetime.date], ...]
    again: tuple[ModuleCard, ...]
    top_ups: tuple[tuple[ModuleCard, datetime.date], ...]


def own_changes(*, person: User) -> list[OwnChange]:
    """What changed since the person learned it, newest first; only what they finished. Six queries."""
    pack, today = current_pack(), timezone.localdate()
    done: dict[str, list[datetime.date]] = defaultdict(list)
    rows = Completion.objects.filter(person=person).order_by("done_on")
    for code, day in rows.values_list("module_code", "done_on"):
        done[code].append(day)
    asked = dict(Ask.objects.filter(person=person, state="open").values_list("code", "due_on"))
    changes = LawChange.objects.filter(council_id=person.council_id, changed_on__lte=today)
    keys = {
        change: related_keys(pack=pack, key=change.reference)
        for change in changes.prefetch_related("top_ups")
        if change.reference in pack.references or change.reference in pack.rules
    }
    every = {key for some in keys.values() for key in some}
    taught = modules_naming(council_id=person.council_id, keys=every)
    cards = modules_by_code(council_id=person.council_id, codes={*done, *asked})
    found = []
    for change, some in keys.items():
        codes = sorted({code for key in some for code in taught.get(key, ()) if code in cards})
        before = {
            code: [day for day in done[code] if day < change.changed_on] for code in codes if done[code]
        }
        learnt = tuple((cards[code], max(days)) for code, days in before.items() if days)
        if learnt:
            again = tuple(card for card, _ in learnt if max(done[card.code]) >= change.changed_on)
            waiting = [one.module_code for one in change.top_ups.all() if one.module_code in asked]
            found.append(
                OwnChange(
                    reference=pack.reference(change.reference),
                    what=change.what,
                    source=change.source,
                    changed_on=change.changed_on,
                    learnt=learnt,
                    again=again,
                    top_ups=tuple((cards[code], asked[code]) for code in waiting if code in cards),
                )
            )
    return found
