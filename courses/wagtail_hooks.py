"""Wagtail looks for hooks here; they stand with the part they belong to."""

from courses.pages import wagtail_hooks
from courses.reviews import wagtail_hooks as reviews_hooks

__all__ = ["reviews_hooks", "wagtail_hooks"]
