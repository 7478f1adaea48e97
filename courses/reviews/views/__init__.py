"""Pages of writing and reviewing outside Wagtail's editors' area."""
