"""Forms of the bank: answering an item, writing one, finding, reviewing and retiring."""

from assessments.questions.forms.answers import AnswerForm
from assessments.questions.forms.authoring import LAW_LIST, ContentForm, law_suggestions
from assessments.questions.forms.bank import BankForm, RetireForm, VerdictForm
from assessments.questions.forms.editor import Editor

__all__ = [
    "LAW_LIST",
    "AnswerForm",
    "BankForm",
    "ContentForm",
    "Editor",
    "RetireForm",
    "VerdictForm",
    "law_suggestions",
]
