"""What is asked about topics and sessions."""
