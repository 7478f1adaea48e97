"""A short note that stands out."""

from __future__ import annotations

from wagtail import blocks

from courses.pages.blocks.text import SMALL_FEATURES


class CalloutBlock(blocks.StructBlock):
    """One thing worth remembering, in a quiet panel."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=list(SMALL_FEATURES), help_text="Two or three sentences.")

    class Meta:
        label = "Note that stands out"
        icon = "info-circle"
        template = "courses/pages/blocks/callout.html"
