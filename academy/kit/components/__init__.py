"""Pieces of page as plain functions: given words and numbers, they return safe HTML."""
