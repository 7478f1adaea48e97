"""Reading handbook pages, what changed in them, and who has read them."""

from courses.handbook.queries.pages import (
    PageRow,
    PageView,
    Shelf,
    changes_since,
    handbook_for,
    page_path,
    page_view,
)
from courses.handbook.queries.readers import Reader, Readers, may_see_readers, readers_of
from courses.handbook.queries.reading import (
    Reading,
    Unread,
    codes_of_pages,
    read_facts,
    reading_of,
    unread_of,
)

__all__ = [
    "PageRow",
    "PageView",
    "Reader",
    "Readers",
    "Reading",
    "Shelf",
    "Unread",
    "changes_since",
    "codes_of_pages",
    "handbook_for",
    "may_see_readers",
    "page_path",
    "page_view",
    "read_facts",
    "reading_of",
    "readers_of",
    "unread_of",
]
