"""The process that opens documents of strangers. Standard library, defusedxml and pypdf only.

Started for one file (``python -I child.py < file``), so it imports nothing of the project. Once its modules
are loaded it gives up the right to open any file or socket, to start a process, to write a file, to use more
than 512 MB or more than 20 seconds of processor. Whatever a hostile file does to the libraries, it does here.

Prints ``{"refused": code}`` or ``{"kind", "text"}``.
"""

from __future__ import annotations

import encodings.cp437
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401  (loaded now: no file can be opened later)
import io
import json
import logging
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 20
MOST_BYTES_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 200
MOST_PAGES = 100
MOST_CHARACTERS = 200_000
OTHERS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"7z\xbc\xaf", b"Rar!")


class Stop(Exception):
    """The file is refused: a code the parent turns into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def warm_up() -> None:
    """Write and read a page, so that every module the library loads on the way is loaded."""
    writer, page = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(page)
    PdfReader(io.BytesIO(page.getvalue())).pages[0].extract_text()


def limit() -> None:
    """Take the limits: memory, processor time, no new descriptors, no new processes, no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


WORD_FAULTS = (
    (re.compile(r"vbaproject|vbadata|/macrosheets/", re.IGNORECASE), "macros"),
    (re.compile(r"(^|/)(embeddings|activex|ctrlprops)/|oleobject", re.IGNORECASE), "embedded"),
    (re.compile(r"^word/media/", re.IGNORECASE), "pictures"),
    (re.compile(r"^word/comments\w*\.xml", re.IGNORECASE), "notes"),
)
ODT_FAULTS = (
    (re.compile(r"^(Basic|Scripts)/", re.IGNORECASE), "macros"),
    (re.compile(r"^Object ?\w*(/|$)|^ObjectReplacements/.", re.IGNORECASE), "embedded"),
    (re.compile(r"^(Pictures|media)/.", re.IGNORECASE), "pictures"),
)
WORD_PARTS = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")


def read_package(raw: bytes) -> tuple[str, str]:
    """Kind and text of a zipped document, decided by what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Stop("encrypted")
            unpacked = sum(member.file_size for member in members)
            if unpacked > MOST_BYTES_UNPACKED or unpacked > MOST_RATIO * max(1, len(raw)):
                raise Stop("unpacks_too_big")
            names = {member.filename for member in members}
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return "docx", read_word(archive, sorted(names))
            if "content.xml" in names and "mimetype" in names:
                return "odt", read_odt(archive, sorted(names))
            raise Stop("wrong_type")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, KeyError):
        raise Stop("damaged") from None


def refuse(names: list[str], faults: tuple[tuple[re.Pattern[str], str], ...]) -> None:
    """Stop on a member whose name says what it is."""
    for code in (code for name in names for pattern, code in faults if pattern.search(name)):
        raise Stop(code)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def read_word(archive: zipfile.ZipFile, names: list[str]) -> str:
    """The paragraphs of a Word document, its headers, footers and notes."""
    refuse(names, WORD_FAULTS)
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Stop("macros")
    for name in names:
        if name.endswith(".rels"):
            for link in ElementTree.fromstring(archive.read(name)):
                ends = (link.get("Type") or "").rsplit("/", 1)[-1]
                if link.get("TargetMode") == "External" and ends != "hyperlink":
                    raise Stop("external_links")
    parts = ["word/document.xml", *(name for name in names if WORD_PARTS.match(name))]
    found: list[str] = []
    for name in dict.fromkeys(parts):
        found += word_paragraphs(ElementTree.fromstring(archive.read(name)))
    return "\n".join(found)


def word_paragraphs(root: Element) -> Iterator[str]:
    """The text of each paragraph; stops on changes that are still tracked."""
    for element in root.iter():
        name = local(element)
        if name in ("ins", "del", "moveFrom", "moveTo") and element.tag.startswith("{"):
            raise Stop("notes")
        if name in ("object", "OLEObject", "altChunk"):
            raise Stop("embedded")
        if name == "p":
            yield "".join(word_run(element))


def word_run(paragraph: Element) -> Iterator[str]:
    """Text, tabs and breaks of a paragraph, hidden words too: they are looked at like all others."""
    for element in paragraph.iter():
        name = local(element)
        if name in ("t", "instrText"):
            yield element.text or ""
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"


def read_odt(archive: zipfile.ZipFile, names: list[str]) -> str:
    """The paragraphs of an OpenDocument text, its headers and footers."""
    if not archive.read("mimetype").strip().startswith(b"application/vnd.oasis.opendocument.text"):
        raise Stop("wrong_type")
    refuse(names, ODT_FAULTS)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Stop("encrypted")
    found: list[str] = []
    for name in ("content.xml", "styles.xml"):
        if name in names:
            found += odt_paragraphs(ElementTree.fromstring(archive.read(name)))
    return "\n".join(found)


def odt_paragraphs(root: Element) -> Iterator[str]:
    """The text of each paragraph and heading; stops on comments, tracked changes and scripts."""
    for element in root.iter():
        name = local(element)
        if name in ("annotation", "tracked-changes") and len(element):
            raise Stop("notes")
        if name in ("script", "event-listener"):
            raise Stop("macros")
        if name in ("p", "h") and "text:1.0" in str(element.tag):
            yield "".join(element.itertext())


PDF_FAULTS = {
    "/EmbeddedFiles": "embedded",
    "/EmbeddedFile": "embedded",
    "/FileAttachment": "embedded",
    "/RichMedia": "embedded",
    "/XFA": "embedded",
    "/JavaScript": "macros",
    "/JS": "macros",
    "/Launch": "macros",
    "/SubmitForm": "macros",
    "/ImportData": "macros",
    "/GoToR": "external_links",
}
NOTES = {"/Text", "/FreeText", "/Popup", "/Highlight"}


def read_pdf(raw: bytes) -> str:
    """The text of every page; a line that goes on is one with the next."""
    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted:
        raise Stop("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise Stop("too_long")
    look_through(reader)
    text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"([^\n]{50,}[^.!?:\n])\n(?=\S)", r"\1 ", text)


def look_through(reader: PdfReader) -> None:
    """Walk every object that the document reaches and stop on what it may hide."""
    seen: set[tuple[int, int]] = set()
    todo: list[Any] = [reader.trailer]
    while todo:
        here = todo.pop()
        if isinstance(here, IndirectObject):
            mark = (here.idnum, here.generation)
            if mark in seen:
                continue
            seen.add(mark)
            here = here.get_object()
        if isinstance(here, DictionaryObject):
            check_dictionary(here)
            todo += [dict.__getitem__(here, key) for key in here]
        elif isinstance(here, ArrayObject):
            todo += list(list.__iter__(here))


def check_dictionary(here: DictionaryObject) -> None:
    """Stop on an object that runs, carries or fetches something, or on a note somebody put in."""
    for key in here:
        value = dict.__getitem__(here, key)
        names = {key, value} if isinstance(value, str) and key in ("/S", "/Subtype", "/Type") else {key}
        for name in names:
            if name in PDF_FAULTS:
                raise Stop(PDF_FAULTS[name])
    subtype = here.get("/Subtype")
    if subtype == "/Image":
        raise Stop("pictures")
    if here.get("/Type") == "/Annot" and subtype in NOTES:
        raise Stop("notes")


def read_plain(raw: bytes) -> str:
    """Plain text in the encodings people send; stops when it is something else."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="strict")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    if "\x00" in text or len(re.findall(r"[\x01-\x08\x0e-\x1f\ufffd]", text[:20000])) > 5:
        raise Stop("wrong_type")
    if re.match(r"\s*(<!doctype|<html|<\?xml|<svg|\{\s*\"|%!PS)", text[:500], re.IGNORECASE):
        raise Stop("wrong_type")
    return text


def read(raw: bytes) -> dict[str, str]:
    """Decide by content what the file is, and read it."""
    if raw.startswith(b"PK"):
        kind, text = read_package(raw)
    elif raw[:1024].lstrip().startswith(b"%PDF"):
        kind, text = "pdf", read_pdf(raw)
    elif raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Stop("encrypted" if "EncryptedPackage".encode("utf-16-le") in raw else "wrong_type")
    elif raw.startswith(OTHERS):
        raise Stop("wrong_type")
    else:
        kind, text = "txt", read_plain(raw)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
    if not text.strip():
        raise Stop("no_text")
    if len(text) > MOST_CHARACTERS:
        raise Stop("too_long")
    return {"kind": kind, "text": text}


def main() -> NoReturn:
    """Read standard input, print JSON, leave."""
    raw = sys.stdin.buffer.read()
    logging.disable(logging.CRITICAL)
    warm_up()
    limit()
    try:
        answer = read(raw)
    except Stop as stop:
        answer = {"refused": stop.code}
    except MemoryError:
        answer = {"refused": "unpacks_too_big"}
    except Exception:  # nothing of a stranger's file may travel in a trace
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    main()
