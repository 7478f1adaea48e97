"""Pages about reach and demand."""
