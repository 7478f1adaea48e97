"""The demo's mail: shown on the console and kept in a folder."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Console
from django.core.mail.backends.filebased import EmailBackend as Folder


class ConsoleAndFileBackend(BaseEmailBackend):
    """Sends every message to both backends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Console().send_messages(email_messages)
        return Folder().send_messages(email_messages) or 0
