"""The body of a handbook page: the blocks of lessons that are read, and none in which one does something."""

from __future__ import annotations

from wagtail import blocks

from courses.pages.blocks.callout import CalloutBlock
from courses.pages.blocks.example_pair import ExamplePairBlock
from courses.pages.blocks.legal_reference import LegalReferenceBlock
from courses.pages.blocks.media import DocumentBlock, ImageBlock
from courses.pages.blocks.text import TextBlock
from courses.pages.blocks.worked_example import WorkedExampleBlock


class HandbookBody(blocks.StreamBlock):
    """Everything an author can put into a handbook page."""

    text = TextBlock()
    callout = CalloutBlock()
    legal_reference = LegalReferenceBlock()
    example_pair = ExamplePairBlock()
    worked_example = WorkedExampleBlock()
    image = ImageBlock()
    document = DocumentBlock()
