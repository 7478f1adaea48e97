"""The life cycle of a certificate."""

from academy.kit.states import Move, StateTable

CERTIFICATE = StateTable(
    noun="certificate",
    words={"valid": "Valid", "revoked": "Revoked"},
    moves=(
        Move("valid", "revoke", "revoked", "a practice development lead, with a reason"),
        Move("revoked", "restore", "valid", "a practice development lead, with a reason"),
    ),
)
