"""Measurements against floors taken in the same run. `make bench` prints one JSON document."""
