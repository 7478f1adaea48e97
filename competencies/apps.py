"""The competencies app."""

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "competencies"
    label = "competencies"
