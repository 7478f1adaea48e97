"""A cohort of starters: its members, their buddies, its weeks and its calendar."""
