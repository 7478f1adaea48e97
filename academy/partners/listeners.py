"""What partner accounts answer and compose; importing this registers it."""

from academy.partners.actions.forgetting import forget_guest, forget_request, forget_young_expert
from academy.partners.actions.inviting import write_partner_invitation
from academy.partners.actions.joining import tell_declined, write_access_asked
from academy.partners.actions.sponsoring import write_sponsoring

__all__ = [
    "forget_guest",
    "forget_request",
    "forget_young_expert",
    "tell_declined",
    "write_access_asked",
    "write_partner_invitation",
    "write_sponsoring",
]
