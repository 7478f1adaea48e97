"""The figures of the board as the stage table and the list of states show them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from academy.kit.components.figures import Stage
from academy.kit.words import plural
from assessments.audits.states import FINDING
from courses.assignments.queries.board import SHOWN, Board, Waiting
from courses.assignments.queries.reach import Narrow

STATE_NOTES = {
    "new": "The rules have not answered yet",
    "noted": "No rule called for more; a five-minute note may have been offered",
    "held": "A rule called and a guard held it back",
    "assigned": "A module is asked of the writer",
    "paused": "Away, or the writer says the cause was not theirs",
    "learnt": "Module done, waits for later plans",
    "reaudited": "One later plan was good or better",
    "resolved": "Two later plans were good or better",
    "repeated": "A later plan was below good again; coaching",
    "too_few": "Fewer than two later plans in 90 days",
    "waived": "Taken off the list, with a reason",
}
STAGE_NAMES = {
    "new": "an answer of the rules",
    "assigned": "learning",
    "paused": "a decision or a return",
    "learnt": "re-audit",
    "reaudited": "a second re-audit",
}


def _age(one: Waiting | None) -> str:
    if one is None or not one.n:
        return "None waits"
    if one.n == 1:
        return plural(one.oldest, "day")
    return f"Middle {plural(one.middle, 'day')}, oldest {one.oldest:,}"


def stages_of(board: Board) -> list[Stage]:
    """Assigned, learnt, re-audited, resolved: how many came this far, went on, and wait here."""
    count = Counter(board.counts)
    longest = board.longest[0] if board.longest else ""
    again = f"{count['reaudited']:,} need one more plan; {count['repeated']:,} below good again, with a coach"
    rows = [
        ("Assigned", "Somebody was asked, with a reason", board.assigned, board.learnt, "assigned"),
        ("Learnt", "Module done", board.learnt, board.reaudited, "learnt"),
        ("Re-audited", "Later plan, auditor unaware", board.reaudited, count["resolved"], "reaudited"),
    ]
    words = {
        "assigned": _asked_words(board),
        "learnt": f"{count['learnt']:,} wait for re-audit",
        "reaudited": again,
    }
    stages = []
    for label, note, total, went_on, state in rows:
        states = ("assigned", "paused") if state == "assigned" else (state,)
        waiting = sum(count[one] for one in states)
        age = _age(board.waits.get(state))
        stages.append(Stage(label, note, total, went_on, waiting, words[state], age, longest in states))
    return [*stages, _resolved(board, count["resolved"])]


def _resolved(board: Board, n: int) -> Stage:
    days = board.to_proof.days
    age = "" if days is None else f"From finding to proof: middle {plural(days, 'day')}"
    return Stage("Resolved", "Good or better, twice", n, n, 0, "None. Closed", age)


def _asked_words(board: Board) -> str:
    waiting = board.waits.get("assigned", Waiting())
    parts = [f"{board.counts.get('assigned', 0):,} not done"]
    if waiting.past_date:
        parts.append(f"{waiting.past_date:,} past the date")
    if board.counts.get("paused"):
        parts.append(f"{board.counts['paused']:,} paused")
    return ", ".join(parts)


def state_rows(board: Board, narrow: Narrow) -> list[tuple[str, str, int, str]]:
    """Every state with its words, a note, how many, and the address of its list."""
    return [
        (FINDING.words[state], STATE_NOTES[state], board.counts.get(state, 0), narrow.address(state=state))
        for state in SHOWN
    ]


def lead_of(board: Board) -> str:
    """The answer of the board in one or two sentences."""
    resolved = board.counts.get("resolved", 0)
    words = (
        f"Of {plural(board.assigned, 'finding')} that called for training, "
        f"{resolved:,} {'is' if resolved == 1 else 'are'} resolved."
    )
    if board.longest is None:
        return f"{words} Nothing waits."
    state, waiting = board.longest
    return (
        f"{words} The longest wait is for {STAGE_NAMES[state]}: {plural(waiting.n, 'finding')}, "
        f"the oldest {plural(waiting.oldest, 'day')}."
    )


def criterion_rows(board: Board, narrow: Narrow) -> list[dict[str, object]]:
    """Lines of the table by criterion, with the address of each list and what the oldest waits for."""
    return [
        asdict(line)
        | {
            "address": narrow.address(criterion=line.code),
            "waits_for": f"for {STAGE_NAMES[line.oldest_state]}" if line.oldest_state else "",
        }
        for line in board.criteria
    ]


def span_facts(board: Board) -> list[tuple[str, str]]:
    """How long the way from finding to assignment and to proof takes, in the middle."""
    facts = [
        (board.to_assigned, "from finding to assignment, middle"),
        (board.to_proof, "from finding to proof, middle"),
    ]
    shown = [
        (plural(span.days, "day") if span.days is not None else "Too few", f"{what} (n = {span.n:,})")
        for span, what in facts
    ]
    shown.append((f"{board.open:,}", "findings for which something still has to happen"))
    if board.longest:
        state, waiting = board.longest
        shown.append((plural(waiting.oldest, "day"), f"the longest wait, for {STAGE_NAMES[state]}"))
    return shown
