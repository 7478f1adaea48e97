"""The loop rules: pure, over plain rows. Start with `judge_audits` (live) or `replay_audits` (history)."""

from .candidates import AuditRow, Candidate, History, Look
from .diary import Away, Case, Diary, Entry, Person, reason_to_hold
from .replays import Replay, replay_audits
from .ruleset import (
    BELOW_GOOD,
    DEFAULT_RULES,
    GUARDS,
    OUTSTANDING,
    Measure,
    Rule,
    RuleSet,
    build_rule,
    build_ruleset,
    stored_settings,
)
from .teams import TeamVerdict, judge_teams, quarter_end
from .verdicts import Verdict, judge_audits

__all__ = [
    "BELOW_GOOD",
    "DEFAULT_RULES",
    "GUARDS",
    "OUTSTANDING",
    "AuditRow",
    "Away",
    "Candidate",
    "Case",
    "Diary",
    "Entry",
    "History",
    "Look",
    "Measure",
    "Person",
    "Replay",
    "Rule",
    "RuleSet",
    "TeamVerdict",
    "Verdict",
    "build_rule",
    "build_ruleset",
    "judge_audits",
    "judge_teams",
    "quarter_end",
    "reason_to_hold",
    "replay_audits",
    "stored_settings",
]
