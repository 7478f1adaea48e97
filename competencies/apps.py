"""The competencies app."""

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "competencies"
    label = "competencies"

    def ready(self) -> None:
        """Tell the ledger which of its topics are answered here, and the framework what rests on it."""
        from competencies import listeners, touches  # noqa: F401
