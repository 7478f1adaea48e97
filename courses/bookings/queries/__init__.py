"""Who has a place, who waits, and what one's own bookings are."""

from courses.bookings.queries.desk import Attendee, bookings_of
from courses.bookings.queries.mine import (
    BookingLine,
    Clash,
    booking_line,
    bookings_looked_after,
    clashes,
    lines_of,
    my_bookings,
)
from courses.bookings.queries.places import ModePlaces, Places, places_of

__all__ = [
    "Attendee",
    "BookingLine",
    "Clash",
    "ModePlaces",
    "Places",
    "booking_line",
    "bookings_looked_after",
    "bookings_of",
    "clashes",
    "lines_of",
    "my_bookings",
    "places_of",
]
