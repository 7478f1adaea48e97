"""A poor and a good example of the same thing."""

from __future__ import annotations

from wagtail import blocks


class ExamplePairBlock(blocks.StructBlock):
    """Two versions of plan text side by side, each with words on what to notice."""

    intro = blocks.CharBlock(
        max_length=400, label="What they have in common", help_text="One or two sentences."
    )
    poor_label = blocks.CharBlock(max_length=60, label="Name of the poor version", default="Vague")
    poor = blocks.TextBlock(
        label="Poor version", help_text="Words as they would stand in a plan. No quotation marks."
    )
    poor_notes = blocks.ListBlock(blocks.CharBlock(label="Note"), label="What is wrong with it", min_num=1)
    good_label = blocks.CharBlock(max_length=60, label="Name of the good version", default="Specific")
    good = blocks.TextBlock(label="Good version", help_text="The same help or the same child, written well.")
    good_notes = blocks.ListBlock(blocks.CharBlock(label="Note"), label="What makes it good", min_num=1)

    class Meta:
        label = "Poor and good example"
        icon = "resubmit"
        template = "courses/pages/blocks/example_pair.html"
