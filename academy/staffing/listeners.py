"""What the people part answers and composes; importing this registers it."""

from academy.staffing.actions.invitations import write_invitation
from academy.staffing.actions.uploads import forget_old_file

__all__ = ["forget_old_file", "write_invitation"]
