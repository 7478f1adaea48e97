"""Reading a law pack from its file. A pack is written by people, so every part is checked as it is read, and
a mistake is answered in words that name its place."""

import calendar
import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from academy.law.clauses import (
    BASES,
    CHECKED,
    KINDS,
    PICKS,
    REFERENCE_KINDS,
    ROLLS,
    STATUSES,
    TESTS,
    TO_CHECK,
    Clause,
    Consequence,
    Dispute,
    Event,
    Ground,
    GroundUse,
    Pack,
    PackError,
    Reference,
    Start,
    TimescaleRule,
)
from academy.law.dates import UNITS, Before, Calendar, Closure, Count

CALENDARS = Path(__file__).parent / "packs" / "calendars"
PACK_FIELDS = (
    *("name", "version", "law_as_at", "status", "note", "counting", "calendar"),
    *("topics", "events", "grounds", "references", "rules", "disputes"),
)
REFERENCE_FIELDS = ("citation", "title", "says", "kind", "status", "source_checked", "topic")
RULE_FIELDS = (
    *("step", "clock", "limit", "source", "exceptions", "basis", "status", "source_checked", "note"),
    *("law", "topic", "effective_from", "effective_until", "dates"),
)
CLOSURES = ("closures", "closures_source")


def read_pack(path: Path) -> Pack:
    """Read one pack file and check it whole. PackError in words names the place of the first mistake."""
    try:
        raw = _read(path)
        only(raw, "pack", PACK_FIELDS)
        topics, name = raw["topics"], raw["calendar"]
        events, grounds = read_events(raw["events"], topics), read_grounds(raw["grounds"])
        references = {key: _reference(key, fields, topics) for key, fields in raw["references"].items()}
        rules = {code: _rule(code, fields, topics, events, grounds) for code, fields in raw["rules"].items()}
        disputes = tuple(_dispute(given, {*references, *rules}) for given in raw["disputes"])
        for rule in rules.values():
            for key in rule.law:
                one_of(key, references, rule.code, "reference")
            for code in (code for step in rule.then for code in step.rules):
                one_of(code, rules, rule.code, "rule that follows")
        one_of(raw["status"], STATUSES, "pack", "status")
        beside = path.parent / "calendars" / f"{name}.json"
        table = read_calendar(beside if beside.exists() else CALENDARS / f"{name}.json")
        as_at = day_of(raw["law_as_at"], "law_as_at")
    except ValueError as mistake:
        raise PackError(f"The law pack {path.name} cannot be used. {mistake}") from mistake
    plain = {key: raw[key] for key in ("name", "version", "status", "note")}
    return Pack(
        slug=path.stem,
        law_as_at=as_at,
        counting=tuple(raw["counting"]),
        topics=MappingProxyType(topics),
        events=MappingProxyType(events),
        grounds=MappingProxyType(grounds),
        references=MappingProxyType(references),
        rules=MappingProxyType(rules),
        disputes=disputes,
        calendar=table,
        **plain,
    )


def read_calendar(path: Path) -> Calendar:
    """Read the bank holidays and school closures of one calendar file."""
    raw = only(_read(path), path.name, ("name", "source", "first_year", "last_year", "holidays"), CLOSURES)
    holidays = {day_of(day, path.name): name for day, name in raw["holidays"].items()}
    closures = []
    for fields in raw.get("closures", ()):
        given = only(fields, path.name, ("name", "shut_on", "reopens_on"))
        shut, reopens = (day_of(given[key], given["name"]) for key in ("shut_on", "reopens_on"))
        if reopens <= shut:
            raise PackError(f"{path.name}: {given['name']} ends before it begins.")
        closures.append(Closure(given["name"], shut, reopens))
    return Calendar(
        raw["name"],
        raw["source"],
        raw["first_year"],
        raw["last_year"],
        MappingProxyType(holidays),
        tuple(closures),
        raw.get("closures_source", ""),
    )


def _reference(key: str, fields: Any, topics: Mapping[str, str]) -> Reference:
    only(fields, key, REFERENCE_FIELDS, ("address",))
    held = Reference(key=key, **fields)
    _check_words(held, topics)
    one_of(held.kind, REFERENCE_KINDS, key, "kind")
    return held


def _rule(
    code: str,
    fields: Any,
    topics: Mapping[str, str],
    events: Mapping[str, Event],
    grounds: Mapping[str, Ground],
) -> TimescaleRule:
    given = dict(only(fields, code, RULE_FIELDS, ("grounds", "then", "questions")))
    dates: list[Clause] = []
    for part in given["dates"]:
        dates.append(read_clause(part, code, events, [date.key for date in dates]))
    if not dates:
        raise PackError(f"{code}: a rule must give a date.")
    uses = tuple(GroundUse(**only(use, code, ("ground", "source"))) for use in given.get("grounds", ()))
    for use in uses:
        one_of(use.ground, grounds, code, "ground")
    then = tuple(
        Consequence(step["when"], step["says"], tuple(step.get("rules", ())))
        for step in (only(step, code, ("when", "says"), ("rules",)) for step in given.get("then", ()))
    )
    until = given["effective_until"]
    given |= {
        "law": tuple(given["law"]),
        "effective_from": day_of(given["effective_from"], code),
        "effective_until": day_of(until, code) if until is not None else None,
        "dates": tuple(dates),
        "grounds": uses,
        "then": then,
        "questions": tuple(given.get("questions", ())),
    }
    rule = TimescaleRule(code=code, **given)
    if rule.effective_until and rule.effective_until < rule.effective_from:
        raise PackError(f"{code}: the rule ends before it begins.")
    _check_words(rule, topics)
    one_of(rule.basis, BASES, code, "basis")
    return rule


def _check_words(held: Reference | TimescaleRule, topics: Mapping[str, str]) -> None:
    where = held.key if isinstance(held, Reference) else held.code
    one_of(held.status, STATUSES, where, "status")
    one_of(held.source_checked, (CHECKED, TO_CHECK), where, "state of checking")
    one_of(held.topic, topics, where, "topic")


def _dispute(raw: Any, held: set[str]) -> Dispute:
    given = only(raw, "dispute", ("point", "better", "other", "touches"))
    for key in given["touches"]:
        one_of(key, sorted(held), f"dispute {given['point']!r}", "rule or reference")
    return Dispute(given["point"], given["better"], given["other"], tuple(given["touches"]))


def only(raw: Any, where: str, needed: Iterable[str], allowed: Iterable[str] = ()) -> dict[str, Any]:
    """The mapping, if it has every needed field and no unknown one."""
    if not isinstance(raw, dict):
        raise PackError(f"{where}: this must be a set of named fields.")
    needed = set(needed)
    if missing := sorted(needed - raw.keys()):
        raise PackError(f"{where}: the field {missing[0]!r} is missing.")
    if unknown := sorted(raw.keys() - needed - set(allowed)):
        raise PackError(f"{where}: the field {unknown[0]!r} is not known.")
    return raw


def one_of(value: Any, choices: Iterable[str], where: str, what: str) -> str:
    """The value, if it is one of the choices."""
    if value not in (held := tuple(choices)):
        raise PackError(
            f"{where}: the {what} {value!r} is not known. Use one of: {', '.join(map(repr, held))}."
        )
    return str(value)


def day_of(value: Any, where: str) -> datetime.date:
    """A date written as 2014-09-01."""
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise PackError(f"{where}: {value!r} is not a date. Write it as 2014-09-01.") from error


def read_limit(raw: Mapping[str, Any], where: str) -> Count | Before:
    """A length of time, or the fixed day before which something must be done."""
    if "before" in raw:
        fixed = only(raw["before"], where, ("month", "day"))
        month, day = fixed["month"], fixed["day"]
        if not (isinstance(month, int) and 1 <= month <= 12) or not (
            isinstance(day, int) and 1 <= day <= calendar.monthrange(2001, month)[1]
        ):
            raise PackError(f"{where}: there is no day {day} in month {month} of every year.")
        return Before(month, day)
    given = only(raw.get("count"), where, ("n", "unit"), ("first_day_counts", "back"))
    one_of(given["unit"], UNITS, where, "unit")
    if not isinstance(given["n"], int) or isinstance(given["n"], bool) or not 0 < given["n"] < 1000:
        raise PackError(f"{where}: the number {given['n']!r} is not a whole number from 1 to 999.")
    count = Count(given["n"], given["unit"], bool(given.get("first_day_counts")), bool(given.get("back")))
    if count.first_day_counts and (count.back or count.unit == "working_days"):
        raise PackError(
            f"{where}: a period that begins with the first day is counted forward, in days, weeks or months."
        )
    return count


def read_clause(raw: Any, where: str, events: Mapping[str, Event], earlier: Iterable[str]) -> Clause:
    """One date of a rule. `earlier` are the dates of the rule before it, which may be counted from."""
    given = only(raw, where, ("key", "task", "who", "kind", "starts"), ("pick", "roll", "basis"))
    where = f"{where} {given['key']!r}"
    one_of(given["kind"], KINDS, where, "kind")
    one_of(given.get("pick", "earliest"), PICKS, where, "way to pick")
    one_of(given.get("roll", ""), ROLLS, where, "way to move a date")
    if not given["starts"]:
        raise PackError(f"{where}: say what the date is counted from.")
    starts = []
    for part in given["starts"]:
        only(part, where, (), ("event", "date", "count", "before", "needed"))
        if ("event" in part) == ("date" in part) or ("count" in part) == ("before" in part):
            raise PackError(
                f"{where}: give one event or one date to count from, and one count or one day before."
            )
        if "event" in part:
            one_of(part["event"], events, where, "event")
        else:
            one_of(part["date"], earlier, where, "date to count from")
        starts.append(
            Start(
                read_limit(part, where), part.get("event", ""), part.get("date", ""), bool(part.get("needed"))
            )
        )
    rest = {name: value for name, value in given.items() if name != "starts"}
    return Clause(**rest, starts=tuple(starts))


def read_events(raw: Any, topics: Iterable[str]) -> dict[str, Event]:
    """The events of a pack by key."""
    events = {}
    for key, fields in only(raw, "events", (), raw).items():
        given = only(fields, f"event {key}", ("label", "topic"), ("after",))
        one_of(given["topic"], topics, f"event {key}", "topic")
        events[key] = Event(key, given["label"], given["topic"], tuple(given.get("after", ())))
    for event in events.values():
        for other in event.after:
            one_of(other, events, f"event {event.key}", "earlier event")
    return events


def read_grounds(raw: Any) -> dict[str, Ground]:
    """The grounds of a pack by key, those that the law does not know among them."""
    grounds = {}
    for key, fields in only(raw, "grounds", (), raw).items():
        given = only(fields, f"ground {key}", ("title", "says", "test"), ("weeks", "lead_weeks", "asks"))
        one_of(given["test"], TESTS, f"ground {key}", "test")
        if given["test"] in ("closure", "absence") and not given.get("weeks"):
            raise PackError(f"ground {key}: say how many weeks are needed.")
        ground = Ground(key, **given)
        if set(ground.needs) != set(ground.asks or {}):
            raise PackError(
                f"ground {key}: 'asks' must say in words what is asked for {', '.join(ground.needs)}."
            )
        grounds[key] = ground
    return grounds


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_refuse_twice)
    except json.JSONDecodeError as error:
        raise PackError(f"Line {error.lineno} is not valid JSON: {error.msg}.") from error
    except OSError as error:
        raise PackError(f"The file {path.name} cannot be read.") from error
    if not isinstance(raw, dict):
        raise PackError("The file must hold one set of named fields.")
    return raw


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON quietly keeps the last of two equal keys; a law file must not."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise PackError(f"The key {key!r} is given twice.")
        found[key] = value
    return found
