"""What the charts of practice are drawn from."""
