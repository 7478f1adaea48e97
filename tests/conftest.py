"""What every test may use. The database and the broker come from DATABASE_URL and CELERY_BROKER_URL."""

import os

# The browser's driver runs a loop of its own in the test process; our code stays synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
