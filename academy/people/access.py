"""The one place that decides who may see and do what.

Models state how their rows reach a council and a person (`reach`). Here stands, for every kind of
information and every act, which right carries how far: to oneself, to the people one leads, or to the
whole council. Views, exports, e-mails and counts all ask `visible` or `can`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from academy.people.models import Affiliation, Post, User
from academy.people.roles import ROLES, Right

M = TypeVar("M", bound=Model)


class Scope(IntEnum):
    """How far a right carries."""

    NONE = 0
    OWN = 1
    TEAM = 2
    COUNCIL = 3


L, T, C, F = Right.LEARN, Right.LEAD_TEAM, Right.SEE_COUNCIL, Right.SEE_FIGURES
_RESULTS = {L: Scope.OWN, T: Scope.TEAM, C: Scope.COUNCIL}
_LOOP = {**_RESULTS, F: Scope.COUNCIL}

SEES: dict[str, dict[Right, Scope]] = {
    "person": {
        L: Scope.OWN,
        Right.PARTNER: Scope.OWN,
        T: Scope.TEAM,
        C: Scope.COUNCIL,
        Right.MANAGE_PEOPLE: Scope.COUNCIL,
    },
    "post": {L: Scope.OWN, T: Scope.TEAM, C: Scope.COUNCIL, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "absence": {L: Scope.OWN, T: Scope.TEAM, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "affiliation": {Right.PARTNER: Scope.OWN, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "team": {L: Scope.COUNCIL},
    "organisation": {Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "staff_file": {Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "history": {L: Scope.OWN, T: Scope.TEAM, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "audit": _RESULTS,
    "finding": _LOOP,
    "assignment": _LOOP,
    "offer": {L: Scope.OWN},
    "content": {L: Scope.COUNCIL, Right.EDIT_CONTENT: Scope.COUNCIL},
    "completion": _RESULTS,
    "learning": {L: Scope.OWN},
    "shared_reflection": {L: Scope.OWN, T: Scope.TEAM},
    "shadowing": {L: Scope.OWN, T: Scope.TEAM},
    "cohort": {L: Scope.COUNCIL},
    "membership": {**_RESULTS, Right.RUN_COHORTS: Scope.COUNCIL},
    "certificate": _RESULTS,
    "exemption": _RESULTS,
    "prior_learning": {L: Scope.OWN, Right.RUN_PATHWAYS: Scope.COUNCIL},
    "path": {L: Scope.OWN, T: Scope.TEAM, Right.RUN_PATHWAYS: Scope.COUNCIL},
    "licence": {**_RESULTS, Right.RUN_COHORTS: Scope.COUNCIL},
    "gate_result": _RESULTS,
    "time_away": {L: Scope.OWN, Right.RUN_COHORTS: Scope.COUNCIL},
    "asked": _RESULTS,
    "page_read": _RESULTS,
    "requirement": {L: Scope.COUNCIL},
    "evidence": _RESULTS,
    "batch": {Right.BRING_IN_AUDITS: Scope.COUNCIL},
    "mapping": {Right.BRING_IN_AUDITS: Scope.COUNCIL},
    "reaudit": {Right.KEEP_SAMPLE: Scope.COUNCIL},
    "item": {L: Scope.COUNCIL},
    "item_review": {Right.EDIT_CONTENT: Scope.COUNCIL, Right.REVIEW_ITEMS: Scope.COUNCIL},
    "paper": {L: Scope.COUNCIL},
    "late_answer": {L: Scope.OWN, Right.SET_PAPERS: Scope.COUNCIL, Right.RUN_MARKING: Scope.COUNCIL},
    "arrangement": {L: Scope.OWN, Right.SET_PAPERS: Scope.COUNCIL, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "result": {L: Scope.OWN, T: Scope.TEAM},
    "task": {L: Scope.COUNCIL},
    "submission": {L: Scope.OWN},
    "marking": {L: Scope.OWN, Right.RUN_MARKING: Scope.COUNCIL},
    "task_result": _RESULTS,
    "to_mark": {L: Scope.OWN, Right.MARK_TASKS: Scope.COUNCIL},
    "review": {
        Right.EDIT_CONTENT: Scope.COUNCIL,
        Right.CHECK_LAW: Scope.COUNCIL,
        Right.PARTNER: Scope.OWN,
    },
    "rule": {L: Scope.COUNCIL},
    "framework": {L: Scope.COUNCIL},
    "law_change": {L: Scope.COUNCIL},
    "law_check": {Right.EDIT_CONTENT: Scope.COUNCIL},
    "instrument": {L: Scope.COUNCIL},
}
"""Which right shows which kind of information, and how far. A kind that is missing is seen by nobody."""

DOES: dict[str, dict[Right, Scope]] = {
    "learn": {L: Scope.OWN},
    "see_name": {L: Scope.OWN, T: Scope.TEAM, C: Scope.COUNCIL, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "see_loop": {T: Scope.TEAM, C: Scope.COUNCIL, F: Scope.COUNCIL},
    "see_effect": {T: Scope.COUNCIL, C: Scope.COUNCIL, F: Scope.COUNCIL},
    "bring_in_audits": {Right.BRING_IN_AUDITS: Scope.COUNCIL},
    "approve_audits": {Right.BRING_IN_AUDITS: Scope.COUNCIL},
    "keep_sample": {Right.KEEP_SAMPLE: Scope.COUNCIL},
    "answer_finding": {L: Scope.OWN},
    "decide_cause": {Right.DECIDE_CAUSE: Scope.COUNCIL},
    "waive_assignment": {T: Scope.TEAM, Right.DECIDE_CAUSE: Scope.COUNCIL},
    "decide_coaching": {T: Scope.TEAM, Right.DECIDE_CAUSE: Scope.COUNCIL},
    "keep_rules": {Right.KEEP_RULES: Scope.COUNCIL},
    "edit_content": {Right.EDIT_CONTENT: Scope.COUNCIL},
    "check_law": {Right.CHECK_LAW: Scope.COUNCIL},
    "help_write": {Right.PARTNER: Scope.OWN},
    "keep_law": {Right.EDIT_CONTENT: Scope.COUNCIL},
    "keep_bank": {Right.EDIT_CONTENT: Scope.COUNCIL},
    "review_items": {Right.REVIEW_ITEMS: Scope.COUNCIL},
    "set_papers": {Right.SET_PAPERS: Scope.COUNCIL},
    "decide_late": {Right.SET_PAPERS: Scope.COUNCIL, Right.RUN_MARKING: Scope.COUNCIL},
    "grant_time": {Right.SET_PAPERS: Scope.COUNCIL, Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "see_item_figures": {Right.EDIT_CONTENT: Scope.COUNCIL, Right.SET_PAPERS: Scope.COUNCIL},
    "mark_tasks": {Right.MARK_TASKS: Scope.COUNCIL},
    "audit_tasks": {Right.AUDIT: Scope.COUNCIL},
    "run_marking": {Right.RUN_MARKING: Scope.COUNCIL},
    "see_marking_counts": {Right.RUN_MARKING: Scope.COUNCIL, F: Scope.COUNCIL},
    "manage_people": {Right.MANAGE_PEOPLE: Scope.COUNCIL},
    "run_cohorts": {Right.RUN_COHORTS: Scope.COUNCIL},
    "revoke_certificates": {Right.REVOKE_CERTIFICATES: Scope.COUNCIL},
    "run_pathways": {Right.RUN_PATHWAYS: Scope.COUNCIL},
    "put_on_path": {T: Scope.TEAM, Right.RUN_PATHWAYS: Scope.COUNCIL},
    "open_gate": {T: Scope.TEAM, Right.OPEN_GATES: Scope.COUNCIL},
    "see_gates": {T: Scope.TEAM, C: Scope.COUNCIL, F: Scope.COUNCIL},
    "lead_team": {T: Scope.TEAM},
    "ask_person": {T: Scope.TEAM, Right.KEEP_RULES: Scope.COUNCIL},
    "keep_matrix": {Right.KEEP_RULES: Scope.COUNCIL},
    "see_standing": {T: Scope.TEAM, C: Scope.COUNCIL, F: Scope.COUNCIL},
}
"""Which right lets somebody do what, and to whose things."""


@dataclass(frozen=True)
class Standing:
    """What somebody holds today: read once a request, never kept in the session."""

    council_id: int
    roles: tuple[str, ...]
    rights: frozenset[Right]
    teams: frozenset[int]
    led_teams: frozenset[int]
    place: str

    @property
    def is_partner(self) -> bool:
        """A guest: holds partner rights and no council role."""
        return Right.PARTNER in self.rights and Right.LEARN not in self.rights


def standing_of(person: User, day: datetime.date | None = None) -> Standing:
    """The roles, rights and teams that `person` holds on `day` (today unless given); cached on them."""
    cached: Standing | None = getattr(person, "_standing", None)
    if cached is not None and day is None:
        return cached
    on = day or timezone.localdate()
    posts = _posts(person, on)
    guests = [] if posts else _affiliations(person, on)
    roles = tuple(role for role, *_ in posts or guests)
    standing = Standing(
        council_id=person.council_id,
        roles=roles,
        rights=frozenset(right for code in roles for right in ROLES[code].rights),
        teams=frozenset(team_id for _, team_id, _ in posts),
        led_teams=frozenset(team_id for role, team_id, _ in posts if Right.LEAD_TEAM in ROLES[role].rights),
        place=posts[0][2] if posts else (guests[0][1] if guests else ""),
    )
    if day is None:
        person._standing = standing  # type: ignore[attr-defined]
    return standing


POSTS = """
    SELECT post.role, post.team_id, team.name
    FROM academy_post post JOIN academy_team team ON team.id = post.team_id
    WHERE post.person_id = %s AND post.starts_on <= %s AND (post.ends_on IS NULL OR post.ends_on >= %s)
    ORDER BY post.starts_on, post.id
"""
"""The posts of one person that are open on a day, as `open_on` has it. In SQL by hand: it is asked with every
request, and the ORM takes three times as long to word it as the database to answer."""


def _posts(person: User, on: datetime.date) -> list[tuple[str, int, str]]:
    """Role, team and its name of each post that somebody holds on a day."""
    with connection.cursor() as cursor:
        cursor.execute(POSTS, [person.pk, on.isoformat(), on.isoformat()])
        return cursor.fetchall()


def _affiliations(person: User, on: datetime.date) -> list[tuple[str, str]]:
    """Role and organisation of each affiliation that a guest holds on a day."""
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = Affiliation.objects.filter(open_then, person=person, starts_on__lte=on).order_by("pk")
    return list(rows.values_list("role", "organisation__name"))


def has_standing(person: User) -> bool:
    """Whether the person may be signed in at all today: active, and holding a post or an affiliation."""
    return person.is_active and bool(standing_of(person).roles)


def _widest(standing: Standing, table: dict[Right, Scope]) -> Scope:
    return max((scope for right, scope in table.items() if right in standing.rights), default=Scope.NONE)


def people_led_by(actor: User) -> QuerySet[Post, int]:
    """Ids of those whom the actor leads today: open posts in their teams or under their line."""
    led = standing_of(actor).led_teams
    return (
        Post.objects.open_on(timezone.localdate())
        .filter(Q(team_id__in=led) | Q(manager=actor), person__council_id=actor.council_id)
        .values_list("person_id", flat=True)
    )


def scope_of(actor: Any, kind: str) -> Scope:
    """How far the actor sees this kind of information."""
    if not getattr(actor, "is_authenticated", False):
        return Scope.NONE
    return _widest(standing_of(actor), SEES.get(kind, {}))


def visible(actor: Any, model: type[M], *, kind: str = "") -> QuerySet[M]:
    """The rows of `model` that the actor may see, and no others. Anonymous people see none.

    `kind` asks the same rows for another kind of information: whose results of those in a cohort, say.
    """
    reach = model.reach  # type: ignore[attr-defined]
    scope = scope_of(actor, kind or reach.kind)
    rows: QuerySet[M] = model._default_manager.all()
    if scope is Scope.NONE:
        return rows.none()
    if scope is Scope.OWN and reach.council == f"{reach.person}__council":
        return rows.filter(**{reach.person: actor.pk})  # one's own council is one's own: no join needed
    rows = rows.filter(**{reach.council: actor.council_id})
    if scope is Scope.COUNCIL:
        return rows
    if reach.person is None:
        return rows.none()
    own = Q(**{reach.person: actor.pk})
    return (
        rows.filter(own)
        if scope is Scope.OWN
        else rows.filter(own | Q(**{f"{reach.person}__in": people_led_by(actor)}))
    )


def can(actor: Any, action: str, obj: Model | None = None) -> bool:
    """Whether the actor may do `action`, to `obj` if one is given.

    Unknown actions are a programming error.
    """
    table = DOES[action]
    if not getattr(actor, "is_authenticated", False) or not actor.is_active:
        return False
    scope = _widest(standing_of(actor), table)
    if scope is Scope.NONE or obj is None:
        return scope is not Scope.NONE
    reach = obj.reach  # type: ignore[attr-defined]
    if _follow(obj, reach.council) != actor.council_id:
        return False
    if scope is Scope.COUNCIL:
        return True
    person = _follow(obj, reach.person) if reach.person else None
    if person is not None and person == actor.pk:
        return Scope.OWN in table.values()
    return (
        scope is Scope.TEAM and person is not None and people_led_by(actor).filter(person_id=person).exists()
    )


def _follow(obj: Model, path: str) -> Any:
    """The primary key at the end of a look-up path, without loading the last row."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return obj.pk if last == "pk" else getattr(obj, f"{last}_id")
