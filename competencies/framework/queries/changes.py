"""What a new version changes, and who and what that touches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from academy.people.models import Post
from competencies.framework.models import Competency, EntrustableTask, Framework
from competencies.framework.queries.bridges import competencies_once_called, meanings
from competencies.framework.queries.pictures import picture_of
from competencies.framework.queries.versions import framework_in_force
from competencies.framework.registry import KINDS, Touch, ask_everybody
from competencies.framework.rules.comparing import NOUNS, Change, Picture, compare
from competencies.framework.rules.faults import Fault, find_faults

By = dict[tuple[str, str], list[Touch]]
"""Touches by what they are about (competency or task) and its code in the version in force."""


@dataclass(frozen=True)
class Tally:
    """So many things of one kind, with the first of them by name."""

    kind: str
    count: int
    named: tuple[Touch, ...]

    @property
    def forms(self) -> str:
        """One and many, in words."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Touched:
    """A change with what rests on it. `people`: so many hold the role whose expectation changes."""

    change: Change
    tallies: tuple[Tally, ...]
    people: int = 0


@dataclass(frozen=True)
class Review:
    """A version beside the one in force: changes by noun, and what must be put right first."""

    framework: Framework
    before: Framework | None
    groups: tuple[tuple[str, tuple[Touched, ...]], ...]
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> list[tuple[str, str]]:
        """How many of each kind of change, for the head of the page."""
        found = Counter(row.change.what for _, rows in self.groups for row in rows)
        return [(str(found[what]), what) for what in ("added", "changed", "ended", "raised", "lowered")]


def touches_of(*, framework: Framework) -> By:
    """Everything that rests on a version in force, under the codes it has now. What names a code that nobody
    knows is under that code."""
    told = ask_everybody(framework)
    known = set(Competency.objects.filter(domain__framework=framework).values_list("code", flat=True))
    older = {one.code for one in told if one.about == "competency"} - known
    now = competencies_once_called(council_id=framework.council_id, codes=older) if older else {}
    found: By = defaultdict(list)
    for touch in told:
        heir = now.get(touch.code) if touch.about == "competency" else None
        found[touch.about, heir.code if heir else touch.code].append(touch)
    return found


def tallied(touches: Iterable[Touch]) -> tuple[Tally, ...]:
    """Touches by kind, in the order of KINDS. The same thing named twice counts once."""
    rows: dict[str, dict[tuple[str, str], Touch]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for touch in touches:
        if touch.title and (touch.title, touch.path) in rows[touch.kind]:
            continue
        rows[touch.kind][touch.title, touch.path] = touch
        counts[touch.kind] += touch.count
    return tuple(
        Tally(kind, counts[kind], tuple(one for one in rows[kind].values() if one.title))
        for kind in KINDS
        if counts[kind]
    )


def review_of(*, framework: Framework) -> Review:
    """The differences to the version in force, whom they touch, and the faults. A constant number of queries
    besides those of the parts that are asked."""
    before = framework_in_force(council_id=framework.council_id)
    new = picture_of(framework=framework, older=before, newer=None)
    old = picture_of(framework=before, older=None, newer=framework) if before else Picture()
    changes = compare(old, new)
    touches = touches_of(framework=before) if before else {}
    faults = find_faults(
        old=old.pieces,
        new=new.pieces,
        changes=changes,
        touches={code: rows for (about, code), rows in touches.items() if about == "competency"},
        built_on=_built_on(framework),
        meant=_meant(framework),
    )
    people = _people_by_role(framework)
    rows = [
        Touched(change, tallied(_resting(change, touches)), people.get(change.role, 0)) for change in changes
    ]
    groups = tuple(
        (title, found)
        for noun, title in NOUNS.items()
        if (found := tuple(row for row in rows if row.change.noun == noun))
    )
    return Review(framework, before, groups, tuple(faults))


def _resting(change: Change, touches: By) -> list[Touch]:
    """What rests on the thing that changes; on an expectation rest people in the role, not things."""
    if change.what == "added" or change.noun not in ("competency", "task"):
        return []
    return touches.get((change.noun, change.code), [])


def _built_on(framework: Framework) -> dict[str, int]:
    """How many competencies each task is built on and each domain holds."""
    built = EntrustableTask.competencies.through.objects.filter(entrustabletask__framework=framework)
    held = Competency.objects.filter(domain__framework=framework)
    codes = [
        *built.values_list("entrustabletask__code", flat=True),
        *held.values_list("domain__code", flat=True),
    ]
    return dict(Counter(codes))


def _meant(framework: Framework) -> dict[str, bool]:
    """Codes that earlier versions knew, and whether they still mean the same here."""
    then = meanings(framework_id=framework.pk, council_id=framework.council_id)
    rows = Competency.objects.filter(domain__framework=framework).values_list("code", "pk")
    return {code: pk in then[code] for code, pk in rows if code in then}


def _people_by_role(framework: Framework) -> dict[str, int]:
    """How many people hold each role today."""
    posts = Post.objects.open_on(timezone.localdate()).filter(person__council_id=framework.council_id)
    rows = posts.values("role").annotate(people=Count("person", distinct=True)).order_by()
    return dict(rows.values_list("role", "people"))
