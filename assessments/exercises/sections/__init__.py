"""X2: which section of a plan a statement belongs in, and what was taken for what."""
