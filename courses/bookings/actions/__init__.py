"""Booking, waiting, offering, handing on and giving up places."""

from courses.bookings.actions.approving import approve_booking, decline_booking
from courses.bookings.actions.booking import book_places
from courses.bookings.actions.leaving import cancel_booking, hand_on, name_deputy, write_charge
from courses.bookings.actions.needs import save_need
from courses.bookings.actions.offering import accept_offer, change_cutoff, promote_waiting, refuse_offer
from courses.bookings.actions.seating import invite_people, set_places

__all__ = [
    "accept_offer",
    "approve_booking",
    "book_places",
    "cancel_booking",
    "change_cutoff",
    "decline_booking",
    "hand_on",
    "invite_people",
    "name_deputy",
    "promote_waiting",
    "refuse_offer",
    "save_need",
    "set_places",
    "write_charge",
]
