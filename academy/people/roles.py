"""Roles as data: what each is called and which rights it carries. Codes are those of the role catalogue."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """A thing a role lets somebody do. Whom it reaches is decided in access.py."""

    LEARN = "learn"
    LEAD_TEAM = "lead_team"
    AUDIT = "audit"
    SEE_COUNCIL = "see_council"
    SEE_FIGURES = "see_figures"
    BRING_IN_AUDITS = "bring_in_audits"
    KEEP_SAMPLE = "keep_sample"
    DECIDE_CAUSE = "decide_cause"
    KEEP_RULES = "keep_rules"
    EDIT_CONTENT = "edit_content"
    REVIEW_ITEMS = "review_items"
    SET_PAPERS = "set_papers"
    MARK_TASKS = "mark_tasks"
    RUN_MARKING = "run_marking"
    MANAGE_PEOPLE = "manage_people"
    RUN_COHORTS = "run_cohorts"
    CHECK_LAW = "check_law"
    REVOKE_CERTIFICATES = "revoke_certificates"
    RUN_PATHWAYS = "run_pathways"
    OPEN_GATES = "open_gates"
    SIGN_LEVELS = "sign_levels"
    SIGN_HIGHEST = "sign_highest"
    COUNTERSIGN_LEVELS = "countersign_levels"
    KEEP_FRAMEWORK = "keep_framework"
    KEEP_QUALIFICATIONS = "keep_qualifications"
    RUN_SESSIONS = "run_sessions"
    PARTNER = "partner"
    COORDINATE = "coordinate"


@dataclass(frozen=True)
class Role:
    """A role: its code, what people call it, its rights and one sentence that says what it may do here."""

    code: str
    title: str
    rights: frozenset[Right]
    sentence: str


def _role(code: str, title: str, sentence: str, *rights: Right) -> Role:
    return Role(code, title, frozenset(rights), sentence)


_LEARNS = "Learns, answers feedback on own plans and sees own record."
_LEADS = (
    "Sees the learning, levels and feedback of the team, decides whom to trust with what, waives training "
    "with a reason, audits and marks."
)
_GUEST = "Books open sessions and reads partner resources; sees nothing internal."
_FORUM = "Helps to write modules, with credit, and sees who changed the words; sees nothing else internal."
R = Right
ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role("R01", "EHC coordinator, new starter", _LEARNS, R.LEARN),
        _role("R02", "EHC coordinator", _LEARNS, R.LEARN),
        _role(
            "R03",
            "Senior EHC coordinator",
            "Learns, reviews questions from practice and marks tasks without names.",
            R.LEARN,
            R.REVIEW_ITEMS,
            R.MARK_TASKS,
        ),
        _role("R04", "Assessment officer", _LEARNS, R.LEARN),
        _role("R05", "Annual review officer", _LEARNS, R.LEARN),
        _role("R06", "Placement officer", _LEARNS, R.LEARN),
        _role(
            "R07",
            "Tribunal officer",
            "Learns, and checks the law in modules before people learn from them.",
            R.LEARN,
            R.CHECK_LAW,
        ),
        _role("R08", "Resolution and feedback officer", _LEARNS, R.LEARN),
        _role("R09", "Panel manager", "Audits plans of other services.", R.LEARN, R.AUDIT),
        _role(
            "R10",
            "Team manager",
            _LEADS,
            R.LEARN,
            R.LEAD_TEAM,
            R.AUDIT,
            R.REVIEW_ITEMS,
            R.MARK_TASKS,
            R.SIGN_LEVELS,
            R.COUNTERSIGN_LEVELS,
        ),
        _role(
            "R11",
            "Team lead",
            _LEADS,
            R.LEARN,
            R.LEAD_TEAM,
            R.AUDIT,
            R.REVIEW_ITEMS,
            R.MARK_TASKS,
            R.SIGN_LEVELS,
        ),
        _role(
            "R12",
            "Head of service",
            "Sees what was found, done and changed across the council, without names.",
            R.LEARN,
            R.SEE_FIGURES,
        ),
        _role(
            "R13",
            "SEND QA practitioner",
            "Audits, brings audits in, approves a colleague's file and keeps the sample.",
            R.LEARN,
            R.AUDIT,
            R.SEE_COUNCIL,
            R.BRING_IN_AUDITS,
            R.KEEP_SAMPLE,
            R.REVIEW_ITEMS,
            R.MARK_TASKS,
        ),
        _role(
            "R14",
            "SEND QA team manager",
            "Owns the audit framework, brings audits in, keeps the sample and checks the law in modules.",
            R.LEARN,
            R.AUDIT,
            R.SEE_COUNCIL,
            R.BRING_IN_AUDITS,
            R.KEEP_SAMPLE,
            R.REVIEW_ITEMS,
            R.MARK_TASKS,
            R.CHECK_LAW,
            R.SIGN_HIGHEST,
            R.COUNTERSIGN_LEVELS,
            R.KEEP_FRAMEWORK,
        ),
        _role(
            "R15",
            "Practice development lead",
            "Writes modules and questions, sets papers, runs marking, opens gates, keeps rules and sees the "
            "whole loop.",
            R.LEARN,
            R.SEE_COUNCIL,
            R.BRING_IN_AUDITS,
            R.DECIDE_CAUSE,
            R.KEEP_RULES,
            R.EDIT_CONTENT,
            R.REVIEW_ITEMS,
            R.SET_PAPERS,
            R.MARK_TASKS,
            R.RUN_MARKING,
            R.RUN_COHORTS,
            R.REVOKE_CERTIFICATES,
            R.RUN_PATHWAYS,
            R.OPEN_GATES,
            R.SIGN_HIGHEST,
            R.COUNTERSIGN_LEVELS,
            R.KEEP_FRAMEWORK,
            R.KEEP_QUALIFICATIONS,
            R.RUN_SESSIONS,
        ),
        _role("R16", "Buddy", _LEARNS, R.LEARN),
        _role("R17", "Business support", _LEARNS, R.LEARN),
        _role("R18", "Finance or commissioning officer", _LEARNS, R.LEARN),
        _role("R19", "Preparing for adulthood coordinator", _LEARNS, R.LEARN),
        _role(
            "R20",
            "Data and performance analyst",
            "Brings audits in.",
            R.LEARN,
            R.SEE_FIGURES,
            R.BRING_IN_AUDITS,
        ),
        _role("R21", "Early years specialist", _LEARNS, R.LEARN),
        _role("R22", "Embedded EHC coordinator", _LEARNS, R.LEARN),
        _role(
            "R23",
            "Academy coordinator",
            "Keeps people, posts, teams, cohorts and open sessions up to date; sees no results.",
            R.LEARN,
            R.MANAGE_PEOPLE,
            R.RUN_COHORTS,
            R.RUN_SESSIONS,
        ),
        _role("P01", "SENCO", _GUEST, R.PARTNER),
        _role("P02", "Headteacher or governor", _GUEST, R.PARTNER),
        _role("P03", "Early years SENCO", _GUEST, R.PARTNER),
        _role("P04", "Post-16 learning support lead", _GUEST, R.PARTNER),
        _role("P05", "Educational psychologist", _GUEST, R.PARTNER),
        _role("P06", "Specialist teacher", _GUEST, R.PARTNER),
        _role("P07", "Designated clinical officer", _GUEST, R.PARTNER),
        _role("P08", "Therapist", _GUEST, R.PARTNER),
        _role("P09", "Paediatrician, CAMHS clinician or nurse", _GUEST, R.PARTNER),
        _role("P10", "Designated social care officer or social worker", _GUEST, R.PARTNER),
        _role("P11", "Social care advice team worker", _GUEST, R.PARTNER),
        _role("P12", "ICB SEND lead", _GUEST, R.PARTNER),
        _role("P13", "Parent carer forum representative", _FORUM, R.PARTNER),
        _role("P14", "SENDIASS adviser", _GUEST, R.PARTNER),
        _role("P15", "Young expert by experience", _GUEST, R.PARTNER),
        _role("P16", "Elected member or board member", _GUEST, R.PARTNER),
        _role("P17", "DfE or NHSE adviser, inspector", _GUEST, R.PARTNER),
        _role("P18", "Virtual school, youth justice or EHE officer", _GUEST, R.PARTNER),
    )
}
