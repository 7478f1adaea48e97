"""The broker made of folders: a message is whole or absent, and rubbish stops nobody."""

import multiprocessing
import os
from pathlib import Path

import pytest
from kombu import Connection

from academy.kit import folder_broker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder_broker.install()
    return tmp_path / "broker"


def name_of(folder: Path) -> str:
    """A queue of its own for each test: kombu remembers queues for the life of a process."""
    return f"work-{folder.parent.name}"


def connect(folder: Path) -> Connection:
    return Connection("filesystem://", transport_options=folder_broker.make(folder))


def send(folder: Path, *words: str) -> None:
    with connect(folder) as link, link.SimpleQueue(name_of(folder)) as queue:
        for word in words:
            queue.put({"word": word})


def receive(folder: Path) -> list[str]:
    words = []
    with connect(folder) as link, link.SimpleQueue(name_of(folder)) as queue:
        while True:
            try:
                message = queue.get(block=False)
            except queue.Empty:
                return words
            words.append(message.payload["word"])
            message.ack()


def test_messages_arrive_once_and_in_order(folder: Path) -> None:
    send(folder, "first", "second", "third")
    assert receive(folder) == ["first", "second", "third"]
    assert receive(folder) == []


def test_a_message_read_leaves_no_file_behind(folder: Path) -> None:
    send(folder, "only")
    receive(folder)
    assert list((folder / "queue").iterdir()) == []
    assert list((folder / "processed").iterdir()) == []


@pytest.mark.parametrize("rubbish", [b"", b'{"body": "cut o', b"\xff\xfe"])
def test_a_file_cut_short_is_passed_over(folder: Path, rubbish: bytes) -> None:
    send(folder, "before")
    name = next((folder / "queue").iterdir()).name
    (folder / "queue" / f"0{name}").write_bytes(rubbish)
    send(folder, "after")
    assert receive(folder) == ["before", "after"]


@pytest.mark.parametrize("table", ["", "[["])
def test_a_broken_exchange_table_is_written_anew(folder: Path, table: str) -> None:
    folder_broker.make(folder)
    (folder / "control" / "celery.exchange").write_text(table)
    with connect(folder) as link, link.channel() as channel:
        channel._queue_bind("celery", "work", "", "work")
        channel._queue_bind("celery", "work", "", "work")
        assert [tuple(entry) for entry in channel.get_table("celery")] == [("work", "", "work")]


def send_many(folder: Path, count: int) -> None:
    folder_broker.install()
    send(folder, *(str(number) for number in range(count)))


def test_a_reader_beside_a_writer_never_sees_half_a_message(folder: Path) -> None:
    folder_broker.make(folder)
    receive(folder)
    writer = multiprocessing.get_context("fork").Process(target=send_many, args=(folder, 300))
    writer.start()
    got: list[str] = []
    try:
        while writer.is_alive():
            got += receive(folder)
    finally:
        writer.join()
    got += receive(folder)
    assert sorted(got, key=int) == [str(number) for number in range(300)]


def test_clearing_empties_every_folder_and_may_be_repeated(folder: Path) -> None:
    send(folder, "stale")
    folder_broker.clear(folder)
    folder_broker.clear(folder)
    assert os.listdir(folder / "queue") == os.listdir(folder / "processed") == []
    assert receive(folder) == []
