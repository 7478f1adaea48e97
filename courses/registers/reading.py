"""What a meeting tool says of who was there: finding the columns, the times and the people. Pure.

Teams sends a report in sections ("1. Summary", "2. Participants", "3. In-Meeting Activities"), in UTF-16 with
tabs; Zoom sends one table, sometimes below a few lines about the meeting. Only some columns are looked at:
the name, the address, when somebody joined and left, and for how long. All others are never read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from academy.kit.refusals import Refused

NAME = ("name", "full name", "name (original name)", "participant", "user name")
ADDRESS = ("email", "user email", "e-mail", "email address", "participant id (upn)", "upn")
JOINED = ("join time", "first join", "joined", "join", "first join time")
LEFT = ("leave time", "last leave", "left", "leave", "last leave time")
LASTED = (
    "duration", "duration (minutes)", "in-meeting duration", "total duration (minutes)",
    "attendance duration", "time in session (minutes)", "time in meeting",
)  # fmt: skip
SINGLE = ("join time", "joined", "join")
"""Heads of a table with one line for each time that somebody joined."""
MOST = 1000
NO_TABLE = (
    "We cannot find a table of who was there. The file needs a column with names or e-mail addresses, and "
    "one with the time in the meeting or when people joined and left."
)
NO_DATES = (
    "The times in this file are not on the day of this session. Check that it is the file of this meeting."
)

_TIMES = (
    "%m/%d/%y %I:%M:%S %p", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p", "%d/%m/%y %I:%M:%S %p",
    "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d/%m/%y %H:%M:%S", "%m/%d/%y %H:%M:%S",
    "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p",
    "%m/%d/%y %I:%M %p", "%d/%m/%y %I:%M %p",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%b %d %Y %H:%M:%S", "%b %d %Y %I:%M:%S %p",
)  # fmt: skip


@dataclass
class Present:
    """One person in the file. `stays` are the times between joining and leaving, `minutes` their sum."""

    name: str
    email: str
    stays: list[tuple[datetime.datetime, datetime.datetime]] = field(default_factory=list)
    lasted: int = 0

    @property
    def first(self) -> datetime.datetime | None:
        """When they first joined."""
        return min((start for start, _ in self.stays), default=None)

    @property
    def last(self) -> datetime.datetime | None:
        """When they last left."""
        return max((end for _, end in self.stays), default=None)


@dataclass(frozen=True)
class Table:
    """Where the columns of one table stand, and its rows."""

    name: int | None
    address: int | None
    joined: int | None
    left: int | None
    lasted: int | None
    single: bool
    rows: tuple[Sequence[str], ...]


def read_report(
    rows: Sequence[Sequence[str]], *, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> list[Present]:
    """Everybody in the file, one entry a person, in the order of the file. Refused in words."""
    tables = list(_tables(rows))
    if not tables:
        raise Refused(NO_TABLE, code="table")
    table = next((one for one in tables if one.single and one.left is not None), tables[0])
    day = timezone.localdate(starts_at)
    people: dict[str, Present] = {}
    dated = wrong = 0
    for row in table.rows:
        name, email = _cell(row, table.name), _cell(row, table.address).lower()
        if not (name or email):
            continue
        email = email if "@" in email else ""
        one = people.setdefault(email or f"name:{plain_name(name)}", Present(name[:120], email))
        joined, left = _cell(row, table.joined), _cell(row, table.left)
        start, end = when(joined, day), when(left, day)
        dated += start is not None
        wrong += bool(joined) and start is None
        if start is not None and end is not None and end >= start:
            one.stays.append((start, end))
        one.lasted += lasted(_cell(row, table.lasted))
        if len(people) > MOST:
            raise Refused(f"There are more than {MOST} people in this file.", code="many")
    if not people:
        raise Refused(NO_TABLE, code="table")
    if wrong and not dated:
        raise Refused(NO_DATES, code="day")
    return list(people.values())


def minutes_in(one: Present, starts_at: datetime.datetime, ends_at: datetime.datetime) -> int:
    """How long somebody was in the meeting while the session was on: several stays together, none twice.

    Where the file has only the first and the last time, the length that the tool gives counts if it is less.
    """
    inside = sorted((max(start, starts_at), min(end, ends_at)) for start, end in one.stays)
    total, until = datetime.timedelta(), starts_at
    for start, end in inside:
        begin = max(start, until)
        if end > begin:
            total, until = total + (end - begin), end
    stayed = round(total.total_seconds() / 60)
    if not one.stays:
        return min(one.lasted, round((ends_at - starts_at).total_seconds() / 60))
    return min(stayed, one.lasted) if one.lasted and len(one.stays) == 1 else stayed


def plain_name(name: str) -> str:
    """A name to compare: without case, brackets and what stands after them, and in one order."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", name).casefold()
    if bare.count(",") == 1:
        last, first = bare.split(",")
        bare = f"{first} {last}"
    return " ".join(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", bare))


def when(text: str, day: datetime.date) -> datetime.datetime | None:
    """A time of the file, if it can be on this day: 3/4 and 4/3 are told apart by the day of the session."""
    bare = re.sub(r"\s+", " ", text.replace(",", " ").replace("\u202f", " ")).strip().upper()
    bare = re.sub(r"\b([AP])\.M\.", r"\1M", bare)
    bare = re.sub(r"^(\d{4}-\d\d-\d\d)T", r"\1 ", bare)
    bare = re.sub(r"(\.\d+)?Z?$", "", bare) if re.match(r"\d{4}-", bare) else bare
    for form in _TIMES:
        try:
            naive = datetime.datetime.strptime(bare, form)
        except ValueError:
            continue
        if naive.date() == day:
            return timezone.make_aware(naive)
    return None


def lasted(text: str) -> int:
    """A length of the file in minutes: "1h 2m 3s", "01:02:03", "62", "62 min", "1 hour 2 minutes"."""
    bare = text.strip().lower()
    if not bare:
        return 0
    if match := re.fullmatch(r"(\d+):(\d\d):(\d\d)", bare):
        hours, mins, secs = (int(part) for part in match.groups())
        return round(hours * 60 + mins + secs / 60)
    if match := re.fullmatch(r"(\d+):(\d\d)", bare):
        hours, mins = (int(part) for part in match.groups())
        return hours * 60 + mins
    if re.fullmatch(r"\d+(\.\d+)?", bare):
        return round(float(bare))
    parts = re.findall(r"(\d+)\s*(h|m|s)", bare)
    sizes = {"h": 60.0, "m": 1.0, "s": 1 / 60}
    return round(sum(int(count) * sizes[unit] for count, unit in parts))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _tables(rows: Sequence[Sequence[str]]) -> Iterable[Table]:
    """Every table that says who was there, with the rows up to the next empty line or the next head."""
    for number, row in enumerate(rows):
        heads = [cell.strip().lower().lstrip("\ufeff") for cell in row]
        columns = [_find(heads, names) for names in (NAME, ADDRESS, JOINED, LEFT, LASTED)]
        name, address, joined, left, length = columns
        if (name is None and address is None) or (length is None and (joined is None or left is None)):
            continue
        found = []
        for line in rows[number + 1 :]:
            if not any(cell.strip() for cell in line):
                break
            found.append(line)
        single = joined is not None and heads[joined] in SINGLE
        yield Table(name, address, joined, left, length, single, tuple(found))


def _find(heads: Sequence[str], names: Sequence[str]) -> int | None:
    """The column whose head is the first of these names that there is."""
    return next((heads.index(name) for name in names if name in heads), None)
