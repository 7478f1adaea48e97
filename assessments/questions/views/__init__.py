"""The pages of the bank."""

from assessments.questions.views.editing import Edit, Write
from assessments.questions.views.exchange import Exchange, Export
from assessments.questions.views.items import BringBack, Discard, Offer, OneItem, Retire, Start
from assessments.questions.views.lists import Bank, ChooseKind, Queue
from assessments.questions.views.reviewing import Review

__all__ = [
    "Bank",
    "BringBack",
    "ChooseKind",
    "Discard",
    "Edit",
    "Exchange",
    "Export",
    "Offer",
    "OneItem",
    "Queue",
    "Retire",
    "Review",
    "Start",
    "Write",
]
