"""Every bad file of the security page, made here, in XLSX and ODS: refused in words that say what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from assessments.imports.models import Batch
from assessments.imports.reading import WORDS, FileRefused, read_cells
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import LONG_HEADER, csv_bytes, workbook
from tests.assessments.imports.test_margins import ODS, repacked

TEXT = 'office:value-type="string"'
ROWS = [["Audit ID", "B", "C", "D"], ["AUD-1", "Good", "x", "y"], ["AUD-2", "Good", "x", "y"]]
LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
    'Target="file:///c:/other.xlsx" TargetMode="External"/></Relationships>'
)


def excel(
    change: dict[str, Callable[[str], str] | str] | None = None, touch: Callable | None = None
) -> bytes:
    return repacked(workbook({"Audits": ROWS, "Old": [["x"]]}, touch=touch), change or {})


def opendocument(
    *,
    row: str = "",
    cell: str = "",
    column: str = "",
    more: str = "",
    manifest: str = "",
    members: tuple[str, ...] = (),
    style: str = "",
) -> bytes:
    """A small ODS with something added to its second row, its cells, its columns or around it."""
    lines = []
    for place, texts in enumerate(ROWS):
        cells = [
            f"<table:table-cell {TEXT}><text:p>{text}</text:p>{cell if place == 1 else ''}</table:table-cell>"
            for text in texts
        ]
        lines.append(f"<table:table-row {row if place == 1 else ''}>{''.join(cells)}</table:table-row>")
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.3"><office:automatic-styles>'
            '<style:style style:name="ta2" style:family="table">'
            '<style:table-properties table:display="false"/>'
            "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Audits" {style}>'
            '<table:table-column table:number-columns-repeated="2"/>'
            f"<table:table-column {column}/>{''.join(lines)}</table:table>{more}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
            f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{manifest}</m:file-entry>'
            "</m:manifest>",
        )
        for name in members:
            archive.writestr(name, b"x")
    return raw.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros, xlsx": (lambda: excel({"xl/vbaProject.bin": "x"}), "macros"),
    "macros, ods": (lambda: opendocument(members=("Basic/Standard/Module1.xml",)), "macros"),
    "links to other files, xlsx": (
        lambda: excel({"xl/externalLinks/_rels/externalLink1.xml.rels": LINK}),
        "external_links",
    ),
    "links to other files, ods": (
        lambda: opendocument(cell="<table:table-source/>"),
        "external_links",
    ),
    "something embedded, xlsx": (lambda: excel({"xl/embeddings/oleObject1.bin": "x"}), "embedded"),
    "something embedded, ods": (lambda: opendocument(members=("Object 1/content.xml",)), "embedded"),
    "a picture, xlsx": (lambda: excel({"xl/media/image1.png": "x"}), "embedded"),
    "a picture, ods": (lambda: opendocument(members=("Pictures/1.png",)), "embedded"),
    "a note, xlsx": (
        lambda: excel(touch=lambda book, pages: pages["Audits"].write_comment("A2", "a note")),
        "notes",
    ),
    "a note, ods": (lambda: opendocument(cell="<office:annotation/>"), "notes"),
    "a hidden sheet, xlsx": (lambda: excel(touch=lambda book, pages: pages["Old"].hide()), "hidden_sheet"),
    "a very hidden sheet, xlsx": (
        lambda: excel(touch=lambda book, pages: pages["Old"].very_hidden()),
        "hidden_sheet",
    ),
    "a hidden sheet, ods": (lambda: opendocument(style='table:style-name="ta2"'), "hidden_sheet"),
    "a hidden row, xlsx": (
        lambda: excel(touch=lambda book, pages: pages["Audits"].set_row(1, None, None, {"hidden": True})),
        "hidden_rows",
    ),
    "a row of no height, xlsx": (
        lambda: excel(touch=lambda book, pages: pages["Audits"].set_row(1, 0)),
        "hidden_rows",
    ),
    "a hidden row, ods": (lambda: opendocument(row='table:visibility="collapse"'), "hidden_rows"),
    "a filter left on, ods": (lambda: opendocument(row='table:visibility="filter"'), "hidden_rows"),
    "a hidden column, xlsx": (
        lambda: excel(
            touch=lambda book, pages: pages["Audits"].set_column(2, 2, None, None, {"hidden": True})
        ),
        "hidden_columns",
    ),
    "a hidden column, ods": (lambda: opendocument(column='table:visibility="collapse"'), "hidden_columns"),
    "a password, xlsx": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a password, ods": (lambda: opendocument(manifest="<m:encryption-data/>"), "encrypted"),
    "more than 10 MB": (lambda: b"a,b\n" * (11 * 1024 * 1024 // 4), "too_big"),
    "unpacks to more than a hundredfold, xlsx": (
        lambda: excel({"xl/filler.xml": " " * 12_000_000}),
        "unpacks_too_big",
    ),
    "cut off, xlsx": (lambda: excel()[:300], "damaged"),
    "cut off, ods": (lambda: opendocument()[:300], "damaged"),
    "empty": (lambda: b" \n", "empty"),
    "no spreadsheet": (lambda: b"%PDF-1.7 audits", "wrong_type"),
    "an archive of something else": (lambda: zipped("notes.txt"), "wrong_type"),
}


def zipped(name: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr(name, b"x")
    return raw.getvalue()


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_in_words(bad: str) -> None:
    make, code = BAD[bad]
    with pytest.raises(FileRefused) as caught:
        read_cells(make())
    assert caught.value.code == code
    words = caught.value.words
    assert words.startswith("This ") and "{" not in words and re.search(r"(?:send|[Uu]nhide|Show)", words)
    assert code in WORDS


def test_the_files_are_bad_for_one_reason_alone() -> None:
    """The same files without what is bad about them are read."""
    assert read_cells(excel()).sheets[0].rows[1][:2] == ["AUD-1", "Good"]
    assert read_cells(opendocument()).sheets[0].rows[1][:2] == ["AUD-1", "Good"]


def test_unknown_columns_wait_for_a_person_and_names_in_a_heading_refuse(desk: Desk) -> None:
    rows = [[*row, "x"] for row in desk.audit()]
    assert desk.receive(csv_bytes([[*LONG_HEADER, "Folder"], *rows])).state == "needs_mapping"
    batch = desk.receive(csv_bytes([[*LONG_HEADER, "Views of Bethany Brindle"], *rows]))
    assert batch.state == "refused" and "column Q" in batch.refusal and "Bethany" not in batch.refusal
    assert (
        "Bethany"
        not in desk.receive(csv_bytes([LONG_HEADER, *desk.audit()]), "Bethany Brindle.csv").file_name
    )
    assert not Batch.objects.filter(refusal__contains="Brindle").exists()
