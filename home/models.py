"""The one table of showing: the front page."""

from home.pages.models import WelcomePage

__all__ = ["WelcomePage"]
