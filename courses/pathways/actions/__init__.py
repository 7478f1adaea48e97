"""What people do about the shorter way."""

from courses.pathways.actions.diagnostic import apply_diagnostic
from courses.pathways.actions.exemptions import take_back_exemption
from courses.pathways.actions.licences import grant_licence, withdraw_licence
from courses.pathways.actions.paths import finish_path, put_on_path, stop_path
from courses.pathways.actions.prior import decide_recognition, request_recognition, take_back_request
from courses.pathways.actions.telling import remind_of_renewal

__all__ = [
    "apply_diagnostic",
    "decide_recognition",
    "finish_path",
    "grant_licence",
    "put_on_path",
    "remind_of_renewal",
    "request_recognition",
    "stop_path",
    "take_back_exemption",
    "take_back_request",
    "withdraw_licence",
]
