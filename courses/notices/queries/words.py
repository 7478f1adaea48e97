"""Which words count, and who ended which messages."""

from __future__ import annotations

from django.core import signing

from academy.people.models import User
from courses.notices.kinds import SILENCES, our_words
from courses.notices.models import Silence, Wording

SALT = "courses.notices.silence"


def words_of(*, council_id: int, code: str) -> tuple[str, str]:
    """Subject and body that count for a council now. One query."""
    newest = Wording.objects.filter(council_id=council_id, code=code).order_by("-number").first()
    if newest is None or newest.ours:
        return our_words(code)
    return newest.subject, newest.body


def token_of(*, person_id: int, kind: str) -> str:
    """The signed token by which a reader ends a kind of message without signing in. It never runs out: an old
    letter must still be able to end the new ones."""
    return signing.dumps([person_id, kind], salt=SALT)


def reader_of_token(token: str) -> tuple[User, str] | None:
    """Whom a token names, and which kind; None for one that we did not sign. The token is the right to end
    the messages, so no `visible` stands here."""
    try:
        found = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    match found:
        case [int(person_id), str(kind)] if kind in SILENCES:
            person = User.objects.filter(pk=person_id).first()
            return None if person is None else (person, kind)
    return None


def wants_none(*, person_id: int, kind: str) -> bool:
    """Whether somebody ended this kind of message."""
    return Silence.objects.filter(person_id=person_id, kind=kind, wanted=True).exists()
