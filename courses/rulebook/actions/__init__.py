"""Writing a rule, trying it, switching it on and off."""

from courses.rulebook.actions.drafting import Draft, draft_rule, drop_version
from courses.rulebook.actions.switching import note_trial, switch_off, switch_on

__all__ = ["Draft", "draft_rule", "drop_version", "note_trial", "switch_off", "switch_on"]
