"""E-mail addresses and the organisations they belong to. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from academy.kit.refusals import Refused

FREE_MAIL = frozenset(
    """
    aol.com aol.co.uk blueyonder.co.uk btinternet.com btopenworld.com duck.com email.com fastmail.com
    gmail.com gmx.com gmx.co.uk gmx.net googlemail.com hotmail.com hotmail.co.uk hushmail.com icloud.com
    live.com live.co.uk mac.com mail.com mailinator.com me.com msn.com ntlworld.com o2.co.uk orange.net
    outlook.com outlook.co.uk pm.me proton.me protonmail.com rocketmail.com sky.com talktalk.net
    tiscali.co.uk tutanota.com tuta.com virginmedia.com virgin.net yahoo.com yahoo.co.uk yandex.com
    ymail.com zoho.com
    """.split()
)
"""Endings of addresses that anybody can have: they say nothing about where somebody works."""
SHAPE = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def domain_of(email: str) -> str:
    """What stands after the last @, in small letters."""
    return email.rpartition("@")[2].strip().lower()


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address that ends like this."""
    return any(domain == free or domain.endswith(f".{free}") for free in FREE_MAIL)


def read_domain(words: str) -> str:
    """An ending of addresses as somebody typed it.

    Raises Refused for one that cannot be an organisation's.
    """
    name = words.strip().lower().removeprefix("@")
    if len(name) > 120 or not SHAPE.fullmatch(name):
        raise Refused("Write what stands after the @, such as oakfield.example.", code="bad_domain")
    if is_free_mail(name):
        raise Refused(
            "Anybody can have an address there, so it cannot show where somebody works. Invite these people "
            "one by one instead.",
            code="free_mail",
        )
    return name


def fits(email: str, domains: Collection[str]) -> bool:
    """Whether an address is an organisation's. An ending that anybody can have never is."""
    domain = domain_of(email)
    return domain in domains and not is_free_mail(domain)
