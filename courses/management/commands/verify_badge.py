"""Is this badge whole, whose is it, and does it still count?"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.records.badges import LONGEST, NotWhole, check, read
from courses.records.keyring import known_keys

TRUE = "It is whole and was signed by the council named here."
ASK_SECONDS = 10


class Command(BaseCommand):
    """`verify_badge FILE`: reads the file and the public keys, and neither database nor network.

    Which keys are believed: those of the academy on this machine, or those that `--issuer` names: a did:key,
    or the file that `/verify/issuers.json` gives. Whether a badge was revoked is known online alone:
    `--online` asks the address that the badge names, once its signature is known to be good.
    """

    help = "Check an Open Badge 3.0 file offline. Ends with 0 when it can be relied on and 1 when it cannot."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the badge: a picture (SVG) or JSON")
        parser.add_argument("--issuer", default="", help="a did:key, or a file with the public keys")
        parser.add_argument("--online", action="store_true", help="ask whether it was revoked")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = Path(options["file"]).read_bytes()[: LONGEST + 1]
            known = _known(options["issuer"])
        except (OSError, ValueError, KeyError, TypeError):
            self.stderr.write("Name a badge file, and for --issuer a did:key or a file with public keys.")
            sys.exit(2)
        found = _answer(file, known, online=options["online"])
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write(" ".join(found["reasons"]))
            self.stdout.write("\n".join(f"{name}: {words}" for name, words in found["badge"].items()))
        if not found["valid"]:
            sys.exit(1)


def _known(issuer: str) -> dict[str, str]:
    """The keys that are believed, each with the name of its council."""
    if not issuer:
        return known_keys()
    if issuer.startswith("did:key:"):
        return {issuer: issuer}
    held = json.loads(Path(issuer).read_text(encoding="utf-8"))
    return {str(one["id"]): str(one["issuer"]) for one in held["issuers"]}


def _answer(file: bytes, known: dict[str, str], *, online: bool) -> dict[str, Any]:
    try:
        said = check(read(file), known=known)
    except NotWhole as trouble:
        return {
            "valid": False, "state": trouble.state, "revocation": "not asked", "reasons": [trouble.words],
            "badge": {},
        }  # fmt: skip
    revocation = _ask(said.address) if online else "not asked"
    revoked = revocation in ("revoked", "unknown")
    reasons = {
        "not asked": "Whether it was revoked is known online only: ask with --online.",
        "valid": "The academy says that it counts.",
        "revoked": "It was revoked and does not count any more.",
        "unknown": "The academy does not know it, so it does not count.",
        "no answer": "The academy did not answer, so nobody knows whether it was revoked.",
    }
    return {
        "valid": not revoked,
        "state": "revoked" if revoked else "valid",
        "revocation": revocation,
        "reasons": [TRUE, reasons[revocation]],
        "badge": {
            "issuer": said.issuer, "key": said.key, "title": said.title, "holder": said.holder,
            "earned_on": said.earned_on, "cohort": said.cohort, "content_version": said.version,
            "address": said.address,
        },
    }  # fmt: skip


def _ask(address: str) -> str:
    """valid, revoked, unknown or no answer."""
    if not address.startswith(("https://", "http://")):
        return "no answer"
    try:
        with urllib.request.urlopen(f"{address}status.json", timeout=ASK_SECONDS) as answer:  # noqa: S310
            state = json.loads(answer.read(1000))["state"]
    except urllib.error.HTTPError as refused:
        return "unknown" if refused.code == 404 else "no answer"
    except (OSError, ValueError, KeyError, TypeError):
        return "no answer"
    return state if state in ("valid", "revoked", "unknown") else "no answer"
