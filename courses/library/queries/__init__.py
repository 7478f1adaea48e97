"""Reading the hub's pages: whose hub this is, what is on its shelf, a page, its file, and partner modules."""

from courses.library.queries.documents import document_of
from courses.library.queries.modules import (
    GuestLesson,
    GuestModule,
    LessonLine,
    guest_lesson,
    guest_module,
    guest_modules,
)
from courses.library.queries.pages import NoteView, ResourceView, note_view, resource_view
from courses.library.queries.places import Hub, council_here, hub_here
from courses.library.queries.shelf import ShelfMark, ShelfRow, rows_behind, shelf_marks

__all__ = [
    "GuestLesson",
    "GuestModule",
    "Hub",
    "LessonLine",
    "NoteView",
    "ResourceView",
    "ShelfMark",
    "ShelfRow",
    "council_here",
    "document_of",
    "guest_lesson",
    "guest_module",
    "guest_modules",
    "hub_here",
    "note_view",
    "resource_view",
    "rows_behind",
    "shelf_marks",
]
