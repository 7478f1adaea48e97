"""A situation that goes on depending on what somebody would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class ChoiceBlock(blocks.StructBlock):
    """One thing that somebody could do or say."""

    text = blocks.TextBlock(label="What somebody could do or say")
    feedback = blocks.TextBlock(label="What comes of it", help_text="Kind and concrete. Never just: wrong.")
    good = blocks.BooleanBlock(required=False, label="This is a good choice")
    goes_to = blocks.CharBlock(
        required=False,
        max_length=40,
        label="Goes on with the step",
        help_text="The short name of the next step. Leave it empty if the story ends here.",
    )

    class Meta:
        label = "Choice"
        icon = "arrow-right"


class SituationBlock(blocks.StructBlock):
    """One moment of the story with its choices."""

    name = blocks.CharBlock(
        max_length=40, label="Short name of this step", help_text="For example: s1. Readers do not see it."
    )
    text = blocks.TextBlock(label="What happens, and what you ask")
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=5, label="Choices")

    class Meta:
        label = "Step"
        icon = "order"


Ways = Mapping[str, Sequence[str]]
"""From the name of each step to where its choices go; an empty word is the end."""


def fault_in(names: Sequence[str], ways: Ways) -> str:
    """What is wrong with the way through a scenario, in words; nothing if every step is met and every way
    ends."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return f"Two steps are called {twice[0]}. Give each step a name of its own."
    for name in names:
        strange = [goal for goal in ways[name] if goal and goal not in names]
        if strange:
            return f"Step {name} goes on with {strange[0]}, but no step is called that."
    if circle := _circle(names[0], ways, ()):
        return f"The story goes round in a circle: {' to '.join(circle)}. Every way must come to an end."
    met = _met(names[0], ways)
    lost = [name for name in names if name not in met]
    if lost:
        return f"Nobody ever comes to step {lost[0]}. Let a choice go on with it, or take it away."
    return ""


def _circle(name: str, ways: Ways, before: tuple[str, ...]) -> tuple[str, ...]:
    """The first way that comes back to where it was; nothing when there is none."""
    if name in before:
        return (*before[before.index(name) :], name)
    found = (_circle(goal, ways, (*before, name)) for goal in dict.fromkeys(ways[name]) if goal)
    return next((circle for circle in found if circle), ())


def _met(first: str, ways: Ways) -> set[str]:
    met, ahead = set(), [first]
    while ahead:
        name = ahead.pop()
        if name not in met:
            met.add(name)
            ahead += [goal for goal in ways[name] if goal]
    return met


class ScenarioBlock(blocks.StructBlock):
    """A story in steps: at each, what somebody would do, what comes of it, and how it goes on."""

    title = blocks.CharBlock(max_length=160)
    intro = blocks.TextBlock(label="Before the first step", help_text="Who is in it and what is at stake.")
    steps = blocks.ListBlock(
        SituationBlock(), min_num=2, max_num=10, label="Steps", help_text="The story begins with the first."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        names = [step["name"] for step in cleaned["steps"]]
        ways: dict[str, list[str]] = {}
        for step in cleaned["steps"]:
            ways.setdefault(step["name"], []).extend(choice["goes_to"] for choice in step["choices"])
        fault = fault_in(names, ways)
        if not fault and not any(choice["good"] for choice in cleaned["steps"][0]["choices"]):
            fault = "Tick at least one good choice in the first step."
        if fault:
            raise StructBlockValidationError(non_block_errors=[fault])
        return cleaned

    class Meta:
        label = "Scenario with choices"
        icon = "comment"
        template = "courses/pages/blocks/scenario.html"
