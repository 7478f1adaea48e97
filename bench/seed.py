"""As many audits as are asked for, in the clean wide form that `load_marks` reads. The same every time."""

import csv
import datetime
import gzip
import random
from pathlib import Path

HISTORY = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "loop" / "audits_marks.csv.gz"
FIRST_DAY = datetime.date(2005, 1, 3)
DAYS = 19 * 365


def write_audits(path: Path, count: int) -> int:
    """Writes `count` audits, each a real one of the history under a new number and day; returns the marks."""
    draw = random.Random(count)
    with gzip.open(HISTORY, "rt", newline="") as source:
        header, *rows = csv.reader(source)
    first_mark = header.index("auditor_ref") + 1
    marks = 0
    with path.open("w", newline="") as target:
        out = csv.writer(target)
        out.writerow(header)
        for number in range(count):
            row = list(draw.choice(rows))
            row[header.index("audit_id")] = f"BEN-{number + 1:06d}"
            row[header.index("audit_date")] = (
                FIRST_DAY + datetime.timedelta(days=number * DAYS // count)
            ).isoformat()
            row[header.index("plan_ref")] = f"PR-{900_000 + number}"
            out.writerow(row)
            marks += sum(1 for mark in row[first_mark:] if mark)
    return marks
