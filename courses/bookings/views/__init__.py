"""Pages on which places are booked, and bookings read and changed."""
