"""Reading rounds of feedback and what they show."""

from competencies.voices.queries.links import LinkSeen, link_seen
from competencies.voices.queries.people import person_asked_about
from competencies.voices.queries.rounds import RoundRow, choices_for, round_seen, rounds_led, rounds_of
from competencies.voices.queries.summaries import Line, Summary, summary_of

__all__ = [
    "Line",
    "LinkSeen",
    "RoundRow",
    "Summary",
    "choices_for",
    "link_seen",
    "person_asked_about",
    "round_seen",
    "rounds_led",
    "rounds_of",
    "summary_of",
]
