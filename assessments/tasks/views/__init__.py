"""Pages of practical tasks."""
