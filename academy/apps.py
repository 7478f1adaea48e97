"""The academy app."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "academy"
    label = "academy"
