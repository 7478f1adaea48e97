"""What may be asked about cohorts: calendars, places and who is beside whom."""

from courses.cohorts.queries.calendars import calendars_of, holidays, membership_of

__all__ = ["calendars_of", "holidays", "membership_of"]
