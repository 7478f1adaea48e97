"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Tell the ledger which of its topics are answered here, and the bank which exercises there are."""
        from assessments import listeners  # noqa: F401
        from assessments.exercises.registering import register_all

        register_all()
