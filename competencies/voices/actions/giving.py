"""A family or a partner answers. No account, no address, no moment finer than the day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from academy.kit.refusals import Refused
from competencies.voices.catalogue import FIELDS
from competencies.voices.models import FeedbackLink, FeedbackRound, Voice
from competencies.voices.queries.links import link_seen


@transaction.atomic
def give_voice(*, token: str, answers: Mapping[str, int | None], comment: str, on: datetime.date) -> None:
    """Keep one voice and use up its link; the same link again keeps nothing more.

    Nothing of it goes into the history: that would tell the moment. Raises Refused when the round does not
    take answers now.
    """
    seen = link_seen(token=token, on=on)
    if seen.state == "used":
        return
    if seen.link is None:
        raise Refused("This link is not one of ours.", code="unknown")
    row = FeedbackRound.objects.select_for_update().get(pk=seen.link.round_id)
    if seen.state != "open" or row.voices.count() >= row.most:
        raise Refused("This form does not take answers any more.", code="closed")
    if FeedbackLink.objects.filter(pk=seen.link.pk, used=False).update(used=True):
        said = {name: answers.get(name) for name in FIELDS}
        Voice.objects.create(round=row, on=on, comment=comment.strip(), **said)
