"""What is done to people as people, whatever they hold: ending their sessions."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(*, people: Collection[int]) -> int:
    """Signs these people out everywhere, now. Returns how many sessions ended.

    Sessions carry their person inside, so all that are still open are read; there is one a signed-in browser.
    """
    wanted = {str(pk) for pk in people}
    if not wanted:
        return 0
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=500)
        if session.get_decoded().get(SESSION_KEY) in wanted
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
