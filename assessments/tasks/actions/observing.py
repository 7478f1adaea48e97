"""What somebody says who was there: an observed call, for example. Nothing is handed in."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction

from academy.gate.checking import check_clean, invented_words
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.tasks.actions.giving import LEAST_WORDS, MOST_WORDS, MarksDraft, NotWhole
from assessments.tasks.actions.settling import said_lines, tell_result
from assessments.tasks.models import Edition, MarkedLine, Marking, Outcome, RubricLine, Submission, Task
from assessments.tasks.queries.editions import rubric_of, rule_lines
from assessments.tasks.rules.permits import check_observe
from assessments.tasks.rules.rubric import Verdict, judge
from assessments.tasks.states import SUBMISSION


def record_observation(
    *, task: Task, person: User, said: MarksDraft, by: User, at: datetime.datetime
) -> Outcome:
    """Record once how it went. Sent twice, the second is refused: signed off already, or too soon."""
    try:
        return _record(task, person, said, by, at)
    except IntegrityError:
        raise Refused(
            "Somebody recorded this at the same moment. Look at the results.", code="at_once"
        ) from None


@transaction.atomic
def _record(task: Task, person: User, said: MarksDraft, by: User, at: datetime.datetime) -> Outcome:
    now = Task.objects.select_for_update().get(pk=task.pk)
    edition = Edition.objects.filter(task=now).order_by("-number").first()
    if edition is None:
        raise Refused("This task has nothing to look at yet.", code="state")
    tries = Submission.objects.filter(person=person, task=now).select_related("edition")
    last = tries.order_by("-number").first()
    check_observe(now, edition, person, last, by, at)
    lines = rubric_of(edition.pk)
    levels = {pk: level for pk, level in said.levels.items() if level is not None}
    verdict = judge(rule_lines(lines), levels, least_points=edition.least_points)
    _check_whole(edition, lines, said, verdict, by)
    work = Submission.objects.create(
        person=person,
        task=now,
        edition=edition,
        number=last.number + 1 if last else 1,
        state=SUBMISSION.after("submitted", "pass" if verdict.passes else "return"),
        begun_at=at,
        submitted_at=at,
        settled_at=at,
    )
    return _settle(work, lines, levels, said, verdict, by, at)


def _check_whole(
    edition: Edition, lines: list[RubricLine], said: MarksDraft, verdict: Verdict, by: User
) -> None:
    missing: dict[int | str, str] = {}
    for line in lines:
        if said.levels.get(line.pk) is None:
            missing[line.pk] = f"Choose a level for “{line.criterion}”"
        elif line.pk in verdict.short and not said.words.get(line.pk, "").strip():
            missing[line.pk] = f"Say what you missed in “{line.criterion}”: nobody passes without it"
    if len(said.strengths.strip()) < LEAST_WORDS:
        missing["strengths"] = "Say what was strong. The feedback begins with it"
    if not verdict.passes and len(said.changes.strip()) < LEAST_WORDS:
        missing["changes"] = "Say what to change, so that the next one can pass"
    if missing:
        raise NotWhole(missing)
    parts = [("What was strong", said.strengths), ("What to change", said.changes)]
    parts += [(f"Words on “{line.criterion}”", said.words.get(line.pk, "")) for line in lines]
    check_clean(parts, scanner=scanner_for(council=by.council), invented=invented_words(edition.invented))


def _settle(
    work: Submission,
    lines: list[RubricLine],
    levels: dict[int, int],
    said: MarksDraft,
    verdict: Verdict,
    by: User,
    at: datetime.datetime,
) -> Outcome:
    marking = _given(work, said, verdict, by, at)
    MarkedLine.objects.bulk_create(
        MarkedLine(
            marking=marking,
            line=line,
            level=levels[line.pk],
            words=said.words.get(line.pk, "").strip()[:600],
        )
        for line in lines
    )
    outcome = Outcome.objects.create(
        submission=work,
        number=1,
        how=Outcome.How.OBSERVED,
        passed=verdict.passes,
        strengths=marking.strengths,
        changes=marking.changes,
        lines=said_lines(marking),
        at=at,
    )
    words = f"{work.task.code} observed, attempt {work.number}"
    write(council=by.council_id, by=by, at=at, verb="observe", obj=work, about=work.person, words=words)
    tell_result(outcome=outcome, by=by, at=at)
    return outcome


def _given(work: Submission, said: MarksDraft, verdict: Verdict, by: User, at: datetime.datetime) -> Marking:
    """The marks of the one who was there, given at once."""
    return Marking.objects.create(
        submission=work,
        author=work.person,
        marker=by,
        role=Marking.Role.FIRST,
        state="given",
        started_at=at,
        seen_at=at,
        leased_until=at,
        given_at=at,
        strengths=said.strengths.strip()[:MOST_WORDS],
        changes=said.changes.strip()[:MOST_WORDS],
        passes=verdict.passes,
    )
