"""What an outcome is made of, and what a line may really be. Plain data."""

from __future__ import annotations

TYPES: dict[str, str] = {
    "aspiration": "An aspiration (Section A)",
    "outcome": "An outcome (Section E)",
    "step": "A step towards an outcome",
    "provision": "Provision (Section F)",
}
TYPE_RULES: dict[str, str] = {
    "aspiration": "It is a hope for a life. Keep it in A and write an outcome that serves it.",
    "outcome": "It says what the young person will do or be able to do.",
    "step": "It is something on the way. It belongs in short-term targets that a setting sets.",
    "provision": "It says what somebody gives or does. Ask: so that the young person can do what?",
}
ELEMENTS: dict[str, str] = {
    "specific": "Specific: what exactly",
    "measurable": "Measurable: how one will know",
    "realistic": "Realistic from where they are now",
    "linked": "Linked to what they hope for",
    "timed": "Dated",
    "baseline": "A baseline: where they are now",
}
NOTHING = "none"
ASKED: dict[str, str] = {
    "specific": "What exactly will be seen or heard?",
    "measurable": "How often, how many, or how well, and who sees it?",
    "realistic": "Can it be reached from here in that time? A stage on the way may serve better.",
    "linked": "Which of their own hopes does it serve?",
    "timed": "By when?",
    "baseline": "Where are they now?",
}
