"""A JSON file as values that know their path, so that every fault can name it. Pure."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from competencies.framework.formats.gathering import Gathering

MOST_DEEP = 40


class BadJson(Exception):
    """A file that is no JSON, or JSON that we do not read; with where and why."""

    def __init__(self, place: str, words: str) -> None:
        super().__init__(words)
        self.place, self.words = place, words


def parsed(raw: bytes) -> Any:
    """The value of a file. BadJson in words when there is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadJson("the file", "The letters of the file could not be read. Save it as UTF-8.") from None
    if _depth(text) > MOST_DEEP:
        raise BadJson("the file", "This file is nested far deeper than a framework is.")
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BadJson(f"line {error.lineno}", f"This is not JSON: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise BadJson("the file", "There is a number in this file that is none.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _depth(text: str) -> int:
    """How deep brackets are nested, outside texts."""
    deepest = deep = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if mark in "[{":
            deep += 1
            deepest = max(deepest, deep)
        elif mark in "]}":
            deep -= 1
    return deepest


@dataclass(frozen=True)
class Node:
    """A value with its path. What is not what it should be is said to the gathering, once, with the path."""

    value: Any
    path: str
    found: Gathering

    def has(self, key: str) -> bool:
        """Whether there is anything under a name."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str) -> Node:
        """What stands under a name; an empty object where there is nothing."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        path = f"{self.path}.{key}"
        if inner is not None and not isinstance(inner, dict):
            self.found.fault(path, "This must be an object.")
            inner = None
        return Node(inner or {}, path, self.found)

    def all(self, key: str) -> Iterator[Node]:
        """The members of a list under a name."""
        inner = self.value.get(key)
        if inner is not None and not isinstance(inner, list):
            self.found.fault(f"{self.path}.{key}", "This must be a list.")
            inner = []
        for place, member in enumerate(inner or []):
            path = f"{self.path}.{key}[{place}]"
            if isinstance(member, dict):
                yield Node(member, path, self.found)
            else:
                self.found.fault(path, "This must be an object.")

    def text(self, key: str, otherwise: str = "") -> str:
        """A text under a name."""
        inner = self.value.get(key)
        if inner is None:
            return otherwise
        if not isinstance(inner, str):
            self.found.fault(f"{self.path}.{key}", "This must be a text.")
            return otherwise
        return inner

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts under a name."""
        inner = self.value.get(key)
        if inner is None:
            return ()
        if not isinstance(inner, list) or not all(isinstance(one, str) for one in inner):
            self.found.fault(f"{self.path}.{key}", "This must be a list of texts.")
            return ()
        return tuple(inner)

    def whole(self, key: str, otherwise: int = 0) -> int:
        """A whole number under a name; 3.0 is one."""
        inner = self.value.get(key)
        if inner is None:
            return otherwise
        if isinstance(inner, float) and inner.is_integer():
            inner = int(inner)
        if isinstance(inner, bool) or not isinstance(inner, int):
            self.found.fault(f"{self.path}.{key}", "This must be a whole number.")
            return otherwise
        return inner

    def yes(self, key: str) -> bool:
        """A yes or no under a name."""
        inner = self.value.get(key)
        if inner is not None and not isinstance(inner, bool):
            self.found.fault(f"{self.path}.{key}", "This must be true or false.")
        return inner is True

    def identity(self, key: str) -> uuid.UUID | None:
        """An identifier under a name."""
        text = self.text(key)
        if not text:
            return None
        try:
            return uuid.UUID(text)
        except ValueError:
            self.found.fault(f"{self.path}.{key}", "This must be an identifier (UUID).")
            return None

    def day(self, key: str) -> datetime.date | None:
        """A day under a name."""
        text = self.text(key)
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.found.fault(f"{self.path}.{key}", "This must be a day such as 2026-09-01.")
            return None
