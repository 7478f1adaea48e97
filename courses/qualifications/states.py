"""The life of a registration for an outside award."""

from academy.kit.states import Move, StateTable

REGISTRATION = StateTable(
    noun="registration",
    words={
        "working": "Being put together",
        "submitted": "With the assessor",
        "assessed": "With the internal verifier",
        "verified": "Ready for the assessment centre",
        "awarded": "Awarded",
        "withdrawn": "Withdrawn",
    },
    moves=(
        Move("working", "submit", "submitted", "the person"),
        Move("submitted", "return", "working", "the assessor"),
        Move("submitted", "assess", "assessed", "the assessor, once every unit is met"),
        Move("assessed", "return", "working", "the internal verifier"),
        Move("assessed", "verify", "verified", "the internal verifier"),
        Move("verified", "award", "awarded", "whoever keeps qualifications"),
        Move("working", "withdraw", "withdrawn", "whoever keeps qualifications"),
        Move("submitted", "withdraw", "withdrawn", "whoever keeps qualifications"),
        Move("assessed", "withdraw", "withdrawn", "whoever keeps qualifications"),
        Move("verified", "withdraw", "withdrawn", "whoever keeps qualifications"),
    ),
)
