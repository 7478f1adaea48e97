"""Places in sessions: booking, waiting, offers, swaps; and what each person needs to take part."""
