"""The things that object routes are asked for: one of each kind for each owner, in both councils.

A row of the matrix names a thing after an @, for example `finding@finding_of_stranger`. Owners are
`coordinator`, `colleague` (same team), `stranger` (other team) and `foreigner` (other council). A route with
arguments whose row names no thing is asked for the usual one, or else for a made-up one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from academy.people.models import User
from tests.architecture import matrix_sittings
from tests.architecture.matrix_tasks import lay_tasks
from tests.architecture.routes import Route
from tests.architecture.things import every_thing
from tests.factories.academy import EntryFactory, MessageFactory, StaffFileFactory
from tests.factories.assessments import AuditFactory, BatchFactory, MappingFactory, ReauditFactory
from tests.factories.competencies import CompetencyFactory, EvidenceFactory
from tests.factories.courses import (
    AssignmentFactory,
    CompletionFactory,
    OfferFactory,
    RewriteFactory,
)
from tests.factories.learning import EXERCISE_ID, small_module
from tests.factories.practice import AttemptFactory, SumFactory
from tests.factories.worlds import CouncilWorld, World

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")
PATHS = {
    "[cms/^.*/$]": "/cms/nothing-is-here/",
    "[cms/test404/]": "/cms/test404/",
    "wagtail_serve": "/nothing-is-here/",
}
"""Routes that cannot be reversed, and what is asked for instead."""
USUAL = {
    "finding": "finding_of_coordinator",
    "feedback": "audit_of_coordinator",
    "assignment_not_mine": "assignment_of_coordinator",
    "assignment_waive": "assignment_of_coordinator",
    "cause_decide": "paused_assignment_of_coordinator",
    "coaching_agree": "repeated_assignment_of_coordinator",
    "offer_answer": "offer_of_coordinator",
    "programme": "programme_of_home",
}
"""What an object route is asked for when its row names no thing."""
KIND_OF = {
    "finding": "finding",
    "feedback": "audit",
    "feedback_ask": "replied",
    "feedback_query": "replied",
    "audit_question": "reply",
    "moderation_case": "case",
    "moderation_mine": "case",
    "moderation_ask": "case",
    "audit": "audit",
    "person": "person",
    "assignment_not_mine": "assignment",
    "assignment_waive": "assignment",
    "cause_decide": "paused_assignment",
    "coaching_agree": "repeated_assignment",
    "task_result": "result",
    "task_moderate": "work",
    "entry_change": "entry",
    "my_certificate": "certificate",
    "certificate_pdf": "certificate",
    "certificate_badge": "badge",
    "certificate_decide": "certificate",
    "pathway_person": "person",
    "path_end": "path",
    "prior_learning": "prior_learning",
    "person_levels": "person",
    "person_task": "level",
    "level_decide": "level",
    "level_lower": "level",
    "level_lapse": "level",
    "goal": "goal",
    "supervision": "supervision",
    "person_plan": "person",
    "probation": "probation",
    "probation_pdf": "probation",
    "exemplar_answer": "exemplar",
    "evidence": "observed",
    "evidence_correct": "observed",
    "evidence_take_back": "observed",
    "person_evidence": "person",
    "evidence_new": "new_observed",
    "voices_round": "voices",
    "voices_person": "person",
    "self_item": "self_item",
    "self_person": "person",
    "self_reply": "self_led",
    "booking": "booking",
    "booking_needs": "booking",
    "booking_file": "booking",
}
"""Which kind of thing an object page shows: tests that look for leaks ask for everybody's."""
MADE_UP = {
    "app_label": "courses",
    "app_name": "courses",
    "model_name": "lessonpage",
    "content_type_app_name": "courses",
    "content_type_model_name": "lessonpage",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "action": "delete",
    "action_name": "copy",
    "uidb36": "1",
    "key": "made-up",
}
Arguments = dict[str, Any]


def owner(world: World, name: str) -> User:
    """Who the owner is."""
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


class Things:
    """Everything the routes are asked for, made once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: dict[str, Arguments] = {}
        self.rows: dict[tuple[str, str], Any] = {}
        for side in (world.home, world.second):
            self._teach(side)
        self.made["link_of_nobody"] = {"uidb36": "1", "key": "made-up"}
        self.made["key_of_nobody"] = {"key": "made-up"}
        self.made["rule_of_the_law"] = {"code": "TR-05"}
        self.made["exercises_of_nobody"] = {"kind": "X99"}
        for name in OWNERS:
            self._own(name, owner(world, name))
        self.made |= lay_tasks(self)

    def _teach(self, side: CouncilWorld) -> None:
        """A module with a lesson, and what a whole council has."""
        CompetencyFactory(domain__framework__council=side.council)
        whose, code = ("home", "PM-01") if side is self.world.home else ("second", "PM-28")
        module, (lesson, check) = small_module(side.council, code)
        path = {"programme": module.get_parent().slug, "module": module.slug}
        self.made[f"programme_of_{whose}"] = {"programme": path["programme"]}
        self.made[f"module_of_{whose}"] = path
        self.made[f"lesson_of_{whose}"] = {**path, "lesson": lesson.slug}
        self.made[f"check_of_{whose}"] = {**path, "lesson": check.slug}
        self.made[f"page_of_{whose}"] = {"page_id": lesson.pk}
        self.rows["item", whose] = SumFactory(council=side.council, code=f"X99-{whose}")
        self.made[f"item_of_{whose}"] = {"kind": "X99", "code": f"X99-{whose}"}
        self.made[f"exercise_of_{whose}"] = {**path, "lesson": lesson.slug, "exercise": EXERCISE_ID}
        self.rows["module", whose], self.rows["lesson", whose] = module, lesson
        admin, qa = side.people["admin"], side.people["qa"]
        file = StaffFileFactory(council=side.council, by=admin)
        batch = BatchFactory(brought_by=qa, state="checked")
        sent = BatchFactory(brought_by=qa, asked=side.people["pdl"], state="sent")
        mapping = MappingFactory(made_by=qa)
        for kind, row in (("staff_file", file), ("batch", batch), ("sent_batch", sent), ("mapping", mapping)):
            self.rows[kind, whose] = row
            self.made[f"{kind}_of_{whose}"] = {"pk": row.pk}

    def _own(self, name: str, person: User) -> None:
        """One of everything that belongs to a person."""
        side = self.world.second if name == "foreigner" else self.world.home
        whose = "second" if name == "foreigner" else "home"
        audit = AuditFactory(writer=person, auditor=side.people["qa"], grades={"F3": 2, "F4": 1, "A1": 3})
        first, second = audit.findings.order_by("pk")
        asked = AssignmentFactory(finding=first, module_code="PM-01")
        paused = AssignmentFactory(
            finding=second, module_code="PM-02", state="paused", claimed_cause="advice", words="Not mine"
        )
        later = AuditFactory(writer=person, grades={"F3": 1})
        repeated = AssignmentFactory(
            finding=later.findings.get(), module_code="PM-03", state="repeated", learnt_on=audit.audited_on
        )
        rows = {
            "person": person,
            "audit": audit,
            "finding": first,
            "assignment": asked,
            "paused_assignment": paused,
            "repeated_assignment": repeated,
            "offer": OfferFactory(person=person),
            "completion": CompletionFactory(person=person),
            "evidence": EvidenceFactory(person=person),
            "rewrite": RewriteFactory(person=person, lesson=self.rows["lesson", whose]),
            "reaudit": ReauditFactory(writer=person),
            "entry": EntryFactory(about=person, by=side.people["pdl"]),
            "message": MessageFactory(person=person),
        }
        for kind, row in rows.items():
            self.rows[kind, name] = row
            self.made[f"{kind}_of_{name}"] = {"pk": row.pk}
        attempt = AttemptFactory(person=person, version=self.rows["item", whose])
        self.rows["attempt", name] = attempt
        self.made[f"attempt_of_{name}"] = {**self.made[f"item_of_{whose}"], "pk": attempt.pk}

    def arguments(self, route: Route, thing: str) -> Arguments:
        """The arguments with which a route is asked for a thing. KeyError for a thing that nobody makes."""
        thing = thing or USUAL.get(route.name, "")
        if thing:
            return self.made[thing]
        page = str(self.rows["lesson", "home"].pk)
        return {name: MADE_UP.get(name, page) for name in route.parameters}

    def address(self, route: Route, thing: str) -> str:
        """The path to fetch."""
        if route.name in PATHS:
            return PATHS[route.name]
        return reverse(route.name, kwargs=self.arguments(route, thing))


MORE: dict[str, Callable[[Things], Arguments]] = {**dict(matrix_sittings.things()), **every_thing()}
"""Things of later parts: name to function. They are made when the world is."""


def make_things(world: World) -> Things:
    """All things of a world, those of later parts included."""
    things = Things(world)
    for name, make in MORE.items():
        things.made[name] = make(things)
    return things
