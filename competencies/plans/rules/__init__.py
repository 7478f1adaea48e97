"""Who may, and what the state allows."""
