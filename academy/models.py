"""The tables of the floor; each part owns its own."""

from academy.people.models import Absence, Affiliation, Council, Organisation, Post, Team, User
from academy.record.models import Entry
from academy.staffing.models import StaffFile
from academy.work.models import Job, Message

__all__ = [
    "Absence",
    "Affiliation",
    "Council",
    "Entry",
    "Job",
    "Message",
    "Organisation",
    "Post",
    "StaffFile",
    "Team",
    "User",
]
