"""The tables of the floor; each part owns its own."""

from academy.partners.models import AccessRequest, Domain, JoinCode, Joining, Sponsorship
from academy.people.models import Absence, Affiliation, Council, Organisation, Post, Team, User
from academy.record.models import Entry, Look
from academy.staffing.models import Caseload, StaffFile
from academy.work.models import Job, Message

__all__ = [
    "Sponsorship",
    "Joining",
    "JoinCode",
    "Domain",
    "AccessRequest",
    "Absence",
    "Affiliation",
    "Caseload",
    "Council",
    "Entry",
    "Job",
    "Look",
    "Message",
    "Organisation",
    "Post",
    "StaffFile",
    "Team",
    "User",
]
