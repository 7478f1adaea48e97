"""Reading gates: where members stand, what is on the board, and what a person may decide."""

from courses.gates.queries.boards import Board, board_of
from courses.gates.queries.panels import GatePanel, gate_panel
from courses.gates.queries.people import counts_for, gates_ready, starter_page, starters_for
from courses.gates.queries.standings import MemberStanding, standing_of, standings_of
from courses.gates.queries.status import gate_status

__all__ = [
    "Board",
    "GatePanel",
    "MemberStanding",
    "board_of",
    "counts_for",
    "gate_panel",
    "gate_status",
    "gates_ready",
    "standing_of",
    "standings_of",
    "starter_page",
    "starters_for",
]
