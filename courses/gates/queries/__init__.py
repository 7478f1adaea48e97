"""Reading gates: where members stand, what is on the board, and what a person may decide."""

from courses.gates.queries.panels import GatePanel, gate_panel
from courses.gates.queries.standings import MemberStanding, standing_of, standings_of

__all__ = ["GatePanel", "MemberStanding", "gate_panel", "standing_of", "standings_of"]
