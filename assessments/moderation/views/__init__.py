"""Pages of the right of reply and of panels."""
