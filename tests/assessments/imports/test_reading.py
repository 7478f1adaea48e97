"""Reading strangers' files: every dress of a CSV comes in, whatever hides something is refused in words."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from academy.kit import cells
from assessments.imports.reading import CHILD, WORDS, FileRefused, read_cells
from tests.assessments.imports.files import csv_bytes, workbook

ROWS = [["Audit ID", "Wörd", "C", "D"], ["AUD-1", "é", "x", "y"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_dress(encoding: str, delimiter: str) -> None:
    book = read_cells(csv_bytes(ROWS, encoding, delimiter))
    assert book.sheets[0].rows == ROWS
    assert book.delimiter == delimiter


def test_text_of_one_encoding_behind_the_mark_of_another() -> None:
    raw = b"\xef\xbb\xbf" + csv_bytes([["a", "b"], ["r\u00e9sum\u00e9\u2026", "\u00a31"]], "cp1252", ";")
    assert read_cells(raw).sheets[0].rows[1] == ["résumé…", "£1"]


def test_cells_with_line_breaks_keep_the_row_numbers_of_the_spreadsheet() -> None:
    book = read_cells(csv_bytes([["a", "b"], ["one\ntwo", "x"], ["third", "y"], ["", ""], ["", ""]]))
    assert book.sheets[0].rows[2] == ["third", "y"]
    assert len(book.sheets[0].rows) == 3


def test_workbook_cells_are_texts() -> None:
    def touch(book, pages):
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        import datetime

        pages["Audits"].write_datetime(2, 0, datetime.datetime(2026, 10, 2), style)
        pages["Audits"].write_datetime(
            2, 1, datetime.datetime(2026, 10, 2, 9, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )

    raw = workbook({"Audits": [["a", "b", "c"], [3, 3.5, True]]}, touch=touch)
    rows = read_cells(raw).sheets[0].rows
    assert rows[1] == ["3", "3.5", "TRUE"]
    assert rows[2][:2] == ["2026-10-02", "2026-10-02 09:30"]


def refusal(raw: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_cells(raw)
    assert caught.value.words
    return caught.value.code


def repack(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """The same workbook with members added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in changes:
                new.writestr(member, old.read(member))
        for name, data in changes.items():
            new.writestr(name, data)
    return out.getvalue()


PLAIN = workbook({"Audits": [["a", "b", "c", "d"], ["1", "2", "3", "4"]]})
RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://x/%s" Target="file:///c:/x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b",,,\n,,,\n", "empty"),
        (workbook({"Audits": []}), "empty"),
        (b"%PDF-1.7 audits", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n000", "wrong_type"),
        (b"<!DOCTYPE html><table><tr><td>1", "wrong_type"),
        (b'{"audits": []}', "wrong_type"),
        (b"\xd0\xcf\x11\xe0" + b"Workbook" * 50, "wrong_type"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes(range(1, 32)) * 80, "wrong_type"),
        (PLAIN[:200], "damaged"),
        (repack(PLAIN, {"xl/workbook.xml": b"<nope"}), "damaged"),
        (repack(PLAIN, {"xl/vbaProject.bin": b"x"}), "macros"),
        (
            repack(
                PLAIN,
                {"[Content_Types].xml": b'<Types><Override ContentType="sheet.macroEnabled.main"/></Types>'},
            ),
            "macros",
        ),
        (repack(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external_links"),
        (repack(PLAIN, {"xl/connections.xml": b"<x/>"}), "external_links"),
        (repack(PLAIN, {"xl/_rels/odd.xml.rels": RELS % b"externalLinkPath"}), "external_links"),
        (repack(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}), "embedded"),
        (repack(PLAIN, {"xl/media/image1.png": b"x"}), "embedded"),
        (repack(PLAIN, {"xl/comments1.xml": b"<x/>"}), "notes"),
        (repack(PLAIN, {"xl/threadedComments/t1.xml": b"<x/>"}), "notes"),
        (repack(PLAIN, {"xl/filler.xml": b" " * 12_000_000}), "unpacks_too_big"),
    ],
)
def test_what_is_refused(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_a_web_address_in_a_cell_is_not_a_link_to_a_file() -> None:
    raw = repack(PLAIN, {"xl/_rels/odd.xml.rels": RELS % b"hyperlink"})
    assert read_cells(raw).kind == "xlsx"


@pytest.mark.parametrize(
    ("hide", "code"),
    [
        (lambda book, pages: pages["Old"].hide(), "hidden_sheet"),
        (lambda book, pages: pages["Old"].very_hidden(), "hidden_sheet"),
        (lambda book, pages: pages["Audits"].set_row(1, None, None, {"hidden": True}), "hidden_rows"),
        (
            lambda book, pages: pages["Audits"].set_column(2, 2, None, None, {"hidden": True}),
            "hidden_columns",
        ),
        (lambda book, pages: pages["Audits"].write_comment("A2", "a note"), "notes"),
    ],
)
def test_what_a_workbook_hides(hide, code: str) -> None:
    raw = workbook({"Audits": [["a", "b", "c", "d"], ["1", "2", "3", "4"]], "Old": [["x"]]}, touch=hide)
    assert refusal(raw) == code


def test_a_hidden_row_is_named() -> None:
    raw = workbook(
        {"Audits": [["a"], ["1"], ["2"]]},
        touch=lambda book, pages: pages["Audits"].set_row(2, None, None, {"hidden": True}),
    )
    with pytest.raises(FileRefused) as caught:
        read_cells(raw)
    assert "(row 3)" in caught.value.words


def test_more_than_ten_megabytes() -> None:
    assert refusal(b"a,b\n" * (11 * 1024 * 1024 // 4)) == "too_big"


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert refusal(repack(PLAIN, {"xl/workbook.xml": bomb})) == "damaged"


def test_a_slow_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "SECONDS", 0.001)
    assert refusal(PLAIN) == "too_slow"


def test_the_reader_can_open_no_file_and_no_connection() -> None:
    """Runs the child's own limits and then tries what a hostile file would try."""
    code = (
        "import sys, socket; sys.path.insert(0, sys.argv[1]); import child; child.limit()\n"
        "for act in (lambda: socket.socket(), lambda: open('/etc/passwd'), lambda: open('/tmp/x', 'w')):\n"
        "    try: act()\n"
        "    except OSError: print('no')\n"
        "    else: print('YES')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(CHILD.parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["no", "no", "no"]


def test_the_reader_stops_at_its_memory() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import child; child.limit()\n"
        "try: x = bytearray(600 * 1024 * 1024)\n"
        "except MemoryError: print('no')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(CHILD.parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "no"


def test_every_refusal_of_the_reader_has_words() -> None:
    import re

    source = "".join(path.read_text() for path in [CHILD, *(CHILD.parent / "reader").glob("*.py")])
    used = set(re.findall(r'Stop\("(\w+)"', source)) | set(re.findall(r'"refused": "(\w+)"', source))
    assert len(used) > 8 and used <= set(WORDS)
