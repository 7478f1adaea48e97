"""Exercises of the bank that belong to a lesson; they are done where one practises."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from assessments.questions.kinds import all_kinds


def kinds_of_exercise() -> list[tuple[str, str]]:
    """X1 to X12 with their titles."""
    kinds = sorted((kind for kind in all_kinds() if kind.is_exercise), key=lambda kind: int(kind.code[1:]))
    return [(kind.code, f"{kind.title} ({kind.code})") for kind in kinds]


class CodeBlock(blocks.CharBlock):
    """The code of an item of the bank, tidied."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, label="Code", **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(str(value or "").strip().upper())


class ExerciseBlock(blocks.StructBlock):
    """Links to exercises of one kind, each with the reader's own last result."""

    title = blocks.CharBlock(max_length=160, default="Now practise")
    kind = blocks.ChoiceBlock(choices=kinds_of_exercise, label="Kind of exercise")
    codes = blocks.ListBlock(
        CodeBlock(help_text="As it stands in the bank, for example X3-1."),
        min_num=1, max_num=12, label="Exercises",
    )  # fmt: skip
    intro = blocks.TextBlock(required=False, label="Why these, and what to watch")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        strange = [code for code in cleaned["codes"] if not code.startswith(f"{cleaned['kind']}-")]
        if strange:
            words = f"{strange[0]} is not of kind {cleaned['kind']}. Put it into a block of its own."
            raise StructBlockValidationError(non_block_errors=[words])
        return cleaned

    class Meta:
        label = "Exercises of the bank"
        icon = "tasks"
        template = "courses/pages/blocks/exercise.html"
