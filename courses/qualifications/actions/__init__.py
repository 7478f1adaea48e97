"""Working for an award."""

from courses.qualifications.actions.assessing import decide_unit, finish_assessing, return_portfolio
from courses.qualifications.actions.keeping import award_registration, register_person, withdraw_registration
from courses.qualifications.actions.putting_forward import put_forward, submit_portfolio
from courses.qualifications.actions.verifying import verify_portfolio

__all__ = [
    "award_registration",
    "decide_unit",
    "finish_assessing",
    "put_forward",
    "register_person",
    "return_portfolio",
    "submit_portfolio",
    "verify_portfolio",
    "withdraw_registration",
]
