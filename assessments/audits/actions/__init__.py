"""Every change to audits, their findings and the wishes for the sample."""

from assessments.audits.actions.agreeing import Agreed, agree_grades
from assessments.audits.actions.marking import mark_change, take_back_change
from assessments.audits.actions.proving import prove_audits
from assessments.audits.actions.reaudits import ask_reaudit, close_reaudits
from assessments.audits.actions.rescanning import plan_remarks_night, scan_remarks_again
from assessments.audits.actions.sorting import store_by_version
from assessments.audits.actions.storing import Sheaf, Stored, store_audits
from assessments.audits.actions.takingback import take_back_audits

__all__ = [
    "Agreed",
    "Sheaf",
    "Stored",
    "agree_grades",
    "ask_reaudit",
    "close_reaudits",
    "mark_change",
    "plan_remarks_night",
    "prove_audits",
    "scan_remarks_again",
    "store_audits",
    "store_by_version",
    "take_back_audits",
    "take_back_change",
]
