"""A broker made of folders, for one machine: no service to run, and no message is ever seen half-written.

The transport that Celery ships creates a message file and then fills it, so a worker that looks at the wrong
moment reads an empty file and dies. Here a message is written aside and renamed into place, which a file
system does in one step. A message only wakes somebody up: the work ledger is the queue of record, so a
message that cannot be read is dropped and the sweep finds the work.
"""

import json
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem


class Channel(filesystem.Channel):
    """One conversation with the folders."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        aside = Path(self.processed_folder) / f"{name}.new"
        aside.write_text(json.dumps(payload), encoding="utf-8")
        os.replace(aside, Path(self.data_folder_out) / name)

    def _get(self, queue: str) -> dict[str, Any]:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.processed_folder) / name
            try:
                os.rename(Path(self.data_folder_in) / name, taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = taken.read_bytes()
            taken.unlink(missing_ok=True)
            try:
                payload: dict[str, Any] = json.loads(text)
            except ValueError:
                continue
            return payload
        raise Empty

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        known = {tuple(entry) for entry in self.get_table(exchange)}
        entry = (routing_key or "", pattern or "", queue or "")
        if entry in known:
            return
        file = self._exchange_file(exchange)
        aside = file.with_name(f"{file.name}.{uuid.uuid4()}.new")
        aside.write_text(json.dumps(sorted({*known, entry})), encoding="utf-8")
        os.replace(aside, file)

    def get_table(self, exchange: str) -> list[Any]:
        """Which queues an exchange feeds; a table that cannot be read counts as empty and is written anew."""
        try:
            table: list[Any] = super().get_table(exchange)
        except ValueError:
            return []
        return table


class Transport(filesystem.Transport):
    """What `filesystem://` means in this project once `install` has run."""

    Channel = Channel


def install() -> None:
    """Makes `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = "academy.kit.folder_broker:Transport"


def make(folder: Path) -> dict[str, Any]:
    """Creates the folders under `folder` and returns Celery's transport options for them."""
    places = {name: folder / name for name in ("queue", "processed", "control")}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(places["queue"]),
        "data_folder_out": str(places["queue"]),
        "processed_folder": str(places["processed"]),
        "control_folder": str(places["control"]),
        "polling_interval": 0.5,
    }


def clear(folder: Path) -> None:
    """Throws away whatever messages lie about. Safe, because the ledger and not the broker knows the work.

    The table of queues stays: a process that has declared its queue does not declare it again.
    """
    for name in ("queue", "processed"):
        place = folder / name
        for file in place.iterdir() if place.is_dir() else ():
            file.unlink(missing_ok=True)
