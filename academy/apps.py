"""The academy app."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "academy"
    label = "academy"

    def ready(self) -> None:
        """Register who answers which topic, and the checks that `manage.py check` makes."""
        from academy.kit import checks  # noqa: F401
        from academy.partners import listeners as partner_listeners  # noqa: F401
        from academy.staffing import listeners  # noqa: F401
        from academy.work import actions  # noqa: F401
