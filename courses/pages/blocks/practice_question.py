"""Questions of the bank that are answered in the lesson itself."""

from __future__ import annotations

from wagtail import blocks

from courses.pages.blocks.exercise import CodeBlock


class PracticeQuestionBlock(blocks.StructBlock):
    """One or a few questions, marked at once with reasons. Nobody but the reader sees the result."""

    title = blocks.CharBlock(max_length=160, default="Try it now")
    codes = blocks.ListBlock(
        CodeBlock(help_text="As it stands in the bank, for example Q-0001."),
        min_num=1, max_num=6, label="Questions",
    )  # fmt: skip
    intro = blocks.TextBlock(required=False, label="Before the first question")

    class Meta:
        label = "Questions of the bank"
        icon = "help"
        template = "courses/pages/blocks/practice_question.html"
