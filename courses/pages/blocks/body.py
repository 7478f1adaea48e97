"""The body of a lesson: one block a file, listed here in the order in which authors are offered them."""

from __future__ import annotations

from typing import ClassVar

from wagtail import blocks

from courses.pages.blocks.callout import CalloutBlock
from courses.pages.blocks.example_pair import ExamplePairBlock
from courses.pages.blocks.knowledge_check import KnowledgeCheckBlock
from courses.pages.blocks.legal_reference import LegalReferenceBlock
from courses.pages.blocks.rewrite import RewriteBlock
from courses.pages.blocks.text import TextBlock
from courses.pages.blocks.worked_example import WorkedExampleBlock

TEACH, PRACTISE = "Teach", "Practise"


class LessonBody(blocks.StreamBlock):
    """Everything an author can put into a lesson."""

    text = TextBlock(group=TEACH)
    example_pair = ExamplePairBlock(group=TEACH)
    worked_example = WorkedExampleBlock(group=TEACH)
    callout = CalloutBlock(group=TEACH)
    legal_reference = LegalReferenceBlock(group=TEACH)
    knowledge_check = KnowledgeCheckBlock(group=PRACTISE)
    rewrite = RewriteBlock(group=PRACTISE)

    class Meta:
        block_counts: ClassVar = {"knowledge_check": {"max_num": 1}}
