"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Names the app and listens to news from below; its tables live in its parts."""

    name = "courses"
    label = "courses"

    def ready(self) -> None:
        """Register who answers which topic."""
        from courses import listeners  # noqa: F401
        from courses.handbook import listeners as handbook_listeners  # noqa: F401
