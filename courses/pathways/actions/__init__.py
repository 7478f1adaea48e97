"""What people do about the shorter way."""

from courses.pathways.actions.exemptions import take_back_exemption
from courses.pathways.actions.licences import grant_licence, withdraw_licence
from courses.pathways.actions.prior import decide_recognition, request_recognition, take_back_request

__all__ = [
    "decide_recognition",
    "grant_licence",
    "request_recognition",
    "take_back_exemption",
    "take_back_request",
    "withdraw_licence",
]
