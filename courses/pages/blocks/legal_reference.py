"""A place in the law or guidance, taken from the law pack and never from memory."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from academy.law.pack import Reference, all_references, law_as_at, reference


def law_choices() -> list[tuple[str, str]]:
    """Every reference of the law pack as (key, words) for a choice."""
    return [(held.key, f"{held.citation}: {held.title}") for held in all_references()]


def law_of(key: str) -> Reference | None:
    """The reference with this key; None when the pack no longer has it, so that an old page still opens."""
    try:
        return reference(key)
    except LookupError:
        return None


class LegalReferenceBlock(blocks.StructBlock):
    """A citation with what it says, whether it is law today, and a note on why it matters here."""

    key = blocks.ChoiceBlock(choices=law_choices, label="Reference")
    note = blocks.TextBlock(
        required=False,
        label="Why it matters here",
        help_text="One sentence in your own words. You may leave it out.",
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["held"] = law_of(value["key"])
        context["law_as_at"] = law_as_at()
        return context

    class Meta:
        label = "Law"
        icon = "doc-full-inverse"
        template = "courses/pages/blocks/legal_reference.html"
