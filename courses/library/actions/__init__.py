"""Making the hub's shelf and putting the shipped notes and resources on it."""

from courses.library.actions.loading import ensure_hub, load_library

__all__ = ["ensure_hub", "load_library"]
