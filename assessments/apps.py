"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Tell the ledger which of its topics are answered here."""
        from assessments import listeners  # noqa: F401
