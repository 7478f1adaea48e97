"""Assembled reads for the first screens: frozen rows, a constant number of queries."""

from home.dashboards.queries.asked import AskedWeek, asked_marks, asked_week
from home.dashboards.queries.cards import Ask, AuditCard, LessonCard, Spare, Week
from home.dashboards.queries.desks import Desk, DeskRow, desk_of, has_desk
from home.dashboards.queries.guests import GuestCard, guest_card
from home.dashboards.queries.marks import starter_marks
from home.dashboards.queries.starters import StarterWeek, starter_week
from home.dashboards.queries.visibility import KIND_WORDS, VisibilityRow, visibility_table
from home.dashboards.queries.weeks import in_cohort, my_week, week_marks

__all__ = [
    "KIND_WORDS",
    "Ask",
    "AskedWeek",
    "AuditCard",
    "Desk",
    "DeskRow",
    "GuestCard",
    "LessonCard",
    "Spare",
    "StarterWeek",
    "VisibilityRow",
    "Week",
    "asked_marks",
    "asked_week",
    "desk_of",
    "guest_card",
    "has_desk",
    "in_cohort",
    "my_week",
    "starter_marks",
    "starter_week",
    "visibility_table",
    "week_marks",
]
