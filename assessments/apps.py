"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "assessments"
    label = "assessments"
