"""A file arrives, is kept for seven days at most, and is checked."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import secrets
from pathlib import PurePath

from django.db import IntegrityError, transaction

from academy.gate.scan import Scanner
from academy.kit.apart import MOST_BYTES
from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.imports.models import Batch
from assessments.imports.queries.batches import find_same_file
from assessments.imports.queries.roster import load_roster
from assessments.imports.queries.storage import raw_path
from assessments.imports.reading import FileRefused
from assessments.imports.rules import KEEP_DAYS, check_bring_in
from assessments.imports.states import BATCH


class SameFile(Refused):
    """Exactly this file is here already; `batch` says where it stands."""

    def __init__(self, batch: Batch) -> None:
        words = {
            "applied": f"This file is here already, brought in as {batch.file_name}. Nothing has changed.",
            "sent": "This file is here already and waits for a second person.",
        }
        super().__init__(
            words.get(batch.state, "This file is here already. Go on with it in the list below."),
            code="duplicate",
        )
        self.batch = batch


def receive_file(
    *, council: Council, name: str, raw: bytes, by: User | None, at: datetime.datetime, check: bool = True
) -> Batch:
    """Take in a file: keep the bytes, note who brought it, and leave work to check it in the ledger.

    Raises SameFile when exactly these bytes are here already, and FileRefused when the file is empty or
    larger than 10 MB. Two people sending one file at once make one batch. `by` is None for the command.
    """
    if by is not None:
        check_bring_in(by)
    if not raw.strip():
        raise FileRefused("empty")
    if len(raw) > MOST_BYTES:
        raise FileRefused("too_big")
    sha256 = hashlib.sha256(raw).hexdigest()
    same = find_same_file(council=council, sha256=sha256)
    if same is not None:
        raise SameFile(same)
    stored_as = _keep(raw)
    try:
        batch = _note(council, safe_name(name, council), sha256, len(raw), stored_as, by, at, check=check)
    except IntegrityError:
        raw_path(stored_as).unlink(missing_ok=True)
        same = find_same_file(council=council, sha256=sha256)
        if same is None:
            raise
        raise SameFile(same) from None
    except BaseException:
        raw_path(stored_as).unlink(missing_ok=True)
        raise
    return batch


def safe_name(name: str, council: Council) -> str:
    """The name of the file without its path; a name that points to a person is not kept."""
    plain = re.sub(r"[^\w .()&+,-]", "", PurePath(name.replace("\\", "/")).name).strip() or "File"
    stem, _, ending = plain.rpartition(".")
    words = re.sub(r"[_\-.]+", " ", stem or plain)
    if Scanner(load_roster(council=council).names).kinds(words):
        return f"Audits (name not kept).{ending[:4]}" if stem else "Audits (name not kept)"
    return plain[-200:]


def _keep(raw: bytes) -> str:
    stored_as = secrets.token_hex(16)
    path = raw_path(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(raw)
    return stored_as


@transaction.atomic
def _note(
    council: Council,
    name: str,
    sha256: str,
    size: int,
    stored_as: str,
    by: User | None,
    at: datetime.datetime,
    *,
    check: bool,
) -> Batch:
    batch = Batch.objects.create(
        council=council,
        file_name=name,
        sha256=sha256,
        size=size,
        stored_as=stored_as,
        brought_by=by,
        brought_at=at,
    )
    write(council=council, by=by, at=at, verb="receive", obj=batch, words=f"File of audits received: {name}")
    if check:
        announce(
            topic="audit_file_received",
            key=str(batch.pk),
            payload={"batch_id": batch.pk},
            council=council,
            at=at,
        )
    announce(
        topic="audit_file_expires",
        key=str(batch.pk),
        payload={"batch_id": batch.pk},
        council=council,
        at=at,
        due_at=at + datetime.timedelta(days=KEEP_DAYS),
    )
    return batch


@transaction.atomic
def drop_raw_file(*, batch_id: int, at: datetime.datetime) -> None:
    """After seven days the bytes go, and a file that nobody brought in is refused."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or not batch.stored_as:
        return
    stored_as, batch.stored_as = batch.stored_as, ""
    if BATCH.allows(batch.state, "refuse"):
        batch.state = BATCH.after(batch.state, "refuse")
        batch.refusal = "Nobody brought this file in within seven days, so we deleted it. Send it again."
        write(
            council=batch.council_id, by=None, at=at, verb="expire", obj=batch,
            words=f"File of audits deleted after seven days: {batch.file_name}",
        )  # fmt: skip
    batch.save(update_fields=["stored_as", "state", "refusal"])
    transaction.on_commit(lambda: raw_path(stored_as).unlink(missing_ok=True))
