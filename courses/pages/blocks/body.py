"""The body of a lesson: one block a file, listed here in the order in which authors are offered them."""

from __future__ import annotations

from typing import ClassVar

from wagtail import blocks

from courses.pages.blocks.callout import CalloutBlock
from courses.pages.blocks.example_pair import ExamplePairBlock
from courses.pages.blocks.exercise import ExerciseBlock
from courses.pages.blocks.knowledge_check import KnowledgeCheckBlock
from courses.pages.blocks.legal_reference import LegalReferenceBlock
from courses.pages.blocks.live_session import LiveSessionBlock
from courses.pages.blocks.practical_task import PracticalTaskBlock
from courses.pages.blocks.practice_question import PracticeQuestionBlock
from courses.pages.blocks.reflection import ReflectionBlock
from courses.pages.blocks.rewrite import RewriteBlock
from courses.pages.blocks.scenario import ScenarioBlock
from courses.pages.blocks.shadowing import ShadowingBlock
from courses.pages.blocks.text import TextBlock
from courses.pages.blocks.worked_example import WorkedExampleBlock

TEACH, PRACTISE, TOGETHER = "Teach", "Practise", "Together and at work"


class LessonBody(blocks.StreamBlock):
    """Everything an author can put into a lesson."""

    text = TextBlock(group=TEACH)
    example_pair = ExamplePairBlock(group=TEACH)
    worked_example = WorkedExampleBlock(group=TEACH)
    callout = CalloutBlock(group=TEACH)
    legal_reference = LegalReferenceBlock(group=TEACH)
    knowledge_check = KnowledgeCheckBlock(group=PRACTISE)
    rewrite = RewriteBlock(group=PRACTISE)
    scenario = ScenarioBlock(group=PRACTISE)
    reflection = ReflectionBlock(group=PRACTISE)
    practice_question = PracticeQuestionBlock(group=PRACTISE)
    exercise = ExerciseBlock(group=PRACTISE)
    live_session = LiveSessionBlock(group=TOGETHER)
    shadowing = ShadowingBlock(group=TOGETHER)
    practical_task = PracticalTaskBlock(group=TOGETHER)

    class Meta:
        block_counts: ClassVar = {"knowledge_check": {"max_num": 1}}
