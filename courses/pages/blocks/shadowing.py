"""Watching a colleague at work, and what to look for."""

from __future__ import annotations

from wagtail import blocks


class ShadowingBlock(blocks.StructBlock):
    """What to watch, and questions whose answers make up the reader's own record of the day."""

    title = blocks.CharBlock(max_length=160)
    minutes = blocks.IntegerBlock(min_value=5, max_value=960, label="Minutes")
    what_to_watch = blocks.ListBlock(
        blocks.CharBlock(max_length=400, label="Watch for"), label="What to watch", min_num=1
    )
    questions = blocks.ListBlock(
        blocks.CharBlock(max_length=400, label="Question"),
        label="Questions for the record", min_num=1, max_num=8,
    )  # fmt: skip

    class Meta:
        label = "Shadowing record"
        icon = "view"
        template = "courses/pages/blocks/shadowing.html"
