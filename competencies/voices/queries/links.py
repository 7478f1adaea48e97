"""What stands behind a link. The token is the right to see it, so no `visible` stands here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from competencies.voices.models import FeedbackLink
from competencies.voices.tokens import hash_of


@dataclass(frozen=True)
class LinkSeen:
    """`state`: unknown, open, used or closed."""

    state: str
    link: FeedbackLink | None = None

    @property
    def audience(self) -> str:
        """Whom the link was made for; for a link that is known."""
        return self.link.round.audience if self.link is not None else ""


def link_seen(*, token: str, on: datetime.date) -> LinkSeen:
    """Whether somebody with this token may answer on a day. A round that is full is closed for everybody."""
    rows = FeedbackLink.objects.select_related("round__person__council")
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None:
        return LinkSeen("unknown")
    if link.used:
        return LinkSeen("used", link)
    asked = link.round
    takes = asked.state == "open" and asked.opens_on <= on <= asked.closes_on
    return LinkSeen("open" if takes and asked.voices.count() < asked.most else "closed", link)
