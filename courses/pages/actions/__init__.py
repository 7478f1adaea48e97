"""Writing pages: bringing in shipped modules, who may edit, and whose turn it is to save."""

from courses.pages.actions.editors import admit_editor, ensure_editors_group, sync_editors
from courses.pages.actions.loading import load_programmes
from courses.pages.actions.saving import turn_to_save

__all__ = ["admit_editor", "ensure_editors_group", "load_programmes", "sync_editors", "turn_to_save"]
