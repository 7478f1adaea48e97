"""Assembled reads for the first screens: frozen rows, a constant number of queries."""

from home.dashboards.queries.asked import AskedWeek, asked_week
from home.dashboards.queries.cards import Ask, AuditCard, LessonCard, Spare, Week
from home.dashboards.queries.desks import Desk, DeskRow, desk_of, has_desk
from home.dashboards.queries.guests import GuestAsks, GuestCard, guest_asks, guest_card
from home.dashboards.queries.marks import WeekMarks, week_marks
from home.dashboards.queries.starters import StarterWeek, starter_week
from home.dashboards.queries.weeks import my_week

__all__ = [
    "Ask",
    "AskedWeek",
    "AuditCard",
    "Desk",
    "DeskRow",
    "GuestAsks",
    "GuestCard",
    "LessonCard",
    "Spare",
    "StarterWeek",
    "Week",
    "WeekMarks",
    "asked_week",
    "desk_of",
    "guest_asks",
    "guest_card",
    "has_desk",
    "my_week",
    "starter_week",
    "week_marks",
]
