"""The shell around every page: who you are, where you can go, what law is current."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from academy.law.pack import law_as_at
from academy.people.access import Standing, can, standing_of
from academy.people.models import Council, User
from academy.people.roles import ROLES, Right
from courses.assignments.queries import count_waiting_for
from home.hub.queries.offers import count_offers

PRODUCT = "SEND Academy"


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation. `badge` counts what waits for this person, and only that."""

    label: str
    url: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True)
class Shell:
    """What base.html needs. Anonymous visitors get the defaults. `owner` is whose page it is, in a word that
    only the device of that person remembers."""

    council_name: str
    product_name: str = PRODUCT
    owner: str = ""
    user_name: str = ""
    user_role: str = ""
    initials: str = ""
    record_url: str = ""
    nav: list[Place] = field(default_factory=list)
    footer: list[tuple[str, str]] = field(default_factory=list)
    law_as_at: datetime.date | None = None


# Which places each right opens, in the order in which they are read; a page is named once.
PLACES: tuple[tuple[str, str, frozenset[Right]], ...] = (
    ("Loop", "/loop/", frozenset({Right.SEE_COUNCIL, Right.SEE_FIGURES})),
    ("My week", "/me/", frozenset({Right.LEARN})),
    ("My team", "/team/", frozenset({Right.LEAD_TEAM})),
    ("Learning hub", "/hub/", frozenset({Right.PARTNER})),
    ("My bookings", "/hub/bookings/", frozenset({Right.PARTNER})),
    ("Resources", "/hub/resources/", frozenset({Right.PARTNER})),
    ("Practice notes", "/hub/notes/", frozenset({Right.PARTNER})),
    ("Guest page", "/guest/", frozenset({Right.PARTNER})),
    ("My team's loop", "/loop/", frozenset({Right.LEAD_TEAM})),
    ("Audits", "/audits/", frozenset({Right.SEE_COUNCIL, Right.LEAD_TEAM, Right.BRING_IN_AUDITS})),
    ("Learn", "/learn/", frozenset({Right.LEARN})),
    ("Assess", "/assess/", frozenset({Right.MARK_TASKS, Right.REVIEW_ITEMS, Right.MANAGE_PEOPLE})),
    ("Sessions", "/sessions/", frozenset({Right.RUN_SESSIONS})),
    ("People", "/people/", frozenset({Right.MANAGE_PEOPLE})),
    ("My organisation", "/hub/organisation/", frozenset({Right.COORDINATE})),
    ("Write", "/reviews/", frozenset({Right.EDIT_CONTENT})),
    ("Reviews", "/reviews/", frozenset({Right.CHECK_LAW})),
    ("Rules and dates", "/law/", frozenset({Right.LEARN})),
    ("Starters", "/gates/", frozenset({Right.SEE_FIGURES})),
    ("Teams", "/team/", frozenset({Right.SEE_COUNCIL, Right.SEE_FIGURES})),
    ("My record", "/me/record/", frozenset({Right.LEARN})),
)
MOST_PLACES = 7
"""Nobody finds their way among more. My record comes last and stands in everybody's account menu as well."""
WITHIN = {
    "/goals/": "/me/",
    "/supervision/": "/me/",
    "/probation/": "/me/",
    "/thanks/": "/me/",
    "/exemplars/": "/me/",
    "/team/": "/assess/",
    "/law/": "/assess/",
    "/sessions/": "/loop/",
    "/certificates/": "/assess/",
    "/me/certificates/": "/me/record/",
    "/me/levels/": "/me/record/",
    "/me/evidence/": "/me/record/",
    "/me/voices/": "/me/record/",
    "/me/looks/": "/me/record/",
    "/me/qualifications/": "/me/record/",
    "/voices/": "/assess/",
    "/qualifications/": "/assess/",
    "/levels/": "/assess/",
    "/cohorts/": "/assess/",
    "/me/keep/": "/learn/",
    "/handbook/": "/learn/",
    "/hub/": "/learn/",
    "/framework/": "/learn/",
    "/matrix/": "/learn/",
    "/practise/": "/learn/",
    "/sittings/": "/learn/",
    "/tasks/": "/learn/",
    "/pathways/": "/assess/",
    "/sittings/marking/": "/assess/",
    "/sittings/results/": "/assess/",
    "/sittings/extra-time/": "/assess/",
    "/tasks/marking/": "/assess/",
    "/tasks/results/": "/assess/",
    "/tasks/board/": "/assess/",
    "/tasks/new/": "/assess/",
    "/papers/": "/assess/",
    "/gates/": "/assess/",
    "/questions/": "/assess/",
    "/cms/": "/reviews/",
    "/practice/": "/loop/",
}
"""Pages that lie within a place though their address begins with another word."""
FOOTER = (
    ("Accessibility statement", "accessibility"),
    ("Who can see what", "who_sees_what"),
    ("Privacy", "privacy"),
    ("Get help", "help"),
)


@functools.cache
def _footer() -> tuple[tuple[str, str], ...]:
    """The links under every page: the same in every process for as long as it lives."""
    return tuple((label, reverse(name)) for label, name in FOOTER)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the shell for this visitor."""
    return {"shell": build_shell(actor=getattr(request, "user", None), path=request.path)}


def build_shell(*, actor: Any, path: str) -> Shell:
    """The shell for one visitor on one page."""
    footer = list(_footer())
    if not getattr(actor, "is_authenticated", False):
        council = Council.objects.order_by("pk").first()
        return Shell(council.name if council else PRODUCT, footer=footer, law_as_at=law_as_at())
    standing = standing_of(actor)
    titles = [ROLES[code].title for code in standing.roles]
    return Shell(
        council_name=actor.council.name,
        owner=salted_hmac("academy.device", str(actor.pk)).hexdigest()[:16],
        user_name=actor.get_full_name(),
        user_role=", ".join(filter(None, [titles[0] if titles else "", standing.place])),
        initials=actor.initials,
        record_url="/me/record/" if can(actor, "learn") else "/hub/record/" if standing.is_partner else "",
        nav=_places(actor, standing, path),
        footer=footer,
        law_as_at=law_as_at(),
    )


def _places(actor: User, standing: Standing, path: str) -> list[Place]:
    found: dict[str, str] = {}
    for label, url, rights in PLACES:
        if rights & standing.rights:
            found.setdefault(url, label)
    shown = list(found.items())[:MOST_PLACES]
    here = _place_of(path, [url for url, _ in shown])
    badges = _badges(actor, standing)
    return [Place(label, url, current=url == here, badge=badges.get(url, 0)) for url, label in shown]


def _badges(actor: User, standing: Standing) -> dict[str, int]:
    """By place, how much waits there for this person: what is asked of staff, places offered to guests."""
    if can(actor, "learn"):
        return {"/me/": count_waiting_for(person=actor)}
    return {"/hub/bookings/": count_offers(person=actor)} if standing.is_partner else {}


def _place_of(path: str, urls: list[str]) -> str:
    """The place that a page lies in; nothing for a page outside all of them."""
    within = max((start for start in WITHIN if path.startswith(start)), key=len, default="")
    here = max((url for url in urls if path.startswith(url)), key=len, default="")
    return WITHIN[within] if within and len(within) > len(here) else here
