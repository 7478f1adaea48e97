"""The demo academy on one machine: SQLite, a filesystem broker, mail to the console and to files."""

from academy.settings.base import *  # noqa: F403
from academy.settings.base import ACADEMY_HOME, STATIC_ROOT, env

DEMO = True
DESIGN_PAGE = True
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-not-secret-demo-only-not-secret-demo-only")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
EMAIL_BACKEND = "academy.work.backends.ConsoleAndFileBackend"
EMAIL_FILE_PATH = str(ACADEMY_HOME / "mail")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
