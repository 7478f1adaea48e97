"""Writing rounds of feedback and voices."""

from competencies.voices.actions.closing import close_round, tend_rounds
from competencies.voices.actions.giving import give_voice
from competencies.voices.actions.opening import RoundDraft, make_links, open_round

__all__ = ["RoundDraft", "close_round", "give_voice", "make_links", "open_round", "tend_rounds"]
