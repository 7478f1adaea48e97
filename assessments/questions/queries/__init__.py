"""Reading the bank."""
