"""Arithmetic of reach and of demand: pure."""
