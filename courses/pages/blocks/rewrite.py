"""A line of a plan to write again, judged by the writer against a list."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class RubricLineBlock(blocks.StructBlock):
    """One thing that a good answer has."""

    label = blocks.CharBlock(
        max_length=80, label="What to look for", help_text="For example: Who gives the help"
    )
    must = blocks.BooleanBlock(required=False, label="A good answer must have this")
    looks_like = blocks.CharBlock(
        max_length=300,
        label="What it looks like",
        help_text="Words that would show it, from the advice above.",
    )

    class Meta:
        label = "Line of the list"
        icon = "tick"


class RewriteBlock(blocks.StructBlock):
    """A poor line, what the advice says, and a list with which a person judges their own version."""

    title = blocks.CharBlock(max_length=120, default="Now rewrite one")
    original = blocks.TextBlock(label="The line in the plan")
    advice = blocks.TextBlock(
        label="What the advice says", help_text="Every number of the good answer stands here."
    )
    prompt = blocks.TextBlock(label="What you ask for")
    model_answer = blocks.TextBlock(
        label="One good answer", help_text="Shown after somebody judged their own."
    )
    model_notes = blocks.ListBlock(blocks.CharBlock(label="Note"), label="Why it is good", min_num=1)
    rubric = blocks.ListBlock(RubricLineBlock(), label="What a good answer has", min_num=3, max_num=8)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not any(line["must"] for line in cleaned["rubric"]):
            raise StructBlockValidationError(
                non_block_errors=["Tick at least one line of the list that a good answer must have."]
            )
        return cleaned

    class Meta:
        label = "Rewrite exercise"
        icon = "edit"
        template = "courses/pages/blocks/rewrite.html"
