"""Every change to a file of audits, from its arrival to being taken back."""

from assessments.imports.actions.approving import (
    approve_batch,
    bring_in_unattended,
    send_for_approval,
    turn_down_batch,
    undo_batch,
)
from assessments.imports.actions.checking import check_batch, name_writer
from assessments.imports.actions.forecasting import Forecast, forecast_loop
from assessments.imports.actions.indicating import drop_figures, keep_figures
from assessments.imports.actions.mapping import ColumnRefused, keep_answers
from assessments.imports.actions.marks import Loaded, load_marks
from assessments.imports.actions.receiving import SameFile, drop_raw_file, receive_file
from assessments.imports.actions.sharing import bring_mapping, retire_mapping
from assessments.imports.actions.unattended import FileResult, bring_in_file, try_file

__all__ = [
    "ColumnRefused",
    "FileResult",
    "Forecast",
    "Loaded",
    "SameFile",
    "approve_batch",
    "bring_in_file",
    "bring_in_unattended",
    "bring_mapping",
    "check_batch",
    "drop_figures",
    "drop_raw_file",
    "forecast_loop",
    "load_marks",
    "keep_answers",
    "keep_figures",
    "name_writer",
    "receive_file",
    "retire_mapping",
    "send_for_approval",
    "try_file",
    "turn_down_batch",
    "undo_batch",
]
