"""The demo's mail: shown on the console and kept in a folder."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Console


class ConsoleAndFileBackend(BaseEmailBackend):
    """Shows every message on standard error and keeps it as a file that is named after its Message-ID.

    Standard output stays free for the JSON of commands.

    A message that is sent again after a crash is the same file.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Console(stream=sys.stderr).send_messages(email_messages)
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            mail = message.message()
            name = re.sub(r"[^A-Za-z0-9.@-]", "", str(mail["Message-ID"]))[:120]
            (folder / f"{name}.eml").write_bytes(mail.as_bytes())
        return len(email_messages)
