"""What Wagtail may let an editor do with a page of ours."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class ReviewedPage(PagePermissionTester):
    """Modules and lessons reach learners through their review and never by a button of the editors' area.

    Every door of Wagtail (the menu, many pages at once, the API, copies) asks here.
    """

    def can_publish(self) -> bool:
        """Never here: `courses.reviews` publishes."""
        return False

    def can_unschedule(self) -> bool:
        """What is to go out later may be held back here."""
        return self.user.is_superuser or "publish" in self.permissions


class ReviewedBelow(PagePermissionTester):
    """A page whose pages below are published through review."""

    def can_publish_subpage(self) -> bool:
        """Never here."""
        return False


class ReviewedThroughout(ReviewedPage, ReviewedBelow):
    """A module: neither it nor its lessons are published here."""
