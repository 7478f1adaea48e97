"""Documents of every kind, good and bad, made by hand in memory."""

from __future__ import annotations

import io
import zipfile

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs: str, more: dict[str, str | bytes] | None = None, body: str = "") -> bytes:
    """A Word document."""
    inner = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs) + body
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{inner}</w:body></w:document>'
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document, **(more or {})})


def odt(*paragraphs: str, more: dict[str, str | bytes] | None = None, body: str = "") -> bytes:
    """An OpenDocument text."""
    inner = "".join(f"<text:p>{one}</text:p>" for one in paragraphs) + body
    content = (
        f'<?xml version="1.0"?><office:document-content {OFFICE}><office:body><office:text>{inner}'
        "</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content, **(more or {})})


def pdf_writer(words: str = "Torvin needs a quiet place.") -> PdfWriter:
    """A page with words, to go on with."""
    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 300 Td ({words}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(words: str = "Torvin needs a quiet place.") -> bytes:
    """A PDF of one page."""
    return written(pdf_writer(words))
