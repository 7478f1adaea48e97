"""Everything that is done with results, gates, graduation and the weeks after it."""

from courses.gates.actions import telling  # noqa: F401  (words the letters about gates)
from courses.gates.actions.after import begin_checks, settle_checks, write_support_plan
from courses.gates.actions.deciding import agree_new_date, open_gate
from courses.gates.actions.gathering import gather_results
from courses.gates.actions.graduating import ConversationDraft, agree_conversation, write_conversation
from courses.gates.actions.loading import load_results
from courses.gates.actions.results import record_paper, record_result, record_task

__all__ = [
    "ConversationDraft",
    "agree_conversation",
    "agree_new_date",
    "begin_checks",
    "gather_results",
    "load_results",
    "open_gate",
    "record_paper",
    "record_result",
    "record_task",
    "settle_checks",
    "write_conversation",
    "write_support_plan",
]
