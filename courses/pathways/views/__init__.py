"""Pages of the shorter way."""
