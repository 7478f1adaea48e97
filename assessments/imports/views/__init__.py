"""The screens of the way in."""
