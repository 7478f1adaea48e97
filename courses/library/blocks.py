"""The body of a note or a resource: blocks of lessons that are read, and two that are filled in on paper."""

from __future__ import annotations

from wagtail import blocks

from courses.pages.blocks.callout import CalloutBlock
from courses.pages.blocks.example_pair import ExamplePairBlock
from courses.pages.blocks.legal_reference import LegalReferenceBlock
from courses.pages.blocks.text import TextBlock
from courses.pages.blocks.worked_example import WorkedExampleBlock


class ChecklistBlock(blocks.StructBlock):
    """Things to tick off, one a line."""

    title = blocks.CharBlock(max_length=120, required=False)
    lines = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=1)

    class Meta:
        label = "Things to tick off"
        icon = "tick"
        template = "courses/library/blocks/checklist.html"


class FieldBlock(blocks.StructBlock):
    """One place to write: what belongs there, and what helps to write it."""

    label = blocks.CharBlock(max_length=160)
    help = blocks.CharBlock(max_length=400, required=False, label="What helps")

    class Meta:
        label = "Place to write"
        icon = "edit"


class FieldsBlock(blocks.StructBlock):
    """A form to fill in: each line has a name and room to write."""

    title = blocks.CharBlock(max_length=120, required=False)
    fields = blocks.ListBlock(FieldBlock(), min_num=1)

    class Meta:
        label = "Form to fill in"
        icon = "form"
        template = "courses/library/blocks/fields.html"


class SharedBody(blocks.StreamBlock):
    """Everything an author can put into a note or a resource."""

    text = TextBlock()
    fields = FieldsBlock()
    checklist = ChecklistBlock()
    callout = CalloutBlock()
    example_pair = ExamplePairBlock()
    worked_example = WorkedExampleBlock()
    legal_reference = LegalReferenceBlock()
