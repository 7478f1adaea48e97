"""The check of a file: pure, over cells, a roster and what is held already."""
