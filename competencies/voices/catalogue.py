"""What families and partners are asked. Five short sentences each, in words for a reading age of nine."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES, PARTNERS = "families", "partners"
LEAST_VOICES = 3
"""Fewer voices than this show nothing to anybody."""
SCALE = ((4, "Yes, always"), (3, "Mostly"), (2, "Sometimes"), (1, "No"))


@dataclass(frozen=True)
class Statement:
    """One sentence, and the competency it says something about."""

    text: str
    about: str


STATEMENTS = {
    FAMILIES: (
        Statement("I understood what they told me.", "C3.1"),
        Statement("They were kind, and they listened to me.", "C3.2"),
        Statement("They kept in touch, and told me early if something was late.", "C3.3"),
        Statement("They did what they said they would do.", "C3.3"),
        Statement("When I was worried, they helped to sort it out.", "C8.1"),
    ),
    PARTNERS: (
        Statement("I knew what they needed from me, and by when.", "C9.1"),
        Statement("They listened to what I know.", "C9.1"),
        Statement("They told me what happened next.", "C9.1"),
        Statement("When we did not agree, we sorted it out fairly.", "C8.1"),
        Statement("They helped me to do my part well.", "C10.5"),
    ),
}
FIELDS = ("first", "second", "third", "fourth", "fifth")
"""The columns of a voice that hold the answers, in the order of the statements."""


def codes_of(audience: str) -> tuple[str, ...]:
    """The competencies that this audience can say something about, in the order of the statements."""
    return tuple(dict.fromkeys(statement.about for statement in STATEMENTS[audience]))
