"""Wagtail looks for hooks here; they stand with the part they belong to."""

from courses.pages import wagtail_hooks

__all__ = ["wagtail_hooks"]
