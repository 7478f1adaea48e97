"""Marking: saving as one goes, comments on passages, and giving the marks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from academy.gate.checking import check_clean, invented_words
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.tasks.actions.settling import settle_marks
from assessments.tasks.actions.writing import lock_work
from assessments.tasks.models import MarkedLine, Marking, PassageComment, Submission
from assessments.tasks.queries.editions import rubric_of, rule_lines
from assessments.tasks.queries.mine import passages_in
from assessments.tasks.rules.passages import find_quote
from assessments.tasks.rules.permits import LEASE, LONGEST_GAP, check_own_marking
from assessments.tasks.rules.rubric import GOOD, grade_of, judge
from assessments.tasks.states import MARKING

LEAST_WORDS = 12
MOST_WORDS = 4000


@dataclass(frozen=True)
class MarksDraft:
    """What a marker has said so far: levels and words by line, what was strong, what to change."""

    levels: Mapping[int, int | None] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)
    strengths: str = ""
    changes: str = ""


class NotWhole(Refused):
    """Marks cannot be given yet. `missing`: field (a line's key, `strengths` or `changes`) to words."""

    def __init__(self, missing: dict[int | str, str]) -> None:
        super().__init__("Something is still missing. Everything you wrote is saved.", code="not_whole")
        self.missing = missing


def _lock(marking: Marking, by: User) -> Marking:
    """Work first and marking second, always in this order; refused unless it is one's own and open."""
    lock_work(marking.submission_id)
    now = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    check_own_marking(now, by)
    return now


def _keep_time(now: Marking, at: datetime.datetime) -> None:
    """Count the time since the page was last seen, and begin a new lease."""
    gap = min(max(at - now.seen_at, datetime.timedelta()), LONGEST_GAP)
    now.seconds += int(gap.total_seconds())
    now.seen_at, now.leased_until = at, at + LEASE


def _check_words(submission: Submission, parts: list[tuple[str, str]]) -> None:
    check_clean(
        parts,
        scanner=scanner_for(council=submission.person.council),
        invented=invented_words(submission.edition.invented),
    )


@transaction.atomic
def save_marks(*, marking: Marking, said: MarksDraft, by: User, at: datetime.datetime) -> Marking:
    """Keep what the marker has so far. Words that point to a real person refuse it, with the place."""
    now = _lock(marking, by)
    work = lock_work(now.submission_id)
    rows = list(MarkedLine.objects.filter(marking=now).select_related("line"))
    parts = [("What was strong", said.strengths), ("What to change", said.changes)]
    parts += [(f"Words on “{row.line.criterion}”", said.words.get(row.line_id, "")) for row in rows]
    _check_words(work, parts)
    for row in rows:
        row.level = said.levels.get(row.line_id)
        row.words = said.words.get(row.line_id, "").strip()[:600]
    MarkedLine.objects.bulk_update(rows, ["level", "words"])
    now.strengths = said.strengths.strip()[:MOST_WORDS]
    now.changes = said.changes.strip()[:MOST_WORDS]
    _keep_time(now, at)
    now.save(update_fields=["strengths", "changes", "seconds", "seen_at", "leased_until"])
    return now


@transaction.atomic
def add_comment(
    *, marking: Marking, passage: int, quote: str, words: str, by: User, at: datetime.datetime
) -> PassageComment:
    """Put a comment on a numbered passage, or on words of it. The same comment twice is one."""
    now = _lock(marking, by)
    work = lock_work(now.submission_id)
    here = next((one for one in passages_in(work) if one.number == passage), None)
    if here is None:
        raise Refused(
            "There is no passage with this number. Look at the numbers on the left.", code="passage"
        )
    said = words.strip()[:600]
    if not said:
        raise Refused("Write what you want to say about this passage.", code="no_words")
    _check_words(work, [("Your comment", said)])
    start, end = find_quote(here, quote)
    made, _ = PassageComment.objects.get_or_create(
        marking=now,
        passage=passage,
        words=said,
        defaults={"start": start, "end": end, "quote": here.text[start:end], "at": at},
    )
    return made


@transaction.atomic
def remove_comment(*, marking: Marking, comment_id: int, by: User, at: datetime.datetime) -> None:
    """Take back a comment that was not given yet."""
    now = _lock(marking, by)
    PassageComment.objects.filter(marking=now, pk=comment_id).delete()


@transaction.atomic
def give_marks(*, marking: Marking, by: User, at: datetime.datetime) -> Marking:
    """Give the marks as they are saved, once: pressed again, nothing changes. Then see what follows."""
    work = lock_work(marking.submission_id)
    now = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    if now.marker_id == by.pk and now.state == "given":
        return now
    check_own_marking(now, by)
    lines = rubric_of(work.edition_id)
    rows = {row.line_id: row for row in MarkedLine.objects.filter(marking=now)}
    levels = {pk: row.level for pk, row in rows.items() if row.level is not None}
    verdict = judge(rule_lines(lines), levels, least_points=work.edition.least_points)
    missing: dict[int | str, str] = {}
    for line in lines:
        if line.pk not in levels:
            missing[line.pk] = f"Choose a level for “{line.criterion}”"
        elif line.section and grade_of(levels[line.pk]) < GOOD and not rows[line.pk].words:
            missing[line.pk] = f"Say what would make “{line.criterion}” good"
        elif line.pk in verdict.short and not rows[line.pk].words:
            missing[line.pk] = f"Say what is missing in “{line.criterion}”: nobody passes without it"
    if len(now.strengths) < LEAST_WORDS:
        missing["strengths"] = "Say what was strong. The feedback begins with it"
    if not verdict.passes and len(now.changes) < LEAST_WORDS:
        missing["changes"] = "Say what to change, so that the next attempt can pass"
    if missing:
        raise NotWhole(missing)
    _keep_time(now, at)
    now.state, now.given_at, now.passes = MARKING.after(now.state, "give"), at, verdict.passes
    now.save(update_fields=["state", "given_at", "passes", "seconds", "seen_at", "leased_until"])
    write(
        council=by.council_id,
        by=by,
        at=at,
        verb="give",
        obj=now,
        words=f"{now.get_role_display()} has marked submission {work.pk} of {work.task.code}",
    )
    settle_marks(submission=work, marking=now, levels=levels, at=at)
    return now
