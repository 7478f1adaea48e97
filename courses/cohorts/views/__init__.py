"""Pages of cohorts, of their members and of buddies."""
