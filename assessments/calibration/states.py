"""The life cycle of being asked to calibrate again."""

from academy.kit.states import Move, StateTable

RECALIBRATION = StateTable(
    noun="calibration",
    words={"open": "Asked", "done": "Done"},
    moves=(Move("open", "finish", "done", "the auditor, by grading the calibration items"),),
)
