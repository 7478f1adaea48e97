"""Reads the list of plans that the case system gives out: pure, from cells to rows or to words."""

from assessments.auditing.reading.lists import Found, Known, Problem, Row, read_list

__all__ = ["Found", "Known", "Problem", "Row", "read_list"]
