"""Gates: what a starter has been asked to show, what was shown, and what a named person opened on it."""
