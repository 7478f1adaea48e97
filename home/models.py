"""The tables of showing: the front page, and the addresses of calendars."""

from home.calendars.models import CalendarFeed
from home.pages.models import WelcomePage

__all__ = ["CalendarFeed", "WelcomePage"]
