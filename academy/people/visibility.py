"""Who sees what, in words that are read from the table that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from academy.people.grants import SEES, Scope
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
    "improvement": "Shared steps where something fails widely",
    "exemption": "Modules that somebody need not take, and why",
    "prior_learning": "Requests to recognise prior learning",
    "path": "The upskilling path of somebody in post",
    "licence": "Licences of buddies and auditors",
    "evidence": "Evidence for competencies",
    "entrustment": "Levels of trust on tasks, who decided them and on what evidence",
    "to_countersign": "Decisions that wait for a second signature",
    "self_assessment": "What somebody says of their own level, and what their manager answered",
    "feedback": "Feedback from families and partners, from three voices on, without names",
    "goal": "Development goals",
    "supervision": "Supervision notes and probation evidence",
    "thanks": "Thank-yous, and being asked whether good work may be shown",
    "exemplar": "Good work that its writer agreed to show",
    "qualification": "Award units, portfolio and registration",
    "caseload": "How many cases somebody holds",
    "look": "Who looked at somebody's record",
    "submission": "Work for practical tasks, with a name",
    "task_result": "Results of practical tasks and their feedback",
    "gate_result": "Assessed tasks, gates, the graduation conversation and the 90-day check",
    "marking": "What a marker said, with the marker's name",
    "batch": "Files of audits on their way in",
    "indicator": "Counts from summaries, without plans or writers",
    "reaudit": "Which writers are in the sample",
    "listed_plan": "The list of plans that may be audited",
    "sample": "Which plans were drawn, and why",
    "plan_file": "Lists of plans on their way in",
    "audit_reply": "What a writer answers to feedback, and the grades they query",
    "moderation": "Audits before a panel, without names, and what the panel agreed",
    "seeded_plan": "Plans with grades that a panel agreed",
    "recalibration": "Auditors who are asked to calibrate again",
    "allocation": "Who audits which plan, and what they gave before it was done",
    "panel": "Panels of several agencies, and what each gave once the grades are open",
    "panel_seat": "What somebody gave on a panel, before the grades are open",
    "marked_change": "Changes that were marked on charts",
    "person": "Name, e-mail and post",
    "absence": "Leave and secondment",
    "membership": "A place in a cohort: weeks, dates of gates, the buddy and when they meet",
    "time_away": "Days away during the induction",
    "history": "History of changes about somebody",
    "access_request": "Requests of partner staff for an account",
    "sponsorship": "Young experts and the adults who bring them",
    "desk_history": "History of posts, of leave and of signing in",
}
RIGHT_WORDS = {
    Right.LEARN: "Everybody on the council's staff",
    Right.LEAD_TEAM: "Team managers and team leads",
    Right.SEE_COUNCIL: "Practice development leads and QA",
    Right.SEE_FIGURES: "Heads of service, without names",
    Right.BRING_IN_AUDITS: "People who bring audits in",
    Right.KEEP_SAMPLE: "QA",
    Right.AUDIT: "Auditors",
    Right.MANAGE_PEOPLE: "Academy coordinators",
    Right.RUN_COHORTS: "People who run cohorts",
    Right.RUN_PATHWAYS: "Practice development leads",
    Right.MARK_TASKS: "Markers",
    Right.RUN_MARKING: "People who run marking",
    Right.SET_PAPERS: "People who set papers",
    Right.EDIT_CONTENT: "People who write content",
    Right.CHECK_LAW: "People who check the law in modules",
    Right.REVIEW_ITEMS: "People who review questions",
    Right.COUNTERSIGN_LEVELS: "People who give second signatures",
    Right.KEEP_QUALIFICATIONS: "People who keep qualifications",
    Right.PARTNER: "Partner staff",
    Right.COORDINATE: "Coordinators of partner organisations",
    Right.RUN_SESSIONS: "People who run open sessions",
}
SCOPE_WORDS = {Scope.OWN: "their own", Scope.TEAM: "their team's", Scope.COUNCIL: "all"}
WHOSE = {(Right.COORDINATE, Scope.TEAM): "their organisation's"}
"""Where a right reaches other people than a team."""
SENTENCE_WORDS = {
    (Right.LEARN, Scope.COUNCIL): "everybody on the council's staff",
    (Right.LEAD_TEAM, Scope.TEAM): "whoever leads {whose} team",
    (Right.LEAD_TEAM, Scope.COUNCIL): "team managers and team leads",
    (Right.SEE_COUNCIL, Scope.COUNCIL): "practice development leads and QA",
    (Right.SEE_FIGURES, Scope.COUNCIL): "heads of service, without names",
}
"""How a right and its reach are said in a sentence; any other right is said as in RIGHT_WORDS."""
ALSO = {
    "entrustment": "the buddy, while the pair lasts",
    "shared_reflection": "the buddy, if it is shared with them",
    "shadowing": "the colleague who was shadowed",
}
"""Who sees more than a role shows: somebody in a relation to the one person, by a page of its own."""


@dataclass(frozen=True)
class VisibilityRow:
    """One kind of information and who sees it, in words."""

    what: str
    who: tuple[tuple[str, str], ...]


def visibility_table() -> tuple[VisibilityRow, ...]:
    """Who sees what, read from the table that decides it, so that the words cannot drift from the code."""
    return tuple(
        VisibilityRow(
            words,
            tuple(
                (RIGHT_WORDS[right], WHOSE.get((right, scope), SCOPE_WORDS[scope]))
                for right, scope in SEES[kind].items()
            ),
        )
        for kind, words in KIND_WORDS.items()
    )


def onlookers(kind: str, *, own: bool) -> tuple[str, ...]:
    """Who sees this kind of information about one person, each in a few words, the person first.

    `own`: the words are read by the person themselves. KeyError for a kind that nobody sees.
    """
    return tuple(dict.fromkeys(_onlookers(kind, own)))


def _onlookers(kind: str, own: bool) -> Iterator[str]:
    whose = "your" if own else "their"
    for right, scope in SEES[kind].items():
        if scope is Scope.OWN:
            yield "you" if own else "the person it is about"
        elif words := SENTENCE_WORDS.get((right, scope)):
            yield words.format(whose=whose)
        else:
            words = RIGHT_WORDS[right]
            yield words if words.isupper() else words[0].lower() + words[1:]
    if kind in ALSO:
        yield ALSO[kind]
