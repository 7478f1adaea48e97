"""Reading the words of messages."""

from courses.notices.queries.letters import compose_notice

__all__ = ["compose_notice"]
