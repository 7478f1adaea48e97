"""Figures about who is reached, how full sessions are and what came of it."""
