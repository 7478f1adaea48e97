"""Every change of feedback, queries and panels."""

from assessments.moderation.actions.cases import ask_to_sit
from assessments.moderation.actions.closing import close_queries, reopen_queries
from assessments.moderation.actions.panels import ask_moderation, conclude_case, draw_round, grade_alone
from assessments.moderation.actions.replies import (
    acknowledge_feedback,
    answer_question,
    ask_about,
    query_grade,
    take_back_query,
)

__all__ = [
    "acknowledge_feedback",
    "answer_question",
    "ask_about",
    "ask_moderation",
    "ask_to_sit",
    "close_queries",
    "conclude_case",
    "draw_round",
    "grade_alone",
    "query_grade",
    "reopen_queries",
    "take_back_query",
]
