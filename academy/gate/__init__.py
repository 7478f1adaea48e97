"""The personal-data gate: finds what points to a child or a named adult in the cells of a file.

Pure. ``scan.Scanner`` is the way in. It answers with kinds and places, never with the text it found.
"""

VERSION = 2
"""Version of the rules. Raise it with every change of what is found: what is kept is then scanned again."""
