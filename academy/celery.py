"""The Celery application. It only wakes the work ledger; the ledger is the queue of record."""

import os

from celery import Celery

from academy.kit import folder_broker

folder_broker.install()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.demo")
app = Celery("academy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["academy.work"])
