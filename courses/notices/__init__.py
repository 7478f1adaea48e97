"""The words of letters about sessions, which a practice lead may change."""
