"""Every date that follows from what happened, each with its rule, its reasons and a day that is safe."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from academy.kit import words
from academy.kit.refusals import Refused
from academy.law import dates
from academy.law.clauses import Clause, Dispute, Ground, Pack, Start, TimescaleRule

Day = datetime.date


@dataclass(frozen=True)
class Claim:
    """That a ground is said to apply, with the facts that it needs of `from`, `back` and `asked`."""

    ground: str
    facts: Mapping[str, Day]


@dataclass(frozen=True)
class Answer:
    """Whether a ground is open to a date, and why. The date never moves."""

    ground: Ground
    source: str
    fits: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """One date that follows. `event` started the clock; `safe` is the working day to aim for, if known."""

    rule: TimescaleRule
    clause: Clause
    event: str
    started: Day
    date: Day
    steps: tuple[str, ...]
    safe: Day | None
    safe_words: str
    answers: tuple[Answer, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def basis(self) -> str:
        """Law, code, practice or tribunal rules: how strong the date is."""
        return self.clause.basis or self.rule.basis

    @property
    def is_minimum(self) -> bool:
        """Whether the date ends a time that must be over before you act, and is not a day to act by."""
        return self.clause.kind == "minimum"


@dataclass(frozen=True)
class Timeline:
    """What follows from the events, in order of date; `notes` say what could not be told and why."""

    pack: Pack
    events: Mapping[str, Day]
    dues: tuple[Due, ...]
    refused: tuple[Answer, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Reached:
    """A date on the way: how it was counted and from which event."""

    counted: dates.Counted
    event: str
    started: Day


def problems_with(pack: Pack, events: Mapping[str, Day]) -> dict[str, str]:
    """What is wrong with the events, in words, by event. Nothing when a timeline can be drawn."""
    found = {}
    for key, day in events.items():
        if key not in pack.events:
            found[key] = f"{key!r} is not an event of this law pack. Known events: {', '.join(pack.events)}."
        elif not dates.FIRST <= day <= dates.LAST:
            found[key] = f"The year {day.year} cannot be right. Use {dates.FIRST.year} to {dates.LAST.year}."
        else:
            for other in pack.events[key].after:
                if other in events and day < events[other]:
                    found[key] = (
                        f"{words.day_month_year(day)} is too early: “{pack.events[other].label}” "
                        f"was on {words.day_month_year(events[other])}."
                    )
    return found


def problems_with_claim(pack: Pack, claim: Claim) -> dict[str, str]:
    """What is wrong with an exception, in words, by fact; the key is empty for the ground itself."""
    if claim.ground not in pack.grounds:
        return {"": f"{claim.ground!r} is not a ground here. Known grounds: {', '.join(pack.grounds)}."}
    ground = pack.grounds[claim.ground]
    asks = ground.asks or {}
    found = {
        fact: f"Give a date for: {asks[fact].lower()}." for fact in ground.needs if fact not in claim.facts
    }
    for fact in claim.facts:
        if fact not in ground.needs:
            found[fact] = f"{ground.key!r} does not ask for {fact!r}."
    first, back = claim.facts.get("from"), claim.facts.get("back")
    if first and back and back < first:
        found["back"] = f"{words.day_month_year(back)} is before {words.day_month_year(first)}."
    return found


def draw_timeline(*, pack: Pack, events: Mapping[str, Day], claims: Sequence[Claim] = ()) -> Timeline:
    """Every date that follows from the events. Refused, in words, when an event or a claim is impossible."""
    wrong = [*problems_with(pack, events).values()]
    wrong += [said for claim in claims for said in problems_with_claim(pack, claim).values()]
    if wrong:
        raise Refused(" ".join(wrong), code="impossible")
    dues: list[Due] = []
    notes: list[str] = []
    for rule in pack.rules.values():
        if set(rule.events) & events.keys():
            dues += _dates_of(rule, pack, events, claims, notes)
    refused = tuple(
        Answer(ground, "", False, (ground.says,))
        for ground in (pack.grounds[claim.ground] for claim in claims)
        if not ground.counts
    )
    used = {answer.ground.key for due in dues for answer in due.answers}
    notes += [
        f"No date here knows this exception: {ground.title}."
        for ground in (pack.grounds[claim.ground] for claim in claims)
        if ground.counts and ground.key not in used
    ]
    return Timeline(pack, dict(events), tuple(sorted(dues, key=lambda due: due.date)), refused, tuple(notes))


def _dates_of(
    rule: TimescaleRule, pack: Pack, events: Mapping[str, Day], claims: Sequence[Claim], notes: list[str]
) -> list[Due]:
    reached: dict[str, _Reached] = {}
    dues = []
    for clause in rule.dates:
        try:
            end = _reach(clause, pack, events, reached, rule, notes)
        except ValueError as unknown:
            notes.append(f"{rule.code}, {clause.task.lower()}: {unknown}")
            continue
        if end is None:
            continue
        if not rule.is_in_force(end.started):
            notes.append(
                f"{rule.code} is left out: it was not in force on {words.day_month_year(end.started)}."
            )
            continue
        reached[clause.key] = end
        safe, said = _safe(clause, rule, end.counted.date, pack.calendar)
        answers = tuple(filter(None, (_answer(rule, pack, claim, end) for claim in claims)))
        counted = end.counted
        disputes = pack.disputes_on(rule.code)
        dues.append(
            Due(
                rule,
                clause,
                end.event,
                end.started,
                counted.date,
                counted.steps,
                safe,
                said,
                answers,
                disputes,
            )
        )
    return dues


def _reach(
    clause: Clause,
    pack: Pack,
    events: Mapping[str, Day],
    reached: Mapping[str, _Reached],
    rule: TimescaleRule,
    notes: list[str],
) -> _Reached | None:
    """The date of a clause, from the start that counts; None when nothing has started it yet."""
    ends = []
    for start in clause.starts:
        begin = _begin(start, events, reached)
        if begin is None:
            if start.needed and any(_begin(other, events, reached) for other in clause.starts):
                needed = pack.events[start.event]
                notes.append(f"{rule.code} needs one more date: {needed.label.lower()} ({needed.key}).")
                return None
            continue
        event, started, day = begin
        ends.append(_Reached(dates.count(day, start.limit, pack.calendar), event, started))
    if not ends:
        return None
    choose = max if clause.pick == "latest" else min
    chosen = choose(ends, key=lambda end: end.counted.date)
    steps = tuple(step for end in ends for step in end.counted.steps)
    if len(ends) > 1:
        which = "later" if clause.pick == "latest" else "earlier"
        steps += (f"The {which} of these counts: {words.day_month_year(chosen.counted.date)}.",)
    counted = dates.Counted(chosen.counted.date, steps)
    if clause.roll:
        counted = dates.roll(counted, pack.calendar)
    return _Reached(counted, chosen.event, chosen.started)


def _begin(
    start: Start, events: Mapping[str, Day], reached: Mapping[str, _Reached]
) -> tuple[str, Day, Day] | None:
    """The event at the root of a start, its day, and the day to count from."""
    if start.event:
        return (start.event, events[start.event], events[start.event]) if start.event in events else None
    if start.date not in reached:
        return None
    root = reached[start.date]
    return root.event, root.started, root.counted.date


def _safe(clause: Clause, rule: TimescaleRule, day: Day, table: dates.Calendar) -> tuple[Day | None, str]:
    """The working day to aim for and why."""
    try:
        if clause.kind == "minimum":
            first = dates.add_days(day, 1)
            safe = dates.working_day_from(first, table)
            said = f"The whole of {words.day_month(day)} must be over. Act from {words.full_date(first)}"
            rest = "." if safe == first else f"; the first working day is {words.full_date(safe)}."
            return safe, said + rest
        safe = dates.safe_day(day, table)
    except ValueError as unknown:
        return None, str(unknown)
    if safe == day:
        return safe, f"{words.full_date(day)} is a working day."
    why = table.why_not_working(day)
    rest = "Do not count on more time" if rule.basis == "tribunal rules" else "Nothing rolls forward"
    return safe, f"{words.day_month_year(day)} is {why}. {rest}, so act by {words.full_date(safe)}."


def _answer(rule: TimescaleRule, pack: Pack, claim: Claim, end: _Reached) -> Answer | None:
    """What the rule says to a claimed exception; None when the rule does not know the ground."""
    use = next((use for use in rule.grounds if use.ground == claim.ground), None)
    if use is None:
        return None
    ground, facts, due = pack.grounds[claim.ground], claim.facts, end.counted.date
    if ground.test == "closure":
        tested = dates.closure_fits(
            shut=facts["from"],
            reopens=facts["back"],
            asked=facts["asked"],
            weeks=ground.weeks,
            lead_weeks=ground.lead_weeks,
        )
        if not end.started <= facts["asked"] <= due:
            late = "You did not ask for this advice within the time limit, so it cannot have held it up."
            tested = dates.Tested(False, (*tested.reasons, late))
    elif ground.test == "absence":
        tested = dates.absence_fits(
            away=facts["from"], back=facts["back"], start=end.started, end=due, weeks=ground.weeks
        )
    else:
        last = facts.get("back", facts["from"])
        tested = dates.falls_within(began=facts["from"], ended=last, start=end.started, end=due)
    stays = f"The date stays {words.day_month_year(due)}"
    verdict = (
        f"The exception may apply, if this made the date impractical. {stays}: no fixed time is added, "
        "and you still act as soon as practicable."
        if tested.fits
        else f"The exception is not open to you. {stays}."
    )
    return Answer(ground, use.source, tested.fits, (*tested.reasons, verdict))
