"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "courses"
    label = "courses"
