"""Writing down what a moderation agreed: beside the auditor's own grade, never over it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from academy.record.models import Entry
from academy.work.actions import announce
from assessments.audits.actions.proving import announce_proof
from assessments.audits.models import GOOD, Audit, Finding, Grade, SectionGrade
from assessments.audits.queries import Judged, judged_as
from assessments.audits.states import FINDING
from assessments.instruments.models import Criterion

LOT = 500
TOPIC = "audits_moderated"
"""News for the loop: {"audit_ids": [id], "criterion_ids": criteria whose grade that counts has changed}."""


@dataclass(frozen=True)
class Agreed:
    """What a moderation changed: ids of criteria, by what became of their findings."""

    changed: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed)


@transaction.atomic
def agree_grades(
    *,
    audit: Audit,
    marks: Mapping[int, int | None],
    overall: int | None,
    by: User | None,
    at: datetime.datetime,
) -> Agreed:
    """Record the agreed grades of one audit and bring its findings into line with what counts now.

    `marks`: criterion id to 1..4, or None to take an agreed grade back; a criterion that is not named keeps
    what was agreed before. `overall` likewise, None takes it back. The auditor's own grades stay as they are.
    Said again, nothing changes and nobody is told; said otherwise, it replaces what was agreed, and the
    history keeps both. The loop hears by the ledger: assignments follow the grade that counts.
    """
    row = Audit.objects.select_for_update(of=("self",)).select_related("batch").get(pk=audit.pk)
    if not row.is_current:
        raise Refused(
            "A newer version of this audit has taken its place. Moderate the newer one.", code="version"
        )
    criteria = _criteria(row, marks)
    before = judged_as(audit=row, criteria=criteria.values())
    said = {pk: marks[pk] for pk in criteria if (before[pk].agreed if pk in before else None) != marks[pk]}
    moved = {pk for pk, agreed in said.items() if _standing(before.get(pk), agreed) != _now(before.get(pk))}
    if not said and row.agreed_overall == overall and row.moderated_on is not None:
        return Agreed()
    _write_grades(row, criteria, said, before)
    entry = _note(row, said, criteria, before, overall, by, at)
    row.agreed_overall, row.moderated_on = overall, timezone.localdate(at)
    row.save(update_fields=["agreed_overall", "moderated_on"])
    agreed = _align_findings(row, [criteria[pk] for pk in sorted(moved)])
    announce_proof(council=row.council, audit_ids=[row.pk], key=f"moderated:{entry.pk}", at=at)
    announce(
        topic=TOPIC,
        key=f"{row.pk}:{entry.pk}",
        payload={"audit_ids": [row.pk], "criterion_ids": sorted(moved)},
        council=row.council_id,
        at=at,
    )
    return agreed


@transaction.atomic
def carry_agreed(*, replaced: Mapping[int, int]) -> None:
    """A newer version of a moderated audit keeps what was agreed, wherever the auditor's grade is the same.

    `replaced`: id of the newer version to that of the one it replaces. Findings follow. A grade
    that the auditor has changed since stands as it came: nobody has moderated it.
    """
    new_of = {old: new for new, old in replaced.items()}
    for start in range(0, len(new_of), LOT):
        lot = list(new_of)[start : start + LOT]
        moderated = Audit.objects.filter(pk__in=lot, moderated_on__isnull=False)
        for old in moderated.order_by("pk"):
            new = Audit.objects.select_related("batch").get(pk=new_of[old.pk])
            criteria = list(Criterion.objects.filter(instrument_id=new.instrument_id).order_by("position"))
            kept = judged_as(audit=old, criteria=criteria)
            now = judged_as(audit=new, criteria=criteria)
            moved = []
            for one in criteria:
                was, mark = kept.get(one.pk), now.get(one.pk)
                if was is None or mark is None or was.agreed is None or mark.grade != was.grade:
                    continue
                type(mark).objects.filter(pk=mark.pk).update(agreed=was.agreed)
                moved.append(one)
            if new.overall == old.overall:
                new.agreed_overall = old.agreed_overall
            new.moderated_on = old.moderated_on
            new.save(update_fields=["agreed_overall", "moderated_on"])
            _align_findings(new, moved)


def _criteria(audit: Audit, marks: Mapping[int, int | None]) -> dict[int, Criterion]:
    """The criteria that were named, in reading order. Refuses what is not one, and what is no grade."""
    found = {
        one.pk: one
        for one in Criterion.objects.filter(pk__in=list(marks), instrument_id=audit.instrument_id).order_by(
            "position"
        )
    }
    if len(found) != len(marks):
        raise Refused("One of these criteria is not part of this audit.", code="criterion")
    if any(grade is not None and grade not in range(1, 5) for grade in marks.values()):
        raise Refused("A grade is one of four: inadequate to outstanding.", code="grade")
    return found


def _now(grade: Judged | None) -> int | None:
    return grade.standing if grade is not None else None


def _standing(grade: Judged | None, agreed: int | None) -> int | None:
    """What counts once this is agreed."""
    return agreed if agreed is not None else (grade.grade if grade is not None else None)


def _write_grades(
    audit: Audit,
    criteria: Mapping[int, Criterion],
    said: Mapping[int, int | None],
    before: Mapping[int, Judged],
) -> None:
    """The agreed grade beside the auditor's; what the auditor did not look at gets a row without theirs."""
    for pk, agreed in said.items():
        if pk in before:
            type(before[pk]).objects.filter(pk=before[pk].pk).update(agreed=agreed)
        elif agreed is None:
            continue
        elif criteria[pk].kind == Criterion.Kind.SECTION:
            SectionGrade.objects.create(audit=audit, section=criteria[pk].section, grade=None, agreed=agreed)
        else:
            Grade.objects.create(audit=audit, criterion_id=pk, grade=None, agreed=agreed)


def _align_findings(audit: Audit, criteria: Sequence[Criterion]) -> Agreed:
    """A mark that is good now has no finding any more, one that fell below has one; what is settled stays."""
    changed = [one.pk for one in criteria]
    marks = judged_as(audit=audit, criteria=criteria)
    known = {one.criterion_id: one for one in Finding.objects.filter(audit=audit, criterion__in=changed)}
    history = audit.batch is not None and audit.batch.history_only
    found, withdrawn = [], []
    for pk in changed:
        grade, finding = _now(marks.get(pk)), known.get(pk)
        low = grade if grade is not None and grade < GOOD else None
        if finding is None and low is not None:
            _find(audit, pk, low, "noted" if history else "new")
            found.append(pk)
        elif finding is not None and low is not None:
            if finding.state == "withdrawn":
                finding.state = FINDING.after(finding.state, "restore")
                finding.state = FINDING.after(finding.state, "note") if history else finding.state
                found.append(pk)
            finding.grade = low
            finding.save(update_fields=["grade", "state"])
        elif finding is not None and FINDING.allows(finding.state, "withdraw"):
            finding.state = FINDING.after(finding.state, "withdraw")
            finding.save(update_fields=["state"])
            withdrawn.append(pk)
    return Agreed(tuple(changed), tuple(found), tuple(withdrawn))


def _find(audit: Audit, criterion_id: int, grade: int, state: str) -> None:
    Finding.objects.create(
        council_id=audit.council_id,
        audit=audit,
        criterion_id=criterion_id,
        writer_id=audit.writer_id,
        service_id=audit.service_id,
        team_id=audit.team_id,
        grade=grade,
        found_on=audit.audited_on,
        state=state,
    )


def _note(
    audit: Audit,
    said: Mapping[int, int | None],
    criteria: Mapping[int, Criterion],
    before: Mapping[int, Judged],
    overall: int | None,
    by: User | None,
    at: datetime.datetime,
) -> Entry:
    """One line of history: what was agreed, and what had been agreed before."""
    return write(
        council=audit.council_id,
        by=by,
        at=at,
        verb="moderate",
        obj=audit,
        about=audit.writer_id,
        words=_words(audit, said, criteria, overall),
        detail={
            "agreed": {criteria[pk].code: agreed for pk, agreed in said.items()},
            "agreed_before": {criteria[pk].code: before[pk].agreed if pk in before else None for pk in said},
            "overall": overall,
            "overall_before": audit.agreed_overall,
        },
    )


def _words(
    audit: Audit, said: Mapping[int, int | None], criteria: Mapping[int, Criterion], overall: int | None
) -> str:
    """A sentence for the history."""
    words = dict(Audit._meta.get_field("overall").flatchoices)
    parts = [
        f"{criteria[pk].code} {words[agreed].lower() if agreed else 'as the auditor gave it'}"
        for pk, agreed in said.items()
    ]
    if overall != audit.agreed_overall:
        parts.append(f"overall {words[overall].lower() if overall else 'as the auditor gave it'}")
    return f"Moderated: {', '.join(parts) or 'the grades stay as they are'}"[:400]
