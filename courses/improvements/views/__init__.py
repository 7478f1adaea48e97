"""Pages of shared steps."""
