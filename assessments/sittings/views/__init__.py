"""Screens of setting, sitting and marking papers."""
