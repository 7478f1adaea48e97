"""Working out proposals in sets, and keeping them for matrices of hundreds of people."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from academy.people.models import Post
from academy.record.models import Entry
from academy.work.actions import announce
from competencies.entrustment.models import Proposal
from competencies.entrustment.queries.holding import levels_held
from competencies.entrustment.queries.profile import Profile, profile_of
from competencies.entrustment.queries.standings import is_ready, read_people

LOT = 500
"""People worked out together: their evidence is in memory at once."""
ROWS = 2_000
KNOWN = ("pk", "person_id", "task_id", "level")
DAY_TOPIC, MOVED_TOPIC = "levels_day", "levels_moved"
EVIDENCE_NOUNS = ("evidence", "piece")
"""What the history calls changes of evidence."""
HOUR = datetime.time(2, 30)
"""Local time at which a night's turn begins."""


@transaction.atomic
def refresh_proposals(
    *, council_id: int, person_ids: Collection[int] | None = None, at: datetime.datetime
) -> int:
    """Work out anew for what levels the evidence of these people, or of everybody in post, is enough.

    Returns how many proposals came, went or changed; only these are written. Done twice, nothing changes.
    """
    on = timezone.localdate(at)
    profile = profile_of(council_id=council_id, on=on)
    if profile is None:
        return 0
    people = _people(council_id, person_ids, on)
    changed = 0
    for start in range(0, len(people), LOT):
        changed += _refresh(profile, council_id, people[start : start + LOT], on, at)
    if person_ids is None:
        kept = Proposal.objects.filter(person__council_id=council_id)
        kept.exclude(task__framework=profile.framework).delete()
        in_post = Post.objects.open_on(on).values("person")
        kept.exclude(person__in=in_post).delete()
    return changed


def _people(council_id: int, person_ids: Collection[int] | None, on: datetime.date) -> list[int]:
    """Those of the council who are in post, in the order in which rows are written."""
    posts = Post.objects.open_on(on).filter(person__council_id=council_id)
    if person_ids is not None:
        posts = posts.filter(person_id__in=list(person_ids))
    return list(posts.order_by("person_id").values_list("person_id", flat=True).distinct())


def _refresh(
    profile: Profile, council_id: int, people: Sequence[int], on: datetime.date, at: datetime.datetime
) -> int:
    """One lot of people: a constant number of statements."""
    held = levels_held(council_id=council_id, person_ids=people, on=on)
    readings = read_people(profile=profile, people=people, held=held, on=on)
    ready = {
        key: reading.level
        for key, reading in readings.items()
        if is_ready(reading, standing=held[key].standing if key in held else 0)
    }
    rows = Proposal.objects.filter(person_id__in=people, task__framework=profile.framework)
    known = {(person, task): (pk, level) for pk, person, task, level in rows.values_list(*KNOWN)}
    gone = [pk for key, (pk, _) in known.items() if key not in ready]
    changed = [key for key, level in ready.items() if key not in known or known[key][1] != level]
    Proposal.objects.filter(pk__in=gone).delete()
    Proposal.objects.bulk_create(
        (
            Proposal(person_id=one, task_id=task, level=ready[one, task], worked_out_at=at)
            for one, task in changed
        ),
        batch_size=ROWS,
        update_conflicts=True,
        unique_fields=["person", "task"],
        update_fields=["level", "worked_out_at"],
    )
    return len(gone) + len(changed)


def plan_levels_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put the coming night's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic=DAY_TOPIC,
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


def tell_moved(*, council_id: int, person_id: int, at: datetime.datetime) -> None:
    """A decision was made: what comes next for this person is worked out soon, and every night from now."""
    announce(
        topic=MOVED_TOPIC,
        key=f"{person_id}:{at.isoformat()}",
        payload={"council_id": council_id, "person_ids": [person_id]},
        council=council_id,
        at=at,
    )
    plan_levels_day(council_id=council_id, at=at)


@transaction.atomic
def refresh_recorded(*, council_id: int, since: str, until: str, at: datetime.datetime) -> int:
    """Work out anew those whose evidence changed between two moments (ISO), as the history has it."""
    rows = Entry.objects.filter(
        council_id=council_id,
        noun__in=EVIDENCE_NOUNS,
        about__isnull=False,
        at__gte=datetime.datetime.fromisoformat(since),
        at__lt=datetime.datetime.fromisoformat(until),
    )
    people = set(rows.order_by().values_list("about", flat=True).distinct())
    return refresh_proposals(council_id=council_id, person_ids=people, at=at) if people else 0
