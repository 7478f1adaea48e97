"""A person answers an offer: a note that was read, an example that may or may not be shared."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Offer
from courses.assignments.rules.permits import check_answer_offer

ANSWERS = {
    Offer.Kind.NOTE: {Offer.Answer.SEEN: "Read the note"},
    Offer.Kind.THANKS: {
        Offer.Answer.YES: "Agreed that the example may be shared",
        Offer.Answer.NO: "Does not want the example shared",
    },
}


@transaction.atomic
def answer_offer(*, offer: Offer, answer: str, by: User, at: datetime.datetime) -> Offer:
    """Keep the person's own answer. An example is shared only after a yes; no answer is a no."""
    raise_stamp(council_id=offer.person.council_id)
    now = Offer.objects.select_for_update(of=("self",)).select_related("criterion", "person").get(pk=offer.pk)
    check_answer_offer(now)
    words = {str(key): said for key, said in ANSWERS[Offer.Kind(now.kind)].items()}.get(answer)
    if words is None:
        raise Refused("Choose one of the answers.", code="answer")
    now.answer, now.answered_at = answer, at
    now.save(update_fields=["answer", "answered_at"])
    write(
        council=now.person.council_id,
        by=by,
        at=at,
        verb="answer",
        obj=now,
        about=now.person_id,
        words=f"{words} on {now.criterion.code}",
    )
    return now
