"""Forms of the bank: answering an item, and writing one."""

from assessments.questions.forms.answers import AnswerForm
from assessments.questions.forms.authoring import ContentForm

__all__ = ["AnswerForm", "ContentForm"]
