"""What may be done with topics and sessions, and how they are worded."""
