"""Asking auditors to calibrate again, and plans with agreed grades."""
