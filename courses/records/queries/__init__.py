"""Reading the record, what it comes to, and certificates."""
