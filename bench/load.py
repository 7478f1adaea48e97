"""A small bounded load on 127.0.0.1: a few connections that are kept open, for a few seconds."""

import socket
import threading
import time
from dataclasses import dataclass

CONNECTIONS = 4


class Wrong(Exception):
    """An answer that is not the page that was to be measured."""


@dataclass(frozen=True)
class Target:
    """What to ask for, and what must come back: status 200 and about `size` bytes."""

    name: str
    port: int
    path: str
    cookie: str = ""
    size: int = 0

    @property
    def request(self) -> bytes:
        """The request as it is sent."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        return f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{cookie}\r\n".encode()


def fetch(link: socket.socket, request: bytes) -> tuple[int, bytes]:
    """One request on an open connection: the status and the body."""
    link.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(link)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length = next(int(line[15:]) for line in lines if line.lower().startswith(b"content-length:"))
    parts = [body]
    have = len(body)
    while have < length:
        parts.append(receive(link))
        have += len(parts[-1])
    return int(lines[0].split()[1]), b"".join(parts)


def receive(link: socket.socket) -> bytes:
    """Some bytes; an end before the answer is whole is an error."""
    data = link.recv(1 << 16)
    if not data:
        raise Wrong("the server closed the connection in the middle of an answer")
    return data


def ask(target: Target) -> bytes:
    """The page once, checked."""
    with socket.create_connection(("127.0.0.1", target.port), timeout=30) as link:
        status, body = fetch(link, target.request)
    if status != 200 or (target.size and abs(len(body) - target.size) > 200):
        raise Wrong(f"{target.path} answered {status} with {len(body)} bytes instead of {target.size}")
    return body


def throughput(target: Target, seconds: float) -> float:
    """Requests per second that the server answers on a few connections kept open."""
    ask(target)
    counts = [0] * CONNECTIONS
    faults: list[BaseException] = []
    request = target.request
    until = time.perf_counter() + seconds

    def work(slot: int) -> None:
        try:
            with socket.create_connection(("127.0.0.1", target.port), timeout=30) as link:
                while time.perf_counter() < until:
                    status, _ = fetch(link, request)
                    if status != 200:
                        raise Wrong(f"{target.path} answered {status} under load")
                    counts[slot] += 1
        except (OSError, Wrong) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(slot,)) for slot in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise Wrong(str(faults[0]))
    return sum(counts) / (time.perf_counter() - began)
