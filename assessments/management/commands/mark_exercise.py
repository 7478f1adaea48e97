"""Mark one answer to one exercise, as its page would, without keeping anything."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import Content, Kind, kind_of
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE


class Command(BaseCommand):
    """`mark_exercise --type X3 --item CODE --answer-file F --json`.

    The answer file is a JSON object of answers by name, or plain text for an item that asks for one text
    alone. Prints what is right and why. Exits 0: marked; 1: no such item, or the answer cannot be read;
    2: wrong use.
    """

    help = "Marks one answer to one exercise and prints the marks with their reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--type", required=True, help="the kind, for example X3")
        parser.add_argument("--item", required=True, help="the code of the item, for example X3-1")
        parser.add_argument(
            "--answer-file", required=True, type=Path, help="JSON or text; - for standard input"
        )
        parser.add_argument("--seed", type=int, default=0, help="which drawing of an item that varies")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kind, content = _item(options["type"], options["item"])
            shown = kind.draw(content, options["seed"])
            answer = _answer(kind, shown, options["answer_file"])
        except (LookupError, ValueError, OSError) as error:
            self._say(options["json"], {"error": str(error.args[0] if error.args else error)})
            sys.exit(1)
        marked = kind.mark(shown, answer)
        said = {
            "type": kind.code,
            "item": options["item"],
            "share": round(marked.share, 4),
            **marked.as_row(),
        }
        self._say(options["json"], said)

    def _say(self, as_json: bool, document: dict[str, Any]) -> None:
        if as_json:
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        elif "error" in document:
            self.stderr.write(document["error"])
        else:
            self.stdout.write(f"{document['points']:g} of {document['of']:g} points")
            for line in document["lines"]:
                self.stdout.write(f"- {line['label']}: {line['reason']}")


def _item(type_: str, code: str) -> tuple[Kind, Content]:
    """The kind and content of an item: the newest live version in the bank, else the shipped one."""
    kind = kind_of(type_)
    rows = ItemVersion.objects.filter(item__code=code, item__kind=type_, state__in=LIVE)
    version = rows.order_by("-number").first()
    if version is not None:
        return kind, version.content
    for data in shipped_items():
        if (data["kind"], data["code"]) == (type_, code):
            return kind, data["content"]
    raise LookupError(f"There is no item {code!r} of kind {type_}.")


def _answer(kind: Kind, shown: Content, path: Path) -> dict[str, Any]:
    """The answer of a file. ValueError in words when it is none."""
    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        asks = [ask for ask in kind.asks(shown) if ask.form in ("long", "text")]
        if len(asks) != 1:
            raise ValueError("The answer file must be a JSON object of answers by name.") from None
        return {asks[0].name: text.strip()}
    if not isinstance(answer, dict):
        raise ValueError("The answer file must be a JSON object of answers by name.")
    return answer
