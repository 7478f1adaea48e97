"""A name beside the cells: each place where it can hide, in XLSX and ODS, refuses the file and says where."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from assessments.imports.models import Batch
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.files import LONG_HEADER, workbook

NAME = "Bethany Brindle"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def repacked(raw: bytes, change: dict[str, Callable[[str], str] | str]) -> bytes:
    """The same archive with members changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            told = change.get(member.filename)
            text = old.read(member)
            new.writestr(member, told(text.decode()) if callable(told) else text)
        for name, told in change.items():
            if isinstance(told, str):
                new.writestr(name, told)
    return out.getvalue()


def sheet_of(desk: Desk, touch: Callable | None = None, **options: object) -> bytes:
    return workbook({"Audits": [LONG_HEADER, *desk.audit({"F3": "2", "F4": "3"})]}, touch=touch, **options)


def end(text: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("</worksheet>", f"{text}</worksheet>")


EXCEL = {
    "the name of a range": lambda desk: sheet_of(
        desk, lambda book, pages: book.define_name("Bethany_Brindle", "=Audits!$A$1")
    ),
    "a header or footer": lambda desk: sheet_of(
        desk, lambda book, pages: pages["Audits"].set_header(f'&C&"Arial,Bold"&14Plan of {NAME} &D')
    ),
    "a header or footer ": lambda desk: sheet_of(
        desk, lambda book, pages: pages["Audits"].set_footer(f"&L{NAME}&RPage &P")
    ),
    "the properties of the file": lambda desk: sheet_of(
        desk, lambda book, pages: book.set_properties({"title": f"Audits of {NAME}"})
    ),
    "the properties of the file ": lambda desk: sheet_of(
        desk, lambda book, pages: book.set_properties({"comments": f"{NAME}, UPN J886049913366"})
    ),
    "the properties of the file  ": lambda desk: sheet_of(
        desk, lambda book, pages: book.set_custom_property("Child", NAME)
    ),
    "a text box or chart": lambda desk: sheet_of(
        desk, lambda book, pages: pages["Audits"].insert_textbox("C3", f"Ask {NAME}")
    ),
    "the hint of a cell": lambda desk: sheet_of(
        desk,
        lambda book, pages: pages["Audits"].data_validation(
            "A2", {"validate": "any", "input_title": "Who", "input_message": f"This is {NAME}"}
        ),
    ),
    "the hint of a cell ": lambda desk: sheet_of(
        desk,
        lambda book, pages: pages["Audits"].data_validation(
            "A2", {"validate": "list", "source": ["Good", NAME]}
        ),
    ),
    "the memory of a pivot table": lambda desk: repacked(
        sheet_of(desk),
        {"xl/pivotCache/pivotCacheDefinition1.xml": f'<x><sharedItems><s v="{NAME}"/></sharedItems></x>'},
    ),
}


def ods(desk: Desk, *, content: str = "", styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument spreadsheet with a good audit, and something beside its cells."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in [LONG_HEADER, *desk.audit({"F3": "2", "F4": "3"})]
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in {
            "office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing",
            "meta": "meta",
        }.items()
    ) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr(
            "content.xml",
            f'{head}<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
            f'<table:table table:name="Audits">{rows}</table:table>{content}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml", f"{head}<office:document-styles {spaces}>{styles}</office:document-styles>"
        )
        archive.writestr(
            "meta.xml",
            f"{head}<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'{head}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
    return raw.getvalue()


OPEN = {
    "the name of a range": lambda desk: ods(
        desk,
        content='<table:named-range table:name="Bethany_Brindle"/>',
    ),
    "a header or footer": lambda desk: ods(
        desk, styles=f"<style:header><text:p>Plan of {NAME}</text:p></style:header>"
    ),
    "the properties of the file": lambda desk: ods(desk, meta=f"<dc:title>Audits of {NAME}</dc:title>"),
    "the properties of the file ": lambda desk: ods(
        desk, meta=f'<meta:user-defined meta:name="Child">{NAME}</meta:user-defined>'
    ),
    "the hint of a cell": lambda desk: ods(
        desk, content=f"<table:help-message><text:p>{NAME}</text:p></table:help-message>"
    ),
}


@pytest.mark.parametrize("where", EXCEL)
def test_a_name_beside_the_cells_of_excel(desk: Desk, where: str) -> None:
    refused(desk.receive(EXCEL[where](desk), "october.xlsx"), where.strip())


@pytest.mark.parametrize("where", OPEN)
def test_a_name_beside_the_cells_of_opendocument(desk: Desk, where: str) -> None:
    refused(desk.receive(OPEN[where](desk), "october.ods"), where.strip())


def refused(batch: Batch, where: str) -> None:
    assert batch.state == "refused", batch.report
    assert where in batch.refusal and "looks as if it points to a person" in batch.refusal
    assert "Bethany" not in batch.refusal + str(batch.report) and "Brindle" not in batch.refusal


def test_what_is_beside_the_cells_of_every_file_is_no_person(desk: Desk) -> None:
    def touch(book, pages) -> None:
        book.set_properties(
            {"author": NAME, "title": "EHCP audits October 2026", "comments": "Made with the audit tool"}
        )
        book.define_name("GradeList", "=Audits!$A$1")
        pages["Audits"].set_header("&LAudit of plans&RPage &P of &N")
        pages["Audits"].autofilter("A1:P3")
        pages["Audits"].print_area("A1:P3")
        pages["Audits"].data_validation("K2", {"validate": "list", "source": ["Outstanding", "Good", "RI"]})

    batch = desk.receive(sheet_of(desk, touch), "october.xlsx")
    assert batch.state == "checked", batch.refusal
    assert NAME not in str(batch.report)
    assert desk.receive(ods(desk, meta="<dc:title>Audits</dc:title>"), "october.ods").state == "checked"
