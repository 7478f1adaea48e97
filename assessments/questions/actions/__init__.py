"""Changing the bank."""
