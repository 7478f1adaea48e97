"""Who may answer, query and sit, and what the state allows."""
