"""Whose hub somebody came to: that of their own council, or that of the council whose address they called."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from academy.people.models import Council
from courses.library.models import HubIndexPage
from courses.sessions.queries.public import served_council


@dataclass(frozen=True)
class Hub:
    """The front of the hub. `look_for` are (audience or nothing, words) that its editors offer to try."""

    council: Council
    intro: str = ""
    look_for: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()

    def offered_to(self, audiences: frozenset[str]) -> list[str]:
        """Searches for people of these audiences first, then those for everybody; five at most."""
        own = [words for code, words in self.look_for if code in audiences]
        return [*own, *(words for code, words in self.look_for if not code)][:5]


def council_here(request: HttpRequest) -> Council | None:
    """The council of whoever is signed in, or the one whose site this is; None before one is founded."""
    return served_council(actor=request.user, host=request.get_host().partition(":")[0])


def hub_here(request: HttpRequest) -> Hub | None:
    """The hub that was called up. A council without a shelf yet has its sessions all the same."""
    council = council_here(request)
    if council is None:
        return None
    page = HubIndexPage.objects.filter(council=council, live=True).first()
    if page is None:
        return Hub(council)
    return Hub(council, page.intro, tuple(map(_parted, page.look_for)), tuple(page.modules))


def _parted(line: str) -> tuple[str, str]:
    """A line of the editor: with or without the code of an audience."""
    code, colon, words = line.partition(":")
    return (code.strip(), words.strip()) if colon else ("", line.strip())
