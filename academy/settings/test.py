"""Settings of the test suite. DATABASE_URL and CELERY_BROKER_URL choose the services it runs against."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Each test process has a home of its own; the processes it starts inherit it.
_process = os.environ.get("PYTEST_XDIST_WORKER", "main")
if os.environ.get("ACADEMY_TEST_HOME_OF") != _process:
    os.environ["ACADEMY_HOME"] = tempfile.mkdtemp(prefix="academy-test-")
    os.environ["ACADEMY_TEST_HOME_OF"] = _process
    os.environ["BROKER_QUEUE"] = f"test-{_process}"
    atexit.register(shutil.rmtree, os.environ["ACADEMY_HOME"], ignore_errors=True)

from academy.settings.base import *  # noqa: E402, F403
from academy.settings.base import (  # noqa: E402
    ACADEMY_HOME,
    DATABASES,
    STATIC_ROOT,
    WAGTAILSEARCH_BACKENDS,
    env,
)

DEMO = True
DESIGN_PAGE = True
SECRET_KEY = "test-only-not-secret-test-only-not-secret-test-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Nobody searches the editors' area in these tests, and keeping its index takes a seventh of their time.
WAGTAILSEARCH_BACKENDS = {"default": WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}
STATIC_ROOT.mkdir(exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = False
VERIFY_A_MINUTE = 0
VOICES_A_MINUTE = 0
CALENDARS_A_MINUTE = 0
_suffix = env.str("TEST_DB_SUFFIX", default="")
if "sqlite" in DATABASES["default"]["ENGINE"]:
    _folder = Path(tempfile.gettempdir()) if _suffix else ACADEMY_HOME
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / f"academy-test{_suffix}.sqlite3")}
    # Tests kill processes, never the machine, so they need not wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
    if _suffix:
        DATABASES["default"]["TEST"] = {"NAME": f"test_academy_{_suffix.lower()}"}
