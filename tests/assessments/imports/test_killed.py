"""A process that dies half-way brings in nothing, and the next one brings in everything, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from assessments.audits.models import Audit, Finding, Grade
from assessments.imports.actions import bring_in_file
from assessments.imports.models import Batch
from courses.assignments.models import Assignment
from tests.assessments.imports.conftest import Desk

WAITS = """
import os, sys, time
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.PRIVATE_ROOT = sys.argv[2]
import assessments.audits.actions.storing as storing
real = storing._write_findings
def stop(*args, **kwargs):
    real(*args, **kwargs)
    print("half-way", flush=True)
    time.sleep(120)
storing._write_findings = stop
from django.utils import timezone
from academy.people.models import Council, User
from assessments.imports.actions import bring_in_file
bring_in_file(
    council=Council.objects.get(), name="a.csv", raw=open(sys.argv[3], "rb").read(),
    approver=User.objects.get(email=sys.argv[4]), history_only=False, at=timezone.now(),
)
"""


@pytest.mark.kills
@pytest.mark.django_db(transaction=True)
def test_killed_half_way(desk: Desk, tmp_path: Path) -> None:
    raw = desk.long(desk.audit({"F3": "1", "F4": "3"}), desk.audit({"F3": "2"}, audit="AUD-2"))
    file = tmp_path / "a.csv"
    file.write_bytes(raw)
    name = str(connection.settings_dict["NAME"])
    victim = subprocess.Popen(
        [sys.executable, "-c", WAITS, name, str(settings.PRIVATE_ROOT), str(file), desk.qa.email],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "academy.settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None and victim.stderr is not None
    try:
        line = victim.stdout.readline()
        assert line == "half-way\n", victim.stderr.read()
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    for _ in range(50):
        if not Audit.objects.exists():
            break
        time.sleep(0.1)
    assert not Audit.objects.exists() and not Grade.objects.exists() and not Finding.objects.exists()
    assert Batch.objects.get().state == "sent"
    result = bring_in_file(
        council=desk.council, name="a.csv", raw=raw, approver=desk.qa, history_only=False, at=desk.at
    )
    assert result.state == "applied"
    assert Audit.objects.count() == 2 and Finding.objects.count() == 2
    assert Assignment.objects.count() == Finding.objects.filter(state="assigned").count() >= 1
    again = bring_in_file(
        council=desk.council, name="a.csv", raw=raw, approver=desk.qa, history_only=False, at=desk.at
    )
    assert again.state == "duplicate" and Audit.objects.count() == 2
