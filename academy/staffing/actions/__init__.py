"""Bringing people in and changing what they hold."""
