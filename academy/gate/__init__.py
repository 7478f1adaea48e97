"""The personal-data gate: finds what points to a child or a named adult in the cells of a file.

Pure. ``scan.Scanner`` is the way in. It answers with kinds and places, never with the text it found.
"""
