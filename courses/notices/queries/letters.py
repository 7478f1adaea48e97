"""One letter in the words of a council: text and HTML from the same paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from academy.people.models import Council, User
from academy.work.registry import Invitation, Letter
from courses.notices.drawing import Paragraph, as_text, fill, fill_line
from courses.notices.kinds import KINDS, SILENCES, Kind
from courses.notices.queries.words import token_of, wants_none, words_of


def compose_notice(
    *,
    council: Council,
    code: str,
    values: Mapping[str, str],
    person: User,
    calendars: tuple[Invitation, ...] = (),
) -> Letter | None:
    """A letter of kind `code` to `person`, with `values` put into the council's words.

    `first_name`, `council` and `help` are filled in here. None when the person ended such letters; those that
    one can end carry the headers by which a mail program ends them with one click (RFC 8058).
    """
    kind = KINDS[code]
    if kind.silence and wants_none(person_id=person.pk, kind=kind.silence):
        return None
    subject, body = words_of(council_id=council.pk, code=code)
    filled = {
        **values,
        "first_name": person.given_name,
        "council": council.name,
        "help": f"{settings.BASE_URL}{reverse('help')}",
    }
    stop = stop_address(person=person, kind=kind)
    paragraphs = fill(body, filled)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(
        subject=fill_line(subject, filled),
        body=say_text(paragraphs, kind=kind, stop=stop),
        html=say_html(paragraphs, subject=fill_line(subject, filled), council=council, kind=kind, stop=stop),
        calendars=calendars,
        headers=headers if stop else {},
    )


def stop_address(*, person: User, kind: Kind) -> str:
    """Where such letters are ended; empty for those that come with a booking."""
    if not kind.silence:
        return ""
    path = reverse("messages_stop", args=[token_of(person_id=person.pk, kind=kind.silence)])
    return f"{settings.BASE_URL}{path}"


def say_text(paragraphs: list[Paragraph], *, kind: Kind, stop: str = "") -> str:
    """The letter as plain text."""
    text = as_text(paragraphs, kind.button)
    if stop:
        text += f"\n\n--\nYou get {SILENCES[kind.silence]}. To stop them, without signing in:\n{stop}"
    return f"{text}\n"


def say_html(
    paragraphs: list[Paragraph], *, subject: str, council: Council, kind: Kind, stop: str = ""
) -> str:
    """The letter as HTML: the same paragraphs, one button, nothing that is loaded from anywhere."""
    return render_to_string(
        "emails/notice.html",
        {
            "subject": subject,
            "council": council.name,
            "paragraphs": paragraphs,
            "button": kind.button,
            "stop": stop,
            "silence": SILENCES.get(kind.silence, ""),
        },
    )
