"""The desk of those who write, review and mark: what waits for them, and where everything is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.kit.words import plural
from academy.people.access import can
from academy.people.models import User
from assessments.auditing.queries.mine import count_waiting
from assessments.questions.queries.bank import reviews_waiting
from assessments.sittings.queries.marking import waiting_answers
from assessments.tasks.queries.marking import waiting_for
from competencies.entrustment.queries.decisions import count_to_sign
from courses.bookings.queries.approvals import count_asked
from courses.gates.queries import gates_ready
from courses.pathways.queries.board import waiting_requests

ACTS = (
    "mark_tasks",
    "review_items",
    "keep_bank",
    "set_papers",
    "run_marking",
    "grant_time",
    "lead_team",
    "run_cohorts",
    "run_sessions",
)
"""Whoever may do one of these has a desk."""
BANK = "Questions, papers and tasks"
SHELVES: dict[str, list[tuple[str, str, str, str]]] = {
    "Starters": [
        ("see_gates", "Starters and gates", "gates", "Who is ready, who needs what, and by when"),
        ("run_cohorts", "Cohorts", "cohorts", "Who begins when, with which buddy, and live sessions"),
        ("lead_team", "Starters of your team", "cohorts", "Their weeks, gates and buddies"),
    ],
    "Open sessions": [
        ("run_sessions", "Sessions", "session_desk", "Dates by month, how full they are, what needs you"),
        ("run_sessions", "Topics", "desk_topics", "What is offered, and who waits for a date"),
        ("run_sessions", "Venues", "desk_venues", "Where people come, and how they get in"),
    ],
    "Your team": [
        ("lead_team", "Who can be trusted with what", "team", "Levels, cover, and what would help"),
        ("lead_team", "Caseloads", "team_caseload", "How many plans each holds"),
        (
            "sign_level",
            "Levels to decide",
            "levels_to_sign",
            "Whom you trust with what, and second signatures",
        ),
        ("confirm_self", "Self-assessments", "self_led", "What people say of their own levels, to answer"),
        ("supervise", "Feedback from families", "voices", "Ask for it, and read it once there is enough"),
        ("lead_team", "What training is due", "matrix_standing", "Who is due and overdue, and what lapses"),
        ("lead_team", "Papers passed", "sittings_results", "Passed or not yet, nothing else"),
        ("lead_team", "Practical tasks", "task_results", "Results and feedback of your team"),
    ],
    "Audits": [
        ("keep_sample", "The sample", "audit_sample", "Lists of plans, the draw, campaigns"),
        ("audit_plans", "Plans to audit", "my_audits", "Yours, the soonest first"),
        ("audit_plans", "Panels", "panels", "Several agencies on one plan: your seat, and what was agreed"),
    ],
    "Teams": [
        ("keep_matrix", "Who can be trusted with what", "team_all", "Every team, its levels and its cover"),
    ],
    BANK: [
        ("keep_bank", "Questions and exercises", "bank", "Write, change and retire them"),
        ("keep_bank", "Files of questions", "bank_exchange", "GIFT, Moodle XML and Aiken, in and out"),
        ("keep_law", "Rules and dates", "law", "What the law says, and by when"),
        (
            "keep_law",
            "Changes of law",
            "law_changes",
            "What they touch, who learned it, what is due again",
        ),
        ("set_papers", "Papers", "papers", "What is drawn, when and for whom"),
        ("run_marking", "Practical tasks and their marking", "tasks_board", "Ages, markers, agreement"),
        ("grant_time", "Extra time", "extra_time", "For a person who needs longer"),
    ],
    "What people have to learn": [
        ("keep_matrix", "Training matrix", "matrix", "Who has to have learnt what, and how often"),
        (
            "keep_matrix",
            "Where people stand",
            "matrix_standing",
            "Due, overdue, exempt, and what lapses soon",
        ),
    ],
    "Paths, licences and certificates": [
        (
            "put_on_path",
            "Pathways and licences",
            "pathways",
            "Shorter ways, the upskilling path, buddies",
        ),
        ("revoke_certificates", "Certificates", "certificates", "Who has one, and taking one back"),
        ("keep_qualifications", "Qualifications", "qualifications", "Registrations and portfolios"),
    ],
    "The framework": [
        (
            "keep_framework",
            "Competency framework",
            "framework_versions",
            "Versions, what a change touches",
        ),
        ("keep_instruments", "What we audit by", "instruments", "Versions of the audits, principles"),
        ("keep_framework", "Coverage", "framework_coverage", "Which competency nothing teaches or looks at"),
    ],
    "What it tells us": [
        ("see_item_figures", "What the questions tell us", "item_figures", "Which ones everybody fails"),
    ],
}
"""What each act opens, shelf by shelf: act, title, route and what is found there."""


@dataclass(frozen=True)
class DeskRow:
    """One place to go: how many things wait there, or None where nothing waits by its nature.

    `could`: how many things a person may take up there if they like. Nobody waits for these, so they are
    not counted among what does.
    """

    title: str
    url: str
    meta: str
    waiting: int | None = None
    could: int | None = None

    @property
    def state(self) -> str:
        """live: something waits; done: nothing; todo: a place to go."""
        if self.waiting is None:
            return "todo"
        return "live" if self.waiting else "done"

    @property
    def word(self) -> str:
        """The mark in words."""
        return {"live": "waits", "done": "nothing waits", "todo": "open"}[self.state]

    @property
    def due(self) -> str:
        """How many wait, in words."""
        if self.could is not None:
            return f"{self.could} could be reviewed" if self.could else "Nothing to review"
        if self.waiting is None:
            return ""
        return f"{self.waiting} waiting" if self.waiting else "Nothing waits"


@dataclass(frozen=True)
class Desk:
    """What waits for this person to mark it, and then every place they may enter."""

    waiting: tuple[DeskRow, ...]
    places: tuple[tuple[str, tuple[DeskRow, ...]], ...]

    @property
    def count_words(self) -> str:
        """How much waits in all: marking alone, for somebody has handed it in and wants an answer."""
        count = sum(row.waiting or 0 for row in self.waiting)
        return f"{plural(count, 'thing')} {'waits' if count == 1 else 'wait'} for you." if count else ""


def has_desk(actor: User) -> bool:
    """Whether this person writes, reviews, marks or leads."""
    return any(can(actor, act) for act in ACTS)


def desk_of(*, actor: User, at: datetime.datetime) -> Desk:
    """The desk of one person. A constant number of queries."""
    return Desk(tuple(_waiting(actor, at)), tuple((name, rows) for name, rows in _places(actor) if rows))


def _waiting(actor: User, at: datetime.datetime) -> list[DeskRow]:
    rows = []
    if can(actor, "mark_tasks"):
        tasks, answers = waiting_for(actor=actor, at=at).count(), len(waiting_answers(actor=actor, at=at))
        rows += [
            DeskRow("Mark practical tasks", reverse("marking_queue"), "Without names, oldest first", tasks),
            DeskRow(
                "Mark answers of papers", reverse("sittings_marking"), "Those that a machine cannot", answers
            ),
        ]
    if can(actor, "audit_plans"):
        plans = count_waiting(actor=actor, on=timezone.localdate(at))
        rows.append(DeskRow("Plans to audit", reverse("my_audits"), "The soonest first", plans))
    if can(actor, "run_pathways"):
        asked = waiting_requests(actor=actor).count()
        meta = "Somebody asks that what they learnt elsewhere counts"
        rows.append(DeskRow("Decide prior learning", f"{reverse('pathways')}#requests", meta, asked))
    if can(actor, "countersign_level"):
        meta = "Somebody decided on level 4 or 5 and needs a second person"
        count = count_to_sign(actor=actor)
        rows.append(DeskRow("Second signatures", reverse("levels_to_sign"), meta, count))
    if can(actor, "open_gate"):
        ready = gates_ready(actor=actor)
        rows.append(DeskRow("Gates to open", reverse("gates"), "Everything is there: you decide", ready))
    if can(actor, "approve_booking"):
        people = count_asked(actor=actor, at=at)
        rows.append(DeskRow("Bookings to agree to", reverse("approvals"), "Who asks for a place", people))
    return rows


def _places(actor: User) -> list[tuple[str, tuple[DeskRow, ...]]]:
    """Every place that this person may enter, by what it is for."""
    found = {
        name: [DeskRow(title, reverse(route), meta) for act, title, route, meta in rows if can(actor, act)]
        for name, rows in SHELVES.items()
    }
    if can(actor, "review_items"):
        found[BANK].insert(0, _reviews(actor))
    return [(name, tuple(rows)) for name, rows in found.items()]


def _reviews(actor: User) -> DeskRow:
    meta = "Two of you agree before one counts in a paper"
    could = reviews_waiting(actor=actor).count()
    return DeskRow("Review questions", reverse("bank_reviews"), meta, could=could)
