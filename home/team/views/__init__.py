"""Pages of a team, its files, and what whoever leads it fills in."""
