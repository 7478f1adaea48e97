"""What moderation knows."""
