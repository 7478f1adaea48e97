"""Writing plans. The seam for parts above is `add_goal`."""

from competencies.plans.actions import letters  # noqa: F401  registers the words of letters
from competencies.plans.actions.appreciation import (
    ask_consent,
    decline_consent,
    give_consent,
    revoke_consent,
    show_thanks,
    thank_colleague,
)
from competencies.plans.actions.goals import (
    add_goal,
    agree_goal,
    carry_on_goal,
    change_goal,
    end_goal,
    note_progress,
    propose_goal,
)
from competencies.plans.actions.handing import hand_over_plans
from competencies.plans.actions.meetings import add_point, call_off_meeting, move_meeting, propose_meeting
from competencies.plans.actions.notes import rewrite_note, sign_notes, write_note
from competencies.plans.actions.probation import (
    Said,
    read_report,
    sign_report,
    state_report,
    withdraw_report,
    write_report,
)

__all__ = [
    "Said",
    "add_goal",
    "add_point",
    "agree_goal",
    "call_off_meeting",
    "carry_on_goal",
    "change_goal",
    "end_goal",
    "hand_over_plans",
    "move_meeting",
    "note_progress",
    "propose_goal",
    "propose_meeting",
    "rewrite_note",
    "sign_notes",
    "write_note",
    "ask_consent",
    "decline_consent",
    "give_consent",
    "read_report",
    "revoke_consent",
    "show_thanks",
    "sign_report",
    "state_report",
    "thank_colleague",
    "withdraw_report",
    "write_report",
]
