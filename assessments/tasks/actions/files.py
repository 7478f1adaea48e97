"""Files of a draft: read by a small process, looked through, and only then kept."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import secrets
from pathlib import PurePath

from django.db import IntegrityError, transaction

from academy.gate.checking import check_clean, find_personal, invented_words
from academy.gate.scan import Scanner
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from assessments.tasks.actions.writing import lock_work
from assessments.tasks.models import Submission, SubmittedFile
from assessments.tasks.queries.storage import work_path
from assessments.tasks.reading import read_text
from assessments.tasks.rules.permits import MOST_FILES, check_own_draft


def add_file(
    *, submission: Submission, name: str, raw: bytes, by: User, at: datetime.datetime
) -> SubmittedFile:
    """Take in one file of a draft. Refused in words when it cannot be read or holds personal data.

    Nothing is kept of a refused file, and what was found in it stands nowhere. The type is what the content
    says, whatever the name. A name that points to a person is replaced.
    """
    check_own_draft(submission, by)
    read = read_text(raw)
    scanner = scanner_for(council=by.council)
    invented = invented_words(submission.edition.invented)
    check_clean([("The file", read.text)], scanner=scanner, invented=invented)
    called = safe_name(name, read.kind, scanner, invented)
    stored_as = keep(raw)
    try:
        return _note(submission, called, read.kind, read.text, raw, stored_as, by, at)
    except IntegrityError:
        work_path(stored_as).unlink(missing_ok=True)
        raise Refused("This file is here already. Nothing was changed.", code="same_file") from None
    except BaseException:
        work_path(stored_as).unlink(missing_ok=True)
        raise


@transaction.atomic
def _note(
    submission: Submission,
    name: str,
    kind: str,
    text: str,
    raw: bytes,
    stored_as: str,
    by: User,
    at: datetime.datetime,
) -> SubmittedFile:
    now = lock_work(submission.pk)
    check_own_draft(now, by)
    sha256 = hashlib.sha256(raw).hexdigest()
    here = list(SubmittedFile.objects.filter(submission=now).values_list("sha256", flat=True))
    if sha256 in here:
        raise Refused("This file is here already. Nothing was changed.", code="same_file")
    if len(here) >= MOST_FILES:
        raise Refused(f"You can send {MOST_FILES} files. Take one out first.", code="too_many")
    now.saves += 1  # a check page that was drawn before does not know of this file
    now.save(update_fields=["saves"])
    return SubmittedFile.objects.create(
        submission=now,
        name=name,
        kind=kind,
        stored_as=stored_as,
        sha256=sha256,
        size=len(raw),
        text=text,
        brought_at=at,
    )


@transaction.atomic
def remove_file(*, file: SubmittedFile, by: User, at: datetime.datetime) -> None:
    """Take a file out of a draft; its bytes go with it."""
    now = lock_work(file.submission_id)
    check_own_draft(now, by)
    row = SubmittedFile.objects.filter(pk=file.pk, submission=now).first()
    if row is None:
        return
    stored_as = row.stored_as
    row.delete()
    now.saves += 1
    now.save(update_fields=["saves"])
    transaction.on_commit(lambda: work_path(stored_as).unlink(missing_ok=True))


def safe_name(name: str, kind: str, scanner: Scanner, invented: frozenset[str]) -> str:
    """The name without its path, ending as the content says; one that points to a person is not kept."""
    plain = re.sub(r"[^\w .()&+,-]", "", PurePath(name.replace("\\", "/")).name).strip()
    stem = plain.rpartition(".")[0] or plain
    words = re.sub(r"[_\-.]+", " ", stem)
    if not stem or find_personal(words, where="", scanner=scanner, invented=invented):
        return f"Document (name not kept).{kind}"
    return f"{stem[:100]}.{kind}"


def keep(raw: bytes) -> str:
    """Write the bytes under a name of ours, readable by the server alone."""
    stored_as = secrets.token_hex(16)
    path = work_path(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(raw)
    return stored_as
