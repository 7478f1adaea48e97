"""How far auditors agree: each auditor, each criterion, and the council."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from django.core.cache import cache
from django.db.models import Count, Max

from academy.people.models import User
from assessments.audits.models import Audit, Grade
from assessments.calibration.agreement import Agreement, Estimate, agreement_of, share
from assessments.calibration.models import Recalibration
from assessments.calibration.queries.pairs import Compared, auditor_key, compared, once
from assessments.calibration.registry import JudgingTerms, licences_of
from assessments.calibration.severity import Severity, severities_of
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT

KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class AuditorFigures:
    """One auditor. `name` is what the reader may know; `agreement` says nothing below ten grades."""

    key: str
    person_id: int | None
    name: str
    agreement: Agreement
    sources: Mapping[str, int]
    severity: Severity
    licensed_until: datetime.date | None
    compared_on: datetime.date | None
    recalibration: Recalibration | None = None

    @property
    def direction(self) -> str:
        """`lenient`, `harsh` or `even`, by all their audits; empty where there are too few."""
        return self.severity.direction

    def as_row(self) -> dict[str, Any]:
        """Plain data, for the command."""
        figures = self.agreement.as_row()
        estimate = self.severity.estimate
        return {
            "auditor": self.name,
            "n": self.agreement.n,
            "sources": dict(self.sources),
            **{name: figures[name] for name in ("exact", "within_one", "kappa", "ac2")},
            "table": figures["table"],
            "audits": self.severity.audits,
            "severity": estimate.as_row() if estimate else None,
            "direction": self.direction,
            "licence": {
                "until": self.licensed_until.isoformat() if self.licensed_until else None,
                "last_compared": self.compared_on.isoformat() if self.compared_on else None,
                "recalibration_due": (
                    self.recalibration.due_on.isoformat() if self.recalibration is not None else None
                ),
            },
        }


@dataclass(frozen=True)
class CriterionFigures:
    """One criterion. `ambiguity` is the share of grades that differ, with its interval; None below ten."""

    code: str
    text: str
    agreement: Agreement
    ambiguity: Estimate | None

    def as_row(self) -> dict[str, Any]:
        """Plain data, for the command."""
        return {
            "criterion": self.code,
            "n": self.agreement.n,
            "ambiguity": self.ambiguity.as_row() if self.ambiguity else None,
        }


@dataclass(frozen=True)
class CouncilFigures:
    """All of it. Auditors by name; criteria by ambiguity, those with too few grades last."""

    auditors: tuple[AuditorFigures, ...]
    criteria: tuple[CriterionFigures, ...]
    total: Agreement
    sources: Mapping[str, int] = field(default_factory=dict)

    def as_row(self) -> dict[str, Any]:
        """Plain data, for the command."""
        return {
            "auditors": [one.as_row() for one in self.auditors],
            "criteria": [one.as_row() for one in self.criteria],
            "council": {**self.total.as_row(), "sources": dict(self.sources)},
        }


def is_outside(agreement: Agreement, terms: JudgingTerms | None) -> bool:
    """Fewer within one grade than the council asks for, out of as many grades as it asks for."""
    if terms is None or agreement.within_one is None or agreement.n < terms.least:
        return False
    return round(agreement.within_one.value, 9) < terms.within_one


def council_figures(*, council_id: int, today: datetime.date) -> CouncilFigures:
    """Everything about a council. The caller has asked who may see it. A constant number of queries."""
    rows = compared(council_id=council_id)
    everybody = severities(council_id=council_id)
    by_auditor: dict[str, list[Compared]] = defaultdict(list)
    for row in rows:
        by_auditor[row.auditor].append(row)
    keys = sorted({*by_auditor, *everybody})
    people = {int(key) for key in keys if key.isdigit()}
    names = {one.pk: one.get_full_name() for one in User.objects.filter(pk__in=people)}
    licences = licences_of(council_id=council_id, on=today)
    waiting = {row.auditor_id: row for row in Recalibration.objects.filter(auditor__in=people, state="open")}
    auditors = [
        _auditor(key, by_auditor[key], everybody.get(key, Severity(0)), names, licences, waiting)
        for key in keys
    ]
    single = list(once(rows))
    return CouncilFigures(
        auditors=tuple(sorted(auditors, key=lambda one: (one.name.casefold(), one.key))),
        criteria=_criteria(council_id, single),
        total=agreement_of(row.pair for row in single),
        sources=Counter(row.source for row in single),
    )


def own_figures(*, person: User, today: datetime.date) -> tuple[AuditorFigures, tuple[CriterionFigures, ...]]:
    """One's own figures, and one's own agreement on each criterion."""
    rows = [row for row in compared(council_id=person.council_id) if row.person_id == person.pk]
    severity = severities(council_id=person.council_id).get(str(person.pk), Severity(0))
    licences = licences_of(council_id=person.council_id, on=today)
    waiting = {row.auditor_id: row for row in Recalibration.objects.filter(auditor=person, state="open")}
    names = {person.pk: person.get_full_name()}
    figures = _auditor(str(person.pk), rows, severity, names, licences, waiting)
    return figures, _criteria(person.council_id, rows)


def _auditor(
    key: str,
    rows: Sequence[Compared],
    severity: Severity,
    names: Mapping[int, str],
    licences: Mapping[int, datetime.date],
    waiting: Mapping[int, Recalibration],
) -> AuditorFigures:
    person_id = int(key) if key.isdigit() else None
    return AuditorFigures(
        key=key,
        person_id=person_id,
        name=names.get(person_id or 0, "") or key.removeprefix("ref:"),
        agreement=agreement_of(row.pair for row in rows),
        sources=Counter(row.source for row in rows),
        severity=severity,
        licensed_until=licences.get(person_id or 0),
        compared_on=max((row.on for row in rows), default=None),
        recalibration=waiting.get(person_id or 0),
    )


def _criteria(council_id: int, rows: Sequence[Compared]) -> tuple[CriterionFigures, ...]:
    by_code: dict[str, list[Compared]] = defaultdict(list)
    for row in rows:
        by_code[row.criterion].append(row)
    texts = dict(
        Criterion.objects.filter(instrument__council_id=council_id, code__in=list(by_code))
        .order_by("instrument__effective_from", "pk")
        .values_list("code", "text")
    )
    found = []
    for code, some in by_code.items():
        agreement = agreement_of(row.pair for row in some)
        apart = sum(row.against != row.given for row in some)
        ambiguity = share(apart, agreement.n) if agreement.enough else None
        found.append(CriterionFigures(code, texts.get(code, ""), agreement, ambiguity))
    found.sort(key=lambda one: (-(one.ambiguity.value if one.ambiguity else -1), one.code))
    return tuple(found)


def severities(*, council_id: int) -> Mapping[str, Severity]:
    """By auditor, how severe they are by all their plan audits; kept until an audit comes or goes."""
    audits = Audit.objects.filter(council_id=council_id, is_current=True, instrument__code=PLAN_AUDIT)
    audits = audits.filter(writer__isnull=False)
    stamp = audits.aggregate(last=Max("pk"), n=Count("pk"))
    key = f"severity:{council_id}:{stamp['last']}:{stamp['n']}"
    kept: Mapping[str, Severity] | None = cache.get(key)
    if kept is None:
        kept = severities_of(_marks(council_id))
        cache.set(key, kept, KEEP_SECONDS)
    return kept


def _marks(council_id: int) -> pd.DataFrame:
    """Every mark of the council's plan audits as the auditor gave it: never what a panel agreed."""
    audits = Audit.objects.filter(
        council_id=council_id, is_current=True, instrument__code=PLAN_AUDIT, writer__isnull=False
    )
    facts = pd.DataFrame.from_records(
        list(
            audits.values_list(
                "pk", "audited_on", "writer_id", "auditor_id", "auditor_ref", "plan_type"
            ).order_by("pk")
        ),
        columns=["audit", "on", "writer", "person", "ref", "plan_type"],
    )
    marks = pd.DataFrame.from_records(
        list(
            Grade.objects.filter(audit__in=audits, grade__isnull=False).values_list(
                "audit_id", "criterion_id", "grade"
            )
        ),
        columns=["audit", "criterion", "grade"],
    )
    people = facts["person"].astype("Int64")
    facts["auditor"] = [
        auditor_key(None if pd.isna(person) else int(person), ref)
        for person, ref in zip(people, facts["ref"], strict=True)
    ]
    facts["on"] = pd.to_datetime(facts["on"])
    joined = marks.merge(facts[facts["auditor"] != ""], on="audit")
    return joined[["audit", "on", "writer", "auditor", "criterion", "plan_type", "grade"]]


def flagged_auditors(auditor_ids: Sequence[int]) -> dict[int, str]:
    """By auditor, why their audits carry a flag just now; who is missing carries none. One query."""
    rows = Recalibration.objects.filter(state="open", auditor_id__in=list(auditor_ids))
    return {
        row.auditor_id: (
            f"The auditor is calibrating again: {row.within_one:.0%} of {row.pairs} compared grades were "
            "within one grade. The audit counts as it stands."
        )
        for row in rows
    }
