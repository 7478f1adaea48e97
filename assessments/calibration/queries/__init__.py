"""What is known about how far auditors agree."""
