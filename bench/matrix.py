"""How long it takes to work out where a county's people stand against the matrix, without a database."""

import datetime
import time
from typing import Any

PEOPLE, CELLS, ROUNDS = 300, 40, 5
TODAY = datetime.date(2026, 11, 20)


def matrix() -> dict[str, Any]:
    """300 people by 40 requirements that each of them has: lines, and the best of a few rounds in
    milliseconds of the processor's time."""
    from courses.requirements.rules.standing import Cell, Facts, Holder, forecast, stand

    began = datetime.date(2024, 1, 1)
    cells = [
        Cell(number, f"Training {number}", "S", (), (f"PM-{number:02d}",), 28, 12, began, None, "All do.")
        for number in range(CELLS)
    ]
    holders = [Holder(person, "R02", began) for person in range(PEOPLE)]
    done = {
        (person, f"PM-{number:02d}"): TODAY - datetime.timedelta(days=(person * 7 + number) % 400)
        for person in range(PEOPLE)
        for number in range(CELLS)
        if (person + number) % 5
    }
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        lines = stand(cells=cells, holders=holders, facts=Facts(done=done), today=TODAY)
        forecast(lines, today=TODAY)
        times.append(time.process_time() - start)
    return {"people": PEOPLE, "requirements": CELLS, "lines": len(lines), "ms": round(min(times) * 1000, 1)}
