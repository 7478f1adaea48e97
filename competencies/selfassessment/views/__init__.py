"""Pages of self-assessments."""
