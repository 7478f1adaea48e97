"""Files of strangers: read by what they are, in a process that can do nothing, and refused in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from assessments.tasks import reading
from assessments.tasks.reading import CHILD, WORDS, FileRefused, read_text
from tests.assessments.tasks.papers import RELS, docx, odt, packed, pdf, pdf_writer, written

TEXT = "Torvin needs a quiet place."


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (docx(TEXT, "Two."), "docx"),
        (odt(TEXT, "Two."), "odt"),
        (f"{TEXT}\nTwo.".encode(), "txt"),
        (f"{TEXT}\nTwo.".encode("utf-16"), "txt"),
        (f"{TEXT}\nTwo.".encode("cp1252"), "txt"),
    ],
    ids=["docx", "odt", "utf-8", "utf-16", "cp1252"],
)
def test_each_kind_is_read_by_its_content(raw: bytes, kind: str) -> None:
    read = read_text(raw)
    assert (read.kind, read.text.split("\n")) == (kind, [TEXT, "Two."])


def test_a_pdf_is_read() -> None:
    assert read_text(pdf(TEXT)).kind == "pdf"
    assert TEXT in read_text(pdf(TEXT)).text


def test_what_hides_in_headers_and_notes_is_read_too() -> None:
    more = {"word/header1.xml": docx_part("Header words"), "word/footnotes.xml": docx_part("Note words")}
    text = read_text(docx(TEXT, more=more)).text
    assert "Header words" in text and "Note words" in text


def docx_part(words: str) -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?><w:hdr {space}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>'


def linked(kind: str) -> dict[str, str]:
    target = f'<Relationship Id="r1" Type="x/{kind}" Target="http://e.example/" TargetMode="External"/>'
    links = f'<?xml version="1.0"?><Relationships xmlns="{RELS}">{target}</Relationships>'
    return {"word/_rels/document.xml.rels": links}


TRACKED = "<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins></w:p>"
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_big"),
        (b"\x89PNG\r\n\x1a\n....", "wrong_type"),
        (b"<html><body>Words</body></html>", "wrong_type"),
        (b"{\\rtf1 Words}", "wrong_type"),
        (b"MZ\x00\x01\x02\x03\x04\x05\x06\x07", "wrong_type"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "wrong_type"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"%PDF-1.7 nothing", "damaged"),
        (packed({"hello.txt": "x"}), "wrong_type"),
        (packed({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "wrong_type"),
        (docx(TEXT, more={"word/vbaProject.bin": b"x"}), "macros"),
        (docx(TEXT, more={"word/embeddings/sheet.xlsx": b"x"}), "embedded"),
        (docx(TEXT, more={"word/media/image1.png": b"x"}), "pictures"),
        (docx(TEXT, more={"word/comments.xml": "<a/>"}), "notes"),
        (docx(TEXT, body=TRACKED), "notes"),
        (docx(TEXT, more=linked("attachedTemplate")), "external_links"),
        (docx(TEXT, more={"word/document.xml.big": b"0" * 61 * 1024 * 1024}), "unpacks_too_big"),
        (docx(TEXT, more={"word/header1.xml": BOMB}), "damaged"),
        (docx(""), "no_text"),
        (odt(TEXT, more={"Basic/script.xml": "<a/>"}), "macros"),
        (odt(TEXT, more={"Pictures/one.png": b"x"}), "pictures"),
        (odt(TEXT, more={"Object 1/content.xml": "<a/>"}), "embedded"),
        (odt(TEXT, more={"META-INF/manifest.xml": "<m:encryption-data/>"}), "encrypted"),
        (pdf(""), "no_text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_come_in_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_text(raw)
    assert (caught.value.code, caught.value.words) == (code, WORDS[code])


def test_a_link_that_only_leads_somewhere_is_fine() -> None:
    assert read_text(docx(TEXT, more=linked("hyperlink"))).kind == "docx"


@pytest.mark.parametrize("hidden", ["password", "file", "script", "launch"])
def test_what_a_pdf_hides_is_found(hidden: str) -> None:
    writer = pdf_writer()
    if hidden == "password":
        writer.encrypt("secret", algorithm="RC4-128")
    elif hidden == "file":
        writer.add_attachment("inside.txt", b"words")
    else:
        kind = {"script": "/JavaScript", "launch": "/Launch"}[hidden]
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("x")}
        )
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    with pytest.raises(FileRefused) as caught:
        read_text(written(writer))
    assert caught.value.code == {"password": "encrypted", "file": "embedded"}.get(hidden, "macros")


def run_child(code: str) -> subprocess.CompletedProcess[str]:
    """Some code in a process that has taken the child's limits."""
    start = f"import sys; sys.path.insert(0, {str(CHILD.parent)!r}); import child\n"
    start += "child.warm_up(); child.limit()\n"
    return subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "x = bytearray(600 * 1024 * 1024)",
    ],
    ids=["file", "socket", "process", "memory"],
)
def test_the_child_can_do_nothing_else(code: str) -> None:
    assert run_child("print('limited')").stdout == "limited\n"
    assert run_child(code).returncode != 0


def test_a_child_that_dies_or_hangs_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "dies.py"
    dying.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(reading, "CHILD", dying)
    with pytest.raises(FileRefused) as caught:
        read_text(b"words")
    assert caught.value.code == "unpacks_too_big"
    slow = tmp_path / "hangs.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(reading, "CHILD", slow)
    monkeypatch.setattr(reading, "SECONDS", 0.5)
    with pytest.raises(FileRefused) as caught:
        read_text(b"words")
    assert caught.value.code == "too_slow"
