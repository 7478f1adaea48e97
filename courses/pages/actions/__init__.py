"""Writing pages: bringing in shipped modules, and who may edit."""

from courses.pages.actions.editors import admit_editor, ensure_editors_group, sync_editors
from courses.pages.actions.loading import load_programmes

__all__ = ["admit_editor", "ensure_editors_group", "load_programmes", "sync_editors"]
