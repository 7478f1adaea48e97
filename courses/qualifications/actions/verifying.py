"""The internal verifier's part."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import User
from courses.qualifications.actions.moving import lock, move
from courses.qualifications.models import Registration
from courses.qualifications.rules import check_verifier, check_words


@transaction.atomic
def verify_portfolio(
    *, registration: Registration, words: str, by: User, at: datetime.datetime
) -> Registration:
    """The assessor's decisions hold: the portfolio is ready for the assessment centre. `words` say what was
    sampled."""
    row = lock(registration)
    if row.state == "verified" and row.verifier_id == by.pk:
        return row
    check_verifier(registration=row, by=by)
    said = check_words(words, "Say which units you sampled and what you found")
    move(row, "verify", words=f"Portfolio for {row.award.title} verified", said=said, by=by, at=at)
    return row
