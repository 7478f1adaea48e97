"""A question to think about, with room for one's own words."""

from __future__ import annotations

from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """What to think about. What somebody writes is theirs: it is kept with them and never with the page."""

    title = blocks.CharBlock(max_length=160, default="Think about it")
    prompt = blocks.TextBlock(label="What you ask", help_text="One question. Ask about real work.")
    hint = blocks.TextBlock(
        required=False,
        label="Help to begin",
        help_text="For example how much to write. You may leave it out.",
    )

    class Meta:
        label = "Reflection"
        icon = "pick"
        template = "courses/pages/blocks/reflection.html"
