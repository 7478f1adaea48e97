"""Running text."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

FEATURES = ("h2", "h3", "bold", "italic", "ol", "ul", "link")
SMALL_FEATURES = ("bold", "italic", "ol", "ul", "link")


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            features=list(FEATURES),
            help_text="Short paragraphs, one idea each. Start a part with a heading.",
            **kwargs,
        )

    class Meta:
        label = "Text"
        icon = "pilcrow"
        template = "courses/pages/blocks/text.html"
