"""Forms of the instruments."""
