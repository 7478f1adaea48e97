"""Whose address fits, which roles fit, and who looks after an organisation."""
