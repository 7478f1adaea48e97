"""Asking for recognition of what was learnt elsewhere, and deciding it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from competencies.evidence.actions import add_evidence
from competencies.evidence.models import Evidence
from courses.pages.models import ModulePage
from courses.pathways.actions.exemptions import exempt
from courses.pathways.models import Exemption, PriorLearning
from courses.pathways.rules.permits import check_decision, check_exemptible, check_words
from courses.pathways.states import PRIOR_LEARNING

NOT_ALLOWED = "Only a practice development lead decides what is recognised."
PAGE = "/me/prior-learning/"


def request_recognition(
    *, did: str, brings: str, modules: Collection[str], key: uuid.UUID, by: User, at: datetime.datetime
) -> PriorLearning:
    """Ask that prior learning counts for some modules. The same `key` twice is one request."""
    if not modules:
        raise Refused("Choose at least one module.", code="modules")
    check_exemptible(modules)
    try:
        with transaction.atomic():
            row, made = PriorLearning.objects.get_or_create(
                person=by,
                key=key,
                defaults={"did": did, "brings": brings, "modules": sorted(modules), "asked_at": at},
            )
            if made:
                _note(row, "ask", f"Asked that prior learning counts for {', '.join(row.modules)}", by, at)
    except IntegrityError:
        raise Refused(
            "You have asked already and the decision is still to come. Take that request back if you want to "
            "ask for something else.",
            code="open",
        ) from None
    return row


@transaction.atomic
def take_back_request(*, request: PriorLearning, by: User, at: datetime.datetime) -> PriorLearning:
    """The person no longer asks."""
    row = _lock(request.pk)
    if row.person_id != by.pk:
        raise Refused("This is not your request.", code="not_allowed")
    row.state = PRIOR_LEARNING.after(row.state, "take_back")
    row.save(update_fields=["state"])
    _note(row, "take back", "Took back the request about prior learning", by, at)
    return row


@transaction.atomic
def decide_recognition(
    *,
    request: PriorLearning,
    recognised: Collection[str],
    reason: str,
    by: User,
    at: datetime.datetime,
) -> PriorLearning:
    """Recognise all, some or none of the modules that were named, with a reason.

    What is recognised exempts from the module and is evidence of kind RPL for what the module teaches.
    """
    if not can(by, "run_pathways", request):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    if request.person_id == by.pk:
        raise Refused("This is your own request. Somebody else decides it.", code="own")
    said = check_words(reason)
    row = _lock(request.pk)
    row.state = PRIOR_LEARNING.after(row.state, check_decision(row.modules, recognised))
    row.decided_by, row.decided_at, row.decision = by, at, said
    row.recognised = sorted(recognised)
    row.save(update_fields=["state", "decided_by", "decided_at", "decision", "recognised"])
    check_exemptible(row.recognised)
    for code in row.recognised:
        exempt(
            person=row.person,
            module_code=code,
            basis=Exemption.Basis.PRIOR_LEARNING,
            reason=said,
            prior_learning=row,
            by=by,
            at=at,
        )
    _show(row, by, at)
    _note(row, "decide", f"Prior learning: {row.get_state_display().lower()}", by, at)
    return row


def _show(row: PriorLearning, by: User, at: datetime.datetime) -> None:
    """Evidence for the competencies of the recognised modules, once each."""
    taught = _competencies(row.person.council_id, row.recognised)
    if taught:
        add_evidence(
            person=row.person,
            competency_codes=taught,
            kind=Evidence.Kind.PRIOR_LEARNING,
            shown_on=timezone.localdate(row.decided_at),
            source_label=f"Recognised prior learning for {', '.join(row.recognised)}"[:200],
            source_path=PAGE,
            source_key=f"prior_learning:{row.pk}",
            by=by,
            at=at,
        )


def _competencies(council_id: int, codes: Iterable[str]) -> list[str]:
    """What these modules of the council teach, in order, each once."""
    rows = ModulePage.objects.filter(council_id=council_id, code__in=list(codes)).order_by("path")
    return list(dict.fromkeys(code for page in rows for code in page.competencies))


def _lock(pk: int) -> PriorLearning:
    return PriorLearning.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)


def _note(row: PriorLearning, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=by.council_id, by=by, at=at, verb=verb, obj=row, about=row.person_id, words=words[:400])
