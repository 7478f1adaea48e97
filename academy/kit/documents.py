"""Papers that people fill in and change: Word documents made of a few kinds of line, without a library.

A document is a zip of four small XML files. The same lines give the same bytes, whenever they are asked for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MADE = (2026, 1, 1, 0, 0, 0)
ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Characters that no XML file may hold."""


@dataclass(frozen=True)
class Run:
    """A stretch of words in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """One line: `style` is title, h1, h2, text, point, step, tick, quote or small."""

    style: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Form:
    """A form to fill in: (name, what helps) beside room to write."""

    rows: tuple[tuple[str, str], ...]


STYLES = {
    "title": "Title",
    "h1": "Heading1",
    "h2": "Heading2",
    "text": "Normal",
    "point": "ListBullet",
    "step": "ListNumber",
    "tick": "Normal",
    "quote": "Quote",
    "small": "Small",
}


def line(style: str, text: str) -> Line:
    """A line in one weight."""
    return Line(style, (Run(text),))


def word_document(title: str, lines: Iterable[Line | Form]) -> bytes:
    """The document as a .docx file, its language and title set so that it can be read aloud."""
    body, steps, counting = [], 0, False
    for one in lines:
        is_step = isinstance(one, Line) and one.style == "step"
        steps += is_step and not counting
        counting = is_step
        body.append(_form(one) if isinstance(one, Form) else _paragraph(one, 1 + steps))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("docProps/core.xml", CORE.format(title=_safe(title))),
            ("word/_rels/document.xml.rels", PARTS),
            ("word/styles.xml", STYLE_SHEET),
            ("word/numbering.xml", _numbering(steps)),
            ("word/document.xml", DOCUMENT.format(body="".join(body))),
        ):
            archive.writestr(zipfile.ZipInfo(name, MADE), HEAD + text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _safe(text: str) -> str:
    return escape(text.translate(ILLEGAL))


def _run(run: Run) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if run.bold else ""
    parts = '</w:t><w:br/><w:t xml:space="preserve">'.join(_safe(part) for part in run.text.split("\n"))
    return f'<w:r>{weight}<w:t xml:space="preserve">{parts}</w:t></w:r>'


def _paragraph(one: Line, list_number: int) -> str:
    runs = (Run("\u2610  "), *one.runs) if one.style == "tick" else one.runs
    style = f'<w:pStyle w:val="{STYLES[one.style]}"/>'
    if one.style in ("point", "step"):
        number = 1 if one.style == "point" else list_number
        style += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{style}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def _form(form: Form) -> str:
    rows = "".join(
        "<w:tr>" + _cell(3200, [Run(name, bold=True)], help_text) + _cell(6400, [Run("")], "") + "</w:tr>"
        for name, help_text in form.rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Form"/><w:tblW w:w="9600" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="3200"/><w:gridCol w:w="6400"/></w:tblGrid>{rows}</w:tbl><w:p/>'
    )


def _cell(width: int, runs: list[Run], small: str) -> str:
    more = _paragraph(line("small", small), 1) if small else ""
    first = _paragraph(Line("text", tuple(runs)), 1)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{first}{more}</w:tc>'


def _numbering(steps: int) -> str:
    """List 1 has bullets; every run of steps is a list of its own, so that each begins at one."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
    level += '<w:pPr><w:ind w:left="567" w:hanging="397"/></w:pPr></w:lvl>'
    kinds = [level.format(kind="bullet", mark="\u2022"), level.format(kind="decimal", mark="%1.")]
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{min(number - 1, 1)}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(1, steps + 2)
    )
    opening = '<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
    abstract = "".join(
        f"{opening.format(number=number)}{kind}</w:abstractNum>" for number, kind in enumerate(kinds)
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{lists}</w:numbering>'


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
PARTS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:language>en-GB</dc:language></cp:coreProperties>"
)
DOCUMENT = (
    f'<w:document xmlns:w="{W}"><w:body>{{body}}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>'
)


def _style(code: str, name: str, size: int, after: int = 120, level: int = -1, indent: int = 0) -> str:
    """A style of a paragraph; one with a level is a heading, in bold and never last on a page."""
    heading, bold = (f'<w:outlineLvl w:val="{level}"/>', "<w:b/>") if level >= 0 else ("", "")
    keep = "<w:keepNext/>" if heading else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{keep}<w:spacing w:before="{after}" w:after="{after}"/><w:ind w:left="{indent}"/>{heading}'
        f'</w:pPr><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="8A8A8A"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLE_SHEET = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="24"/><w:lang w:val="en-GB"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr></w:style>'
    + _style("Title", "Title", 44, level=9)
    + _style("Heading1", "heading 1", 32, after=200, level=0)
    + _style("Heading2", "heading 2", 26, after=160, level=1)
    + _style("ListBullet", "List Bullet", 24, after=60, indent=397)
    + _style("ListNumber", "List Number", 24, after=60, indent=397)
    + _style("Quote", "Quote", 24, indent=397)
    + _style("Small", "Small", 20, after=60)
    + '<w:style w:type="table" w:styleId="Form"><w:name w:val="Form"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="113" w:type="dxa"/><w:right w:w="113" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style></w:styles>"
)
