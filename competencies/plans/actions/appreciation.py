"""Thanking a colleague, and holding up good work with the consent of who wrote it."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from academy.work.actions import post_message
from competencies.plans.models import Exemplar, ThankYou
from competencies.plans.models.appreciation import LONGEST_PASSAGE, LONGEST_THANKS
from competencies.plans.queries.appreciation import colleague_at
from competencies.plans.rules.appreciation import check_asks, check_owner, check_plan_ref, check_thanks
from competencies.plans.rules.words import check_words
from competencies.plans.states import EXEMPLAR

THANKED, CONSENT = "thank_you_received", "exemplar_consent"
ANSWERED = "Answered whether a piece of work may be held up"
"""What the history says of a yes and of a no alike: a no has no consequence."""


@transaction.atomic
def thank_colleague(*, email: str, key: uuid.UUID, words: str, by: User, at: datetime.datetime) -> ThankYou:
    """A few words to a colleague on staff in the same council, found by their work e-mail. Sent once.

    It is not in the history: managers read that, and the receiver decides whether theirs reads this.
    """
    held = ThankYou.objects.filter(by=by, key=key).first()
    if held is not None:
        return held
    if not can(by, "learn"):
        raise Refused("Only people on staff thank colleagues here.", code="who")
    day = timezone.localdate(at)
    to = check_thanks(
        to=colleague_at(email=email, council_id=by.council_id, on=day),
        by=by,
        today=ThankYou.objects.filter(by=by, at__date=day).count(),
    )
    said = check_words(
        field="words", label="What do you thank for", words=words, scanner=scanner_for(council=by.council),
        longest=LONGEST_THANKS,
    )  # fmt: skip
    row = ThankYou.objects.create(person=to, by=by, key=key, words=said, at=at)
    post_message(person=to, template=THANKED, about=f"thanks:{row.pk}", context={"thanks_id": row.pk}, at=at)
    return row


@transaction.atomic
def show_thanks(*, thanks: ThankYou, shown: bool, by: User, at: datetime.datetime) -> ThankYou:
    """The receiver lets whoever leads them read it, or no longer."""
    if thanks.person_id != by.pk:
        raise Refused("Only whoever was thanked decides who reads it.", code="who")
    now = ThankYou.objects.select_for_update().get(pk=thanks.pk)
    if (now.shown_at is not None) != shown:
        now.shown_at = at if shown else None
        now.save(update_fields=["shown_at"])
    return now


@transaction.atomic
def ask_consent(*, person: User, plan_ref: str, why: str, by: User, at: datetime.datetime) -> Exemplar:
    """Ask a writer whether a passage of theirs may be shown to colleagues. Asked once for a plan."""
    check_asks(person=person, by=by)
    ref = check_plan_ref(plan_ref)
    said = check_words(
        field="why", label="What is good about it", words=why, scanner=scanner_for(council=person.council),
        longest=LONGEST_THANKS,
    )  # fmt: skip
    User.objects.select_for_update().get(pk=person.pk)
    held = Exemplar.objects.filter(person=person, plan_ref=ref, state__in=["asked", "given"]).first()
    if held is not None:
        return held
    row = Exemplar.objects.create(person=person, plan_ref=ref, why=said, asked_by=by, asked_at=at)
    _note(row, "ask", "Asked whether a piece of work may be held up", by, at)
    post_message(
        person=person, template=CONSENT, about=f"exemplar:{row.pk}", context={"exemplar_id": row.pk}, at=at
    )
    return row


@transaction.atomic
def give_consent(
    *, exemplar: Exemplar, passage: str, is_named: bool, by: User, at: datetime.datetime
) -> Exemplar:
    """The writer says yes with a passage of their own words, in which nobody can be recognised."""
    now = _lock(exemplar)
    check_owner(now, by=by)
    said = check_words(
        field="passage", label="The passage", words=passage, scanner=scanner_for(council=by.council),
        longest=LONGEST_PASSAGE,
    )  # fmt: skip
    if now.state == "given" and (now.passage, now.is_named) == (said, is_named):
        return now
    now.state = EXEMPLAR.after(now.state, "give")
    now.passage, now.is_named, now.answered_at = said, is_named, at
    now.save()
    _note(now, "answer", ANSWERED, by, at)
    return now


@transaction.atomic
def decline_consent(*, exemplar: Exemplar, by: User, at: datetime.datetime) -> Exemplar:
    """The writer says no. No reason is asked."""
    now = _lock(exemplar)
    check_owner(now, by=by)
    if now.state == "declined":
        return now
    now.state, now.answered_at = EXEMPLAR.after(now.state, "decline"), at
    now.save()
    _note(now, "answer", ANSWERED, by, at)
    return now


@transaction.atomic
def revoke_consent(*, exemplar: Exemplar, by: User, at: datetime.datetime) -> Exemplar:
    """The writer takes consent back at any time: it leaves the list at once, and the passage is gone."""
    now = _lock(exemplar)
    check_owner(now, by=by)
    if now.state == "revoked":
        return now
    now.state, now.ended_at, now.passage = EXEMPLAR.after(now.state, "revoke"), at, ""
    now.save()
    _note(now, "revoke", "Took back that a piece of work is held up", by, at)
    return now


def _lock(exemplar: Exemplar) -> Exemplar:
    return Exemplar.objects.select_for_update(of=("self",)).select_related("person").get(pk=exemplar.pk)


def _note(row: Exemplar, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words)
