"""The academy app."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "academy"
    label = "academy"

    def ready(self) -> None:
        """Register who answers which topic."""
        from academy.work import actions  # noqa: F401
