"""What is asked when places are booked and bookings changed."""
