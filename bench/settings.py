"""The academy as it is measured: the demo's data on PostgreSQL, without debug aids."""

import os

from academy.settings.demo import *  # noqa: F403

DEMO = True
DESIGN_PAGE = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
SESSION_COOKIE_SECURE = False
STATEMENT_TIMEOUT = os.environ.get("STATEMENT_TIMEOUT", "600")
