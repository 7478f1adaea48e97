"""Wagtail looks for hooks here; they stand with the part they belong to."""

from courses.cohorts import wagtail_hooks as cohorts_hooks
from courses.currency import wagtail_hooks as currency_hooks
from courses.pages import wagtail_hooks
from courses.reviews import wagtail_hooks as reviews_hooks

__all__ = ["cohorts_hooks", "currency_hooks", "reviews_hooks", "wagtail_hooks"]
