"""Reading registers: who came, what they say, and what somebody attended."""

from courses.registers.queries.attended import Attended, attended_by
from courses.registers.queries.said import SaidAbout, said_about

__all__ = ["Attended", "SaidAbout", "attended_by", "said_about"]
