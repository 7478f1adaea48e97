"""Pages of agreement and of plans with agreed grades."""
