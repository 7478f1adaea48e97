"""Forms of setting, sitting and marking papers."""
