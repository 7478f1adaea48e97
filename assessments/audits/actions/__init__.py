"""Every change to audits, their findings and the wishes for the sample."""

from assessments.audits.actions.reaudits import ask_reaudit, close_reaudits
from assessments.audits.actions.storing import Sheaf, Stored, store_audits, take_back_audits

__all__ = ["Sheaf", "Stored", "ask_reaudit", "close_reaudits", "store_audits", "take_back_audits"]
