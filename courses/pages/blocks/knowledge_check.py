"""Questions that are marked at once, with a reason for every answer."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.pages.blocks.legal_reference import law_choices

SINGLE, MULTIPLE = "single", "multiple"


class OptionBlock(blocks.StructBlock):
    """One answer to choose from."""

    text = blocks.CharBlock(max_length=400, label="Answer")
    correct = blocks.BooleanBlock(required=False, label="This answer is right")
    feedback = blocks.TextBlock(
        label="What we say to somebody who chose it",
        help_text="Say why it is right, or what to look at again.",
    )

    class Meta:
        label = "Answer"
        icon = "tick"


class QuestionBlock(blocks.StructBlock):
    """One question. Its id and those of its answers are kept by the editor, so that answers stay readable."""

    kind = blocks.ChoiceBlock(
        choices=[(SINGLE, "One answer is right"), (MULTIPLE, "Several answers are right")],
        default=SINGLE,
        label="Kind of question",
    )
    stem = blocks.TextBlock(label="Question")
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label="Answers")
    explanation = blocks.TextBlock(label="What to remember", help_text="Shown after the try, right or wrong.")
    law = blocks.ChoiceBlock(choices=law_choices, required=False, label="Law it rests on")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        fault = fault_in(cleaned["kind"], [bool(option["correct"]) for option in cleaned["options"]])
        if fault:
            raise StructBlockValidationError(non_block_errors=[fault])
        return cleaned

    class Meta:
        label = "Question"
        icon = "help"


def fault_in(kind: str, right: list[bool]) -> str:
    """What is wrong with the right answers of a question, in words; nothing if all is well."""
    count = sum(right)
    if kind == SINGLE and count != 1:
        seen = f"{count} are ticked" if count else "none is ticked"
        return f"A question with one right answer needs exactly one; {seen}."
    if kind == MULTIPLE and count < 2:
        return "A question with several right answers needs at least two ticks, or another kind of question."
    if kind == MULTIPLE and count == len(right):
        return "Every answer is ticked as right. Add at least one that is wrong."
    return ""


class KnowledgeCheckBlock(blocks.StructBlock):
    """The check of a module: marked by the machine, as many tries as somebody likes."""

    title = blocks.CharBlock(max_length=120, default="Check what you know")
    intro = blocks.TextBlock(required=False, label="Before the first question")
    pass_mark = blocks.IntegerBlock(
        min_value=1,
        max_value=100,
        default=80,
        label="Pass mark (per cent)",
        help_text="A question counts when all its right answers and no wrong one were chosen.",
    )
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label="Questions")

    class Meta:
        label = "Knowledge check"
        icon = "tasks"
        template = "courses/pages/blocks/knowledge_check.html"
