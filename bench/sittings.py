"""200 people sitting a paper of 20 items at once, with every change saved, and marking by itself.

Each person works through the 20 items. Every item gets two saves, as if they had changed their mind or
typed on, with 4 to 8 seconds between one save and the next: quicker than people are, so that the load is
not flattered. Lost is an answer that was confirmed and does not count, or a save without a row.
"""

import json
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import databases
from bench.load import Wrong, fetch
from bench.processes import THREADS, WORKERS, job, say, serving

PORT = 8473
PEOPLE, ITEMS, SAVES = 200, 20, 2
LEAST_THINK, MOST_THINK = 4.0, 8.0
LIMIT_P95 = 300


@dataclass
class Writer:
    """One person at a page: what they have to send, and what became of it."""

    sitting: int
    cookie: str
    token: str
    seed: int
    times: list[float] = field(default_factory=list)
    confirmed: dict[int, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def work(self, begin: float) -> None:
        """Answers every item, with a pause before each save."""
        chance = random.Random(self.seed)
        time.sleep(max(0.0, begin - time.perf_counter()) + chance.uniform(0, MOST_THINK))
        link: socket.socket | None = None
        for position in range(1, ITEMS + 1):
            for number in range(1, SAVES + 1):
                words = f"answer {number} to {position}"
                try:
                    link = link or socket.create_connection(("127.0.0.1", PORT), timeout=30)
                    self.save(link, position, number, words)
                except (OSError, Wrong) as fault:
                    self.faults.append(str(fault))
                    link = None
                time.sleep(chance.uniform(LEAST_THINK, MOST_THINK))
        if link is not None:
            link.close()

    def save(self, link: socket.socket, position: int, number: int, words: str) -> None:
        """One save, timed from the first byte sent to the last one read."""
        fields = [["answer", words], ["sitting-base", str(number - 1)], ["sitting-tab", "bench"]]
        body = json.dumps({"position": position, "fields": fields}).encode()
        head = (
            f"POST /sittings/{self.sitting}/save HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
            f"Cookie: {self.cookie}; csrftoken={self.token}\r\nX-CSRFToken: {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        began = time.perf_counter()
        status, answer = fetch(link, head + body)
        self.times.append(1000 * (time.perf_counter() - began))
        if status != 200 or "late" in json.loads(answer):
            raise Wrong(f"a save was answered with {status}")
        self.confirmed[position] = words


def measure(folder: Path, people_of: str) -> dict[str, Any]:
    """The load on gunicorn and PostgreSQL, what was kept of it, and markings a second."""
    address = databases.make("academy_bench_round", people_of)
    people = job(address, "begin_sittings", str(PEOPLE), str(ITEMS))
    writers = [Writer(one["sitting"], one["cookie"], "b" * 32, n) for n, one in enumerate(people)]
    with serving(address, PORT, "bench.settings"):
        begin = time.perf_counter() + 2
        threads = [threading.Thread(target=writer.work, args=(begin,)) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begin
    said = folder / "confirmed.json"
    said.write_text(json.dumps({writer.sitting: writer.confirmed for writer in writers}))
    kept = job(address, "count_sittings", str(said))
    times = sorted(one for writer in writers for one in writer.times)
    faults = [one for writer in writers for one in writer.faults]
    say(f"  {len(times)} saves, p95 {times[int(0.95 * len(times))]:.0f} ms, lost {kept['lost']}")
    return {
        "people": len(writers),
        "items": ITEMS,
        "saves": len(times),
        "saves_per_second": round(len(times) / seconds, 1),
        "think_seconds": [LEAST_THINK, MOST_THINK],
        "server": {"workers": WORKERS, "threads": THREADS},
        "lost": kept["lost"],
        "rows": kept["rows"],
        "faults": len(faults),
        "first_fault": faults[:1],
        "save_milliseconds": {
            name: round(times[min(len(times) - 1, int(share * len(times)))], 1)
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))
        },
        "limit_p95_milliseconds": LIMIT_P95,
        "hand_ins_per_second": kept["hand_ins_per_second"],
        "markings_per_second": job(address, "mark_many")["per_second"],
    }
