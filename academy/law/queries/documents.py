"""A timeline as one JSON document, for other programs and for the record of a case."""

from __future__ import annotations

from typing import Any

from academy.law.clauses import Pack
from academy.law.queries.timelines import Answer, Due, Timeline


def timeline_document(timeline: Timeline) -> dict[str, Any]:
    """Everything the page shows, with keys that stay."""
    pack = timeline.pack
    return {
        "pack": {
            "name": pack.slug,
            "title": pack.name,
            "version": pack.version,
            "law_as_at": pack.law_as_at.isoformat(),
            "law_status": _law_status(pack.status),
        },
        "events": [
            {"event": key, "label": pack.events[key].label, "date": day.isoformat()}
            for key, day in timeline.events.items()
        ],
        "dates": [_due(due, pack) for due in timeline.dues],
        "refused_exceptions": [_answer(answer) for answer in timeline.refused],
        "notes": list(timeline.notes),
        "calendar": {"name": pack.calendar.name, "source": pack.calendar.source},
    }


def _law_status(status: str) -> str:
    return "proposal" if status == "proposal" else "current law"


def _due(due: Due, pack: Pack) -> dict[str, Any]:
    rule = due.rule
    return {
        "rule": rule.code,
        "key": due.clause.key,
        "date": due.date.isoformat(),
        "weekday": f"{due.date:%A}",
        "step": rule.step,
        "task": due.clause.task,
        "who": due.clause.who,
        "kind": due.clause.kind,
        "event": due.event,
        "started": due.started.isoformat(),
        "limit": rule.limit,
        "source": rule.source,
        "references": [
            {"key": key, "citation": pack.references[key].citation, "address": pack.references[key].address}
            for key in rule.law
        ],
        "basis": due.basis,
        "law_status": _law_status(rule.status),
        "source_checked": rule.source_checked,
        "effective_from": rule.effective_from.isoformat(),
        "effective_until": rule.effective_until.isoformat() if rule.effective_until else None,
        "safe_day": due.safe.isoformat() if due.safe else None,
        "safe_day_because": due.safe_words,
        "explanation": list(due.steps),
        "exceptions": [_answer(answer) for answer in due.answers],
        "sources_disagree": [
            {"point": point.point, "better": point.better, "other": point.other} for point in due.disputes
        ],
        "open_questions": list(rule.questions),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "ground": answer.ground.key,
        "title": answer.ground.title,
        "source": answer.source or None,
        "may_apply": answer.fits,
        "because": list(answer.reasons),
    }
