"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "home"
    label = "home"
