"""Feedback that was asked about, grades that are queried, cases of panels, and a plan to seed."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from assessments.audits.models import Audit
from assessments.moderation.models import AgreedMark, Case, GradeQuery, Reply, ReplyMessage
from tests.factories.assessments import AuditFactory
from tests.factories.auditing import ListedPlanFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _side(things: Any, name: str) -> Any:
    return things.world.second if name == "foreigner" else things.world.home


def _audit(things: Any, name: str, ref: str) -> Audit:
    person = _side(things, name).people["coordinator" if name == "foreigner" else name]
    audit = Audit.objects.filter(writer=person, ref=f"{ref}-{person.pk}").first()
    if audit is None:
        audit = AuditFactory(writer=person, ref=f"{ref}-{person.pk}", grades={"F3": 1}, findings=False)
    return audit


def _reply(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        audit, today = _audit(things, name, "MOD"), timezone.localdate()
        reply, made = Reply.objects.get_or_create(
            audit=audit,
            defaults={"state": "asked", "given_on": today, "until": today + datetime.timedelta(days=14)},
        )
        if made:
            ReplyMessage.objects.create(
                reply=reply, by=audit.writer, key=uuid.uuid4(), text="Which one?", at=timezone.now()
            )
        return {"pk": reply.pk}

    return make


def _feedback(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        _query(name)(things)
        return {"pk": _audit(things, name, "MOD").pk}

    return make


def _query(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        reply = Reply.objects.get(pk=_reply(name)(things)["pk"])
        mark = reply.audit.grades.get()
        row, _ = GradeQuery.objects.get_or_create(
            reply=reply,
            criterion=mark.criterion,
            defaults={"reason": "It stands on page four", "asked_at": timezone.now()},
        )
        return {"pk": row.pk}

    return make


def _case(name: str, state: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        _query(name)(things)
        audit = _audit(things, name, "MOD" if state == "waiting" else "DONE")
        by = _side(things, name).people["qa"]
        ended = {"concluded_by": by, "concluded_at": timezone.now(), "learning": "Say the amount"}
        row, made = Case.objects.get_or_create(
            audit=audit,
            state=state,
            defaults={
                "council_id": audit.council_id,
                "plan_ref": audit.plan_ref,
                "why": "disputed",
                "opened_at": timezone.now(),
                **(ended if state == "concluded" else {}),
            },
        )
        if made and state == "concluded":
            criterion = audit.grades.get().criterion
            AgreedMark.objects.create(case=row, criterion=criterion, original=1, grade=3, reason="Page four")
        return {"pk": row.pk}

    return make


def _plan(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        return {"pk": ListedPlanFactory(writer=side.people["stranger"]).pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "seedable_of_home": _plan("home"),
    "seedable_of_second": _plan("second"),
}
"""Things of the matrix by name."""
for _name in OWNERS:
    THINGS |= {
        f"reply_of_{_name}": _reply(_name),
        f"replied_of_{_name}": _feedback(_name),
        f"query_of_{_name}": _query(_name),
        f"case_of_{_name}": _case(_name, "waiting"),
        f"concluded_of_{_name}": _case(_name, "concluded"),
    }
