"""Laying down an academy, and the demo's two years of history."""

from home.founding.actions.academies import found_academy
from home.founding.actions.demos import build_demo, write_tour_files

__all__ = ["build_demo", "found_academy", "write_tour_files"]
