"""One calendar for a person, at an address that only they know."""
