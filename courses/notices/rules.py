"""What the words of a message must and must not hold: each check refuses in words."""

from __future__ import annotations

import re

from academy.kit.refusals import Refused
from academy.kit.words import listed
from courses.notices.drawing import BUTTON, PLACEHOLDER, names_in
from courses.notices.kinds import Kind

LONGEST_SUBJECT, LONGEST_BODY = 120, 4000


def _said(names: list[str]) -> str:
    return listed([f"{{{name}}}" for name in names])


def check_subject(kind: Kind, subject: str) -> str:
    """A subject, tidied: one line, not too long, with nothing in braces that this message does not know."""
    tidy = " ".join(subject.split())
    if not tidy:
        raise Refused("Subject: say in a few words what the message is about.", code="subject")
    if len(tidy) > LONGEST_SUBJECT:
        raise Refused(f"Subject: make it {LONGEST_SUBJECT} characters or fewer.", code="subject")
    _check_known(kind, tidy, "Subject")
    if "link" in names_in(tidy):
        raise Refused("Subject: a button cannot stand in it. Leave {link} out.", code="subject")
    return tidy


def check_body(kind: Kind, body: str) -> str:
    """A body, tidied: every placeholder known, the necessary ones there, the button alone on its line."""
    tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in body.splitlines())).strip()
    if not tidy:
        raise Refused("Message: write what people are to read.", code="body")
    if len(tidy) > LONGEST_BODY:
        raise Refused(f"Message: make it {LONGEST_BODY:,} characters or fewer.", code="body")
    _check_known(kind, tidy, "Message")
    missing = [name for name in kind.needs if name not in names_in(tidy)]
    if missing:
        raise Refused(
            f"Message: {_said(missing)} must stand in it. Without that people would not know what to do.",
            code="body",
        )
    buttons = names_in(tidy).count("link")
    alone = sum(1 for block in re.split(r"\n\s*\n", tidy) if block.strip() == BUTTON)
    if buttons > 1 or buttons != alone:
        raise Refused(
            "Message: {link} becomes the button. Let it stand once, on a line of its own with an empty line "
            "before and after.",
            code="body",
        )
    return tidy


def _check_known(kind: Kind, words: str, where: str) -> None:
    strangers = sorted({name for name in names_in(words) if name not in kind.known})
    if strangers:
        raise Refused(
            f"{where}: this message does not know {_said(strangers)}. Use those beside the form.",
            code="subject" if where == "Subject" else "body",
        )
    if re.search(r"[{}]", PLACEHOLDER.sub("", words)):
        raise Refused(
            f"{where}: there is a brace too many, or something in braces that is not one of the words beside "
            "the form.",
            code="subject" if where == "Subject" else "body",
        )
