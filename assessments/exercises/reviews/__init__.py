"""X11: from the minutes of a review to notice, dates and changed plan, or to the right legal route."""
