"""A case worked through step by step."""

from __future__ import annotations

from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step of a worked example."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock()

    class Meta:
        label = "Step"
        icon = "order"


class WorkedExampleBlock(blocks.StructBlock):
    """What the situation was, what was done in which order, and what came of it."""

    title = blocks.CharBlock(max_length=160)
    situation = blocks.TextBlock(help_text="An invented child, first name only.")
    steps = blocks.ListBlock(StepBlock(), min_num=1)
    result = blocks.TextBlock(help_text="What the plan or the letter says now, or what changed.")

    class Meta:
        label = "Worked example"
        icon = "list-ol"
        template = "courses/pages/blocks/worked_example.html"
