"""Changing the words of messages, and ending messages."""

from courses.notices.actions.silence import end_messages, resume_messages
from courses.notices.actions.words import change_words, return_to_ours

__all__ = ["change_words", "end_messages", "resume_messages", "return_to_ours"]
