"""Who may read a page of the hub, and how shipped notes and resources are written down."""

from courses.library.rules.markup import Item, MarkupFault, items_in
from courses.library.rules.opening import levels_for, may_read

__all__ = ["Item", "MarkupFault", "items_in", "levels_for", "may_read"]
