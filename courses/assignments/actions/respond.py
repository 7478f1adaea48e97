"""Answering findings: from audits to assignments, offers and reasons, in sets and exactly once."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from academy.kit.words import plural
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.models import Audit, Finding
from assessments.audits.states import FINDING
from courses.assignments.actions.days import plan_next_day
from courses.assignments.actions.restoring import take_up_again
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment, Offer, Trigger, Withheld
from courses.assignments.queries.facts import (
    Facts,
    in_chunks,
    load_audits,
    load_entries,
    load_holds,
    load_people,
    name_teams,
    name_writers,
    ruled_audits,
)
from courses.assignments.queries.rulebooks import Rulebook, load_rulebook
from courses.assignments.queries.thanks import Thanks, load_thanks
from courses.assignments.rules import Diary, Hold, Verdict, judge_audits
from courses.assignments.rules.words import name_criterion, say_reason

LOT = 1_000
"""Rows written with one statement."""


@dataclass(frozen=True)
class Responded:
    """What came of some audits: counts for the person who brought them in."""

    assigned: int = 0
    held: int = 0
    noted: int = 0
    thanked: int = 0


@dataclass(frozen=True)
class _Known:
    """What the database knows about one lot of writers before the rules are asked."""

    writers: dict[str, int]
    findings: dict[tuple[int, str], Finding]
    thanks: Thanks


@dataclass
class _Answer:
    """The rows to write for one lot of writers."""

    assignments: list[tuple[Assignment, list[int]]] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    verbs: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def respond_to_audits(*, audit_ids: Sequence[int], by: User | None, at: datetime.datetime) -> Responded:
    """Ask the rules about the new findings of these audits and write what they say.

    Guards look at the real state on the day of `at`; work is given out on that day. A finding is answered
    once: asked again, nothing changes. Each assignment says in words which audits and which rule called.
    """
    by_council: dict[int, set[int]] = {}
    for lot in in_chunks(audit_ids):
        rows = Audit.objects.filter(pk__in=lot, is_current=True).values_list("council_id", "pk")
        for council_id, pk in rows:
            by_council.setdefault(council_id, set()).add(pk)
    totals: Counter[str] = Counter()
    for council_id, ids in by_council.items():
        raise_stamp(council_id=council_id)
        rulebook = load_rulebook(council_id=council_id)
        made: list[Assignment] = []
        counts: Counter[str] = Counter()
        for answer in _answers(council_id, ids, rulebook, timezone.localdate(at)):
            made += _store(answer)
            counts.update(answer.verbs.values())
            counts["thank"] += sum(offer.kind == Offer.Kind.THANKS for offer in answer.offers)
        _tell(council_id=council_id, made=made, counts=counts, by=by, at=at)
        totals += counts
    return Responded(totals["assign"], totals["hold"], totals["note"], totals["thank"])


def _answers(council_id: int, ids: set[int], rulebook: Rulebook, today: datetime.date) -> Iterator[_Answer]:
    """One answer a lot of writers: the rules look at one writer at a time, so lots do not touch."""
    writers: set[int] = set()
    days: set[datetime.date] = set()
    for lot in in_chunks(sorted(ids)):
        rows = Audit.objects.filter(pk__in=lot, writer__isnull=False)
        for writer_id, on in rows.values_list("writer_id", "audited_on"):
            writers.add(writer_id or 0)
            days.add(on)
    if not days:
        return
    reach = max((rule.within_days for rule in rulebook.ruleset.rules), default=0)
    since = min(days) - datetime.timedelta(days=reach)
    teams = name_teams(council_id=council_id)
    holds = load_holds(council_id=council_id, teams=teams)
    for lot in in_chunks(sorted(writers)):
        people = User.objects.filter(pk__in=lot)
        history = ruled_audits(council_id=council_id).filter(
            writer_id__in=lot, audited_on__gte=since, audited_on__lte=max(days)
        )
        names = name_writers(people)
        facts = load_audits(history, rulebook, writers=names, teams=teams)
        yield _ask(facts, ids, rulebook, names, today, holds)


def _know(
    facts: Facts, ids: set[int], names: dict[int, str], rulebook: Rulebook, today: datetime.date
) -> _Known:
    new = Finding.objects.filter(writer_id__in=names, state="new").select_related("criterion")
    series = rulebook.series
    return _Known(
        writers={name: pk for pk, name in names.items()},
        findings={
            (one.audit_id, series.get(one.criterion.code, one.criterion.code)): one
            for one in new.order_by("-grade", "pk")
            if one.audit_id in ids
        },
        thanks=load_thanks(
            people=names, rule=rulebook.ruleset.first_of("excellent"), today=today, series=series
        ),
    )


def _ask(
    facts: Facts,
    ids: set[int],
    rulebook: Rulebook,
    names: dict[int, str],
    today: datetime.date,
    holds: Sequence[Hold],
) -> _Answer:
    known = _know(facts, ids, names, rulebook, today)
    people = User.objects.filter(pk__in=list(names))
    rest = max((rule.rest_days for rule in rulebook.ruleset.rules), default=0)
    since = today - datetime.timedelta(days=rest)
    refs = {pk: ref for ref, pk in facts.audit_ids.items()}
    not_theirs = {
        (refs[audit_id], code)
        for (audit_id, code), one in known.findings.items()
        if one.cause != Finding.Cause.WRITER and audit_id in refs
    }
    verdicts = judge_audits(
        facts.audits,
        rulebook.ruleset,
        people=load_people(people),
        diary=Diary().load(load_entries(people, writers=names, since=since)),
        only={refs[pk] for pk in ids if pk in refs},
        today=today,
        not_theirs=not_theirs,
        holds=holds,
        offers=True,
    )
    answer = _Answer()
    for verdict in verdicts:
        _take_in(answer, verdict, facts, known, rulebook)
    for one in known.findings.values():
        answer.verbs.setdefault(one.pk, "note")
    return answer


def _take_in(answer: _Answer, verdict: Verdict, facts: Facts, known: _Known, rulebook: Rulebook) -> None:
    """Turn one verdict into rows. A finding that is not new any more was answered before."""
    finding = known.findings.get((facts.audit_ids[verdict.audit], verdict.criterion))
    version = rulebook.versions[verdict.version]
    if verdict.is_offer:
        offer = _offer(verdict, facts, known, rulebook)
        if offer is not None and (finding is not None or verdict.kind == "excellent"):
            answer.offers.append(offer)
    elif finding is None:
        return
    elif verdict.held:
        answer.withheld.append(
            Withheld(finding=finding, rule=version.rule, version=version, guard=verdict.held, on=verdict.on)
        )
        answer.verbs.setdefault(finding.pk, "hold")
    else:
        assignment = Assignment(
            person_id=known.writers[verdict.writer],
            rule=version.rule,
            version=version,
            finding=finding,
            criterion=rulebook.criteria[verdict.criterion],
            module_code=verdict.module,
            reason=_reason(verdict, rulebook),
            assigned_on=verdict.on,
            due_on=verdict.due,
        )
        answer.assignments.append((assignment, [facts.audit_ids[ref] for ref in verdict.trigger_refs]))
        answer.verbs[finding.pk] = "assign"


def _reason(verdict: Verdict, rulebook: Rulebook) -> str:
    criterion = rulebook.criteria[verdict.criterion]
    return say_reason(
        kind=verdict.kind,
        name=name_criterion(criterion.text, criterion.code),
        looks=verdict.looks,
        seen=verdict.seen,
    )


def _offer(verdict: Verdict, facts: Facts, known: _Known, rulebook: Rulebook) -> Offer | None:
    person_id = known.writers[verdict.writer]
    thanks, version = verdict.kind == "excellent", rulebook.versions[verdict.version]
    if verdict.held or (thanks and not known.thanks.take(person_id, verdict.criterion)):
        return None
    return Offer(
        person_id=person_id,
        rule=version.rule,
        version=version,
        kind=Offer.Kind.THANKS if thanks else Offer.Kind.NOTE,
        audit_id=facts.audit_ids[verdict.audit],
        criterion=rulebook.criteria[verdict.criterion],
        module_code="" if thanks else verdict.module,
        reason=_reason(verdict, rulebook),
        offered_on=verdict.on,
    )


def _store(answer: _Answer) -> list[Assignment]:
    """Write the rows of one answer with a constant number of statements a thousand rows."""
    made = [one for one, _ in answer.assignments]
    Assignment.objects.bulk_create(take_up_again(made), batch_size=LOT)
    Trigger.objects.bulk_create(
        [
            Trigger(assignment=assignment, audit_id=audit_id, position=position)
            for assignment, audits in answer.assignments
            for position, audit_id in enumerate(audits, 1)
        ],
        batch_size=LOT,
    )
    Withheld.objects.bulk_create(answer.withheld, batch_size=LOT, ignore_conflicts=True)
    Offer.objects.bulk_create(answer.offers, batch_size=LOT, ignore_conflicts=True)
    by_verb: dict[str, list[int]] = {}
    for pk, verb in answer.verbs.items():
        by_verb.setdefault(verb, []).append(pk)
    for verb, pks in by_verb.items():
        for lot in in_chunks(pks):
            Finding.objects.filter(pk__in=lot, state="new").update(state=FINDING.after("new", verb))
    return made


def _tell(
    *,
    council_id: int,
    made: list[Assignment],
    counts: Counter[str],
    by: User | None,
    at: datetime.datetime,
) -> None:
    """One line of history for the run and one piece of work to tell those who were asked something."""
    if not counts.total():
        return
    answered = counts.total() - counts["thank"]
    write(
        council=council_id,
        by=by,
        at=at,
        verb="respond",
        noun="finding",
        words=(
            f"Rules answered {plural(answered, 'finding')}: {counts['assign']} assigned, "
            f"{counts['hold']} held, {counts['note']} noted"
        ),
        detail=dict(counts),
    )
    if made:
        plan_next_day(council_id=council_id, at=at)
    for lot in in_chunks(one.pk for one in made):
        announce(
            topic="assignments_made",
            key=f"{lot[0]}-{lot[-1]}",
            payload={"assignment_ids": lot},
            council=council_id,
            at=at,
        )
