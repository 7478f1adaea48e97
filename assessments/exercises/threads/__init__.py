"""X8: follow the golden thread from need to provision to outcome, and find where it breaks."""
