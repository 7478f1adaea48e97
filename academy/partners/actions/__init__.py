"""Writing what partner organisations' people are given."""

from academy.partners.actions.codes import make_code, set_domains, switch_off_code
from academy.partners.actions.ending import end_affiliation, make_coordinator, remove_coordinator
from academy.partners.actions.inviting import invite_colleague, resend_invitation
from academy.partners.actions.joining import approve_access, ask_access, decline_access, join_with_code
from academy.partners.actions.sponsoring import YoungExpert, end_sponsorship, record_sponsorship

__all__ = [
    "YoungExpert",
    "approve_access",
    "ask_access",
    "decline_access",
    "end_affiliation",
    "end_sponsorship",
    "invite_colleague",
    "join_with_code",
    "make_code",
    "make_coordinator",
    "record_sponsorship",
    "remove_coordinator",
    "resend_invitation",
    "set_domains",
    "switch_off_code",
]
