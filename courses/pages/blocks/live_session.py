"""Time together: what it is for, what to bring, and how it runs."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class AgendaBlock(blocks.StructBlock):
    """One part of a session."""

    minutes = blocks.IntegerBlock(min_value=1, max_value=480, label="Minutes")
    what = blocks.CharBlock(max_length=400, label="What happens")

    class Meta:
        label = "Part"
        icon = "time"


def fault_in(minutes: int, parts: list[int]) -> str:
    """What is wrong with the times of a session, in words; nothing if they fit."""
    if sum(parts) == minutes:
        return ""
    return f"The parts take {sum(parts)} minutes together, but the session takes {minutes}."


class LiveSessionBlock(blocks.StructBlock):
    """A session with others. Groups and dates are kept elsewhere; here stands what it is about."""

    title = blocks.CharBlock(max_length=160)
    minutes = blocks.IntegerBlock(min_value=10, max_value=480, label="Minutes in all")
    purpose = blocks.TextBlock(label="What it is for")
    before = blocks.ListBlock(
        blocks.CharBlock(max_length=400, label="Bring or do"), label="What to bring or do before", min_num=0
    )
    agenda = blocks.ListBlock(AgendaBlock(), label="How it runs", min_num=1)
    small_council = blocks.TextBlock(
        required=False, label="With few people", help_text="How a council with two or three starters runs it."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        fault = fault_in(cleaned["minutes"], [part["minutes"] for part in cleaned["agenda"]])
        if fault:
            raise StructBlockValidationError(non_block_errors=[fault])
        return cleaned

    class Meta:
        label = "Live session"
        icon = "group"
        template = "courses/pages/blocks/live_session.html"
