"""What may be booked by whom, who gets which place, and how long an offer stands."""
