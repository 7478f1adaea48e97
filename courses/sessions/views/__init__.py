"""Pages of those who run sessions."""
