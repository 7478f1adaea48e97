"""What each kind of installation promises, read from settings loaded in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "k" * 25 + "9#aZ" + "q7" * 15,
    "ALLOWED_HOSTS": "academy.alderwick.example",
    "BASE_URL": "https://academy.alderwick.example",
    "DATABASE_URL": "postgres://academy:pw@127.0.0.1:5432/academy",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/1",
    "CACHE_URL": "redis://127.0.0.1:6379/2",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}
READ = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def run(home: Path, kind: str, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": f"academy.settings.{kind}", "ACADEMY_HOME": str(home)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**keep, **settings, **env}, capture_output=True, text=True
    )


def read(home: Path, kind: str, *names: str, **env: str) -> dict[str, Any]:
    result = run(home, kind, "-c", READ, *names, **env)
    assert result.returncode == 0, result.stderr
    values: dict[str, Any] = json.loads(result.stdout)
    return values


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    result = run(
        tmp_path, "production", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **SECRETS
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "no issues" in result.stdout + result.stderr


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_production_will_not_start_without_each_secret(tmp_path: Path, missing: str) -> None:
    env = {name: value for name, value in SECRETS.items() if name != missing}
    result = run(tmp_path, "production", "manage.py", "check", **env)
    assert result.returncode != 0
    assert missing in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("SECRET_KEY", "short", "at least 50"), ("CACHE_URL", "locmemcache://", "all processes share")],
)
def test_production_refuses_a_weak_value_and_does_not_repeat_it(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    result = run(tmp_path, "production", "manage.py", "check", **{**SECRETS, name: value})
    assert result.returncode != 0
    assert words in result.stderr
    assert f"'{value}'" not in result.stderr.splitlines()[-1]


def test_production_cookies_transport_and_passwords(tmp_path: Path) -> None:
    names = """DEBUG DEMO DESIGN_PAGE
        SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE
        SESSION_COOKIE_DOMAIN SESSION_COOKIE_PATH CSRF_COOKIE_HTTPONLY SECURE_HSTS_SECONDS SECURE_SSL_REDIRECT
        PASSWORD_HASHERS SESSION_COOKIE_AGE SESSION_IDLE_SECONDS SECURE_REDIRECT_EXEMPT""".split()
    got = read(tmp_path, "production", *names, **SECRETS)
    assert (got["DEBUG"], got["DEMO"], got["DESIGN_PAGE"]) == (False, False, False)
    # A browser takes a __Host- cookie only when it is secure, for the whole site, and for no other host.
    assert got["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert got["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert got["SESSION_COOKIE_SECURE"] is got["CSRF_COOKIE_SECURE"] is got["CSRF_COOKIE_HTTPONLY"] is True
    assert got["SESSION_COOKIE_DOMAIN"] is None
    assert got["SESSION_COOKIE_PATH"] == "/"
    assert got["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert got["SECURE_SSL_REDIRECT"] is True
    assert got["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
    assert (got["SESSION_IDLE_SECONDS"], got["SESSION_COOKIE_AGE"]) == (3600, 12 * 3600)
    assert got["SECURE_REDIRECT_EXEMPT"] == [r"^healthz$", r"^readyz$"]


@pytest.mark.parametrize("kind", ["demo", "dev", "production"])
def test_the_policy_for_our_own_pages_is_strict(tmp_path: Path, kind: str) -> None:
    policy = read(tmp_path, kind, "CONTENT_SECURITY_POLICY", **SECRETS)["CONTENT_SECURITY_POLICY"][
        "DIRECTIVES"
    ]
    allowed = {source for sources in policy.values() for source in sources}
    assert policy["default-src"] == ["'none'"]
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
    assert not [source for source in allowed if "//" in source]


def test_sqlite_waits_its_turn_and_keeps_what_it_said(tmp_path: Path) -> None:
    database = read(tmp_path, "demo", "DATABASES")["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "academy.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
    assert database["ATOMIC_REQUESTS"] is False


def test_everything_the_demo_writes_lies_in_its_home(tmp_path: Path) -> None:
    names = ["MEDIA_ROOT", "STATIC_ROOT", "PRIVATE_ROOT", "EMAIL_FILE_PATH", "BROKER_FOLDER"]
    places = read(tmp_path, "demo", *names)
    assert {name: Path(place).parent for name, place in places.items()} == dict.fromkeys(names, tmp_path)


def test_the_environment_moves_database_and_broker(tmp_path: Path) -> None:
    env = {
        "DATABASE_URL": "postgres://u:p@db.example:5433/x",
        "CELERY_BROKER_URL": "redis://r.example:6379/3",
    }
    got = read(tmp_path, "demo", "DATABASES", "CELERY_BROKER_URL", **env)
    assert got["DATABASES"]["default"]["ENGINE"].endswith("postgresql")
    assert (got["DATABASES"]["default"]["HOST"], got["DATABASES"]["default"]["PORT"]) == ("db.example", 5433)
    assert got["CELERY_BROKER_URL"] == "redis://r.example:6379/3"


def test_the_demo_server_refuses_to_run_on_production_settings(tmp_path: Path) -> None:
    result = run(tmp_path, "production", "manage.py", "run_demo", **SECRETS)
    assert result.returncode == 1
    assert "demo settings only" in result.stderr
