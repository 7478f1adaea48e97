"""A practical task that belongs to a lesson; it is written and marked elsewhere."""

from __future__ import annotations

from wagtail import blocks

from courses.pages.blocks.exercise import CodeBlock


class PracticalTaskBlock(blocks.StructBlock):
    """A card with the task, where the reader stands with it, and the way to it."""

    code = CodeBlock(help_text="As it stands among the practical tasks, for example AT2.")
    note = blocks.TextBlock(required=False, label="Why now, and what to know before beginning")

    class Meta:
        label = "Practical task"
        icon = "form"
        template = "courses/pages/blocks/practical_task.html"
