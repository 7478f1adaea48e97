"""Who sees what, in words."""

from __future__ import annotations

from dataclasses import dataclass

from academy.people.access import SEES, Scope
from academy.people.roles import Right

KIND_WORDS = {
    "learning": "Answers in checks, exercises, papers and rewrites, reflections, and own entries in a record",
    "shared_reflection": "Reflections that somebody chose to share",
    "shadowing": "Records of shadowing a colleague",
    "result": "Whether a paper was passed",
    "to_mark": "Answers in papers that a person marks, without a name",
    "arrangement": "Extra time in papers",
    "review": "What people say of a module before learners get it",
    "item_review": "What reviewers say of a question",
    "completion": "Modules finished, with date and edition",
    "certificate": "Certificates, the cohort they were earned in, and why one was revoked",
    "audit": "Audits of plans and their grades",
    "finding": "Findings and what came of them",
    "assignment": "What is asked of somebody, and why",
    "page_read": "Handbook pages and procedures read, with date and version",
    "asked": "What the matrix, a change of law or a person asks of somebody",
    "offer": "Practice notes and thank-yous",
    "exemption": "Modules that somebody need not take, and why",
    "prior_learning": "Requests to recognise prior learning",
    "path": "The upskilling path of somebody in post",
    "licence": "Licences of buddies and auditors",
    "evidence": "Evidence for competencies",
    "submission": "Work for practical tasks, with a name",
    "task_result": "Results of practical tasks and their feedback",
    "gate_result": "Assessed tasks, gates, the graduation conversation and the 90-day check",
    "marking": "What a marker said, with the marker's name",
    "batch": "Files of audits on their way in",
    "reaudit": "Which writers are in the sample",
    "person": "Name, e-mail and post",
    "absence": "Leave and secondment",
    "membership": "A place in a cohort: weeks, dates of gates, the buddy and when they meet",
    "time_away": "Days away during the induction",
    "history": "History of changes about somebody",
}
RIGHT_WORDS = {
    Right.LEARN: "Everybody on the council's staff",
    Right.LEAD_TEAM: "Team managers and team leads",
    Right.SEE_COUNCIL: "Practice development leads and QA",
    Right.SEE_FIGURES: "Heads of service, without names",
    Right.BRING_IN_AUDITS: "People who bring audits in",
    Right.KEEP_SAMPLE: "QA",
    Right.MANAGE_PEOPLE: "Academy coordinators",
    Right.RUN_COHORTS: "People who run cohorts",
    Right.RUN_PATHWAYS: "Practice development leads",
    Right.MARK_TASKS: "Markers",
    Right.RUN_MARKING: "People who run marking",
    Right.SET_PAPERS: "People who set papers",
    Right.EDIT_CONTENT: "People who write content",
    Right.CHECK_LAW: "People who check the law in modules",
    Right.REVIEW_ITEMS: "People who review questions",
    Right.PARTNER: "Partner staff",
}
SCOPE_WORDS = {Scope.OWN: "their own", Scope.TEAM: "their team's", Scope.COUNCIL: "all"}


@dataclass(frozen=True)
class VisibilityRow:
    """One kind of information and who sees it, in words."""

    what: str
    who: tuple[tuple[str, str], ...]


def visibility_table() -> tuple[VisibilityRow, ...]:
    """Who sees what, read from the table that decides it, so that the words cannot drift from the code."""
    return tuple(
        VisibilityRow(
            words, tuple((RIGHT_WORDS[right], SCOPE_WORDS[scope]) for right, scope in SEES[kind].items())
        )
        for kind, words in KIND_WORDS.items()
    )
