"""Keeping versions, loading the shipped pages, and saying that one has read them."""

from courses.handbook.actions.loading import ensure_index, load_handbook
from courses.handbook.actions.reading import bring_in_reads, read_page
from courses.handbook.actions.versions import PAGE_CHANGED, keep_versions, record_version

__all__ = [
    "PAGE_CHANGED",
    "bring_in_reads",
    "ensure_index",
    "keep_versions",
    "load_handbook",
    "read_page",
    "record_version",
]
