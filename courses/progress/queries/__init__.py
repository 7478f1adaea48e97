"""Reading learning: a module, a lesson, the catalogue, and what is behind me."""

from courses.progress.queries.catalogue import Catalogue, CatalogueRow, catalogue
from courses.progress.queries.completions import completions_of, my_completions
from courses.progress.queries.copies import LessonCopy, copies_of, copy_of
from courses.progress.queries.lessons import LessonView, Tried, Written, lesson_view
from courses.progress.queries.marks import front_marks, lesson_marks
from courses.progress.queries.modules import LessonLine, ModuleFront, ModuleView, module_front
from courses.progress.queries.threads import Thread, ThreadWalk, thread_walk

__all__ = [
    "Catalogue",
    "CatalogueRow",
    "LessonCopy",
    "LessonLine",
    "LessonView",
    "ModuleFront",
    "ModuleView",
    "Thread",
    "ThreadWalk",
    "Tried",
    "Written",
    "catalogue",
    "completions_of",
    "copies_of",
    "copy_of",
    "front_marks",
    "lesson_marks",
    "lesson_view",
    "module_front",
    "my_completions",
    "thread_walk",
]
