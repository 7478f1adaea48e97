"""The floor of the house: settings, people, record, work, law and the kit."""

from academy.celery import app as celery_app

__all__ = ["celery_app"]
