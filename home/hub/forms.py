"""What somebody looks for and how they narrow it: all of it in the address, so that it can be handed on."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from courses.sessions.audiences import AUDIENCES
from home.hub.rules.narrowing import KINDS, WHEN, WHERE, Wanted

TICKS = ("for", "kind", "when", "where", "area")
GROUP_OF = {"for": "audiences", "kind": "kinds", "when": "when", "where": "where", "area": "areas"}
LABELS = {"for": "I am a", "kind": "Kind", "when": "When", "where": "Where", "area": "Part of the county"}
FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
DATE = "Write the date like 24/11/2026"
SOONEST, CLOSEST = "soonest", "closest"


class HubForm(forms.Form):
    """Sent with GET. Ticks that are no longer offered are passed over: an old link still opens.

    `own` are the reader's audiences: ticked until they have said something else. `chosen` in the address says
    that they have.
    """

    q = forms.CharField(required=False, max_length=200, label="Search the hub", strip=True)

    def __init__(self, data: QueryDict, *, areas: Iterable[str], own: Collection[str] = ()) -> None:
        offers = {
            "for": {code: one.words for code, one in AUDIENCES.items()},
            "kind": KINDS,
            "when": WHEN,
            "where": WHERE,
            "area": {area: area for area in areas},
        }
        said = data.copy()
        for name, choices in offers.items():
            said.setlist(name, [one for one in data.getlist(name) if one in choices])
        self.is_own = bool(own) and "chosen" not in data and "for" not in data
        if self.is_own:
            said.setlist("for", [code for code in AUDIENCES if code in own])
        super().__init__(said, auto_id="hub-%s")
        for name, choices in offers.items():
            self.fields[name] = forms.MultipleChoiceField(
                choices=list(choices.items()),
                required=False,
                label=LABELS[name],
                widget=forms.CheckboxSelectMultiple,
            )
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.DateField(
                required=False,
                label=label,
                input_formats=FORMATS,
                error_messages={"invalid": f"{label}: {DATE[0].lower()}{DATE[1:]}"},
                widget=forms.TextInput,
            )
        self.full_clean()

    @property
    def query(self) -> str:
        """What is searched for."""
        return str(self.cleaned_data.get("q", ""))

    @property
    def exact(self) -> bool:
        """Whether the words are to be taken as they are written."""
        return "exact" in self.data

    @property
    def closest_first(self) -> bool:
        """Whether the closest match comes first; otherwise the soonest."""
        return bool(self.query) and self.data.get("order") == CLOSEST

    @property
    def wanted(self) -> Wanted:
        """What is asked, of what could be read."""
        ticks = {GROUP_OF[name]: frozenset(self.cleaned_data.get(name) or ()) for name in TICKS}
        since: datetime.date | None = self.cleaned_data.get("from")
        until: datetime.date | None = self.cleaned_data.get("to")
        return Wanted(**ticks, since=since, until=until)

    @property
    def chosen(self) -> int:
        """How many things narrow the list."""
        ticks = sum(len(self.data.getlist(name)) for name in TICKS)  # type: ignore[attr-defined]
        return ticks + sum(bool(self.data.get(name)) for name in ("from", "to"))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What narrows the list, for the form of the search box to carry along."""
        rows = [(name, one) for name in TICKS for one in self.data.getlist(name)]  # type: ignore[attr-defined]
        rows += [(name, str(self.data[name])) for name in ("from", "to", "order") if self.data.get(name)]
        return [*rows, ("chosen", "1")]

    def count(self, counts: Mapping[str, Counter[str]]) -> None:
        """Say behind each tick how many things fit it; leave out what fits nothing and is not ticked."""
        for name in TICKS:
            field: Any = self.fields[name]
            tally, ticked = counts[GROUP_OF[name]], self.data.getlist(name)  # type: ignore[attr-defined]
            field.choices = [
                (code, f"{words} ({tally[code]})")
                for code, words in field.choices
                if tally[code] or code in ticked
            ]

    def address(self, **changes: str) -> str:
        """The query of an address that shows the same to everybody, with these changes. Without a page."""
        said = QueryDict(mutable=True)
        if self.query:
            said["q"] = self.query
        for name in TICKS:
            said.setlist(name, self.data.getlist(name))  # type: ignore[attr-defined]
        for name in ("from", "to", "order", "exact"):
            if self.data.get(name):
                said[name] = str(self.data[name])
        if not said.getlist("for"):
            said["chosen"] = "1"
        for name, value in changes.items():
            said.pop(name, None)
            if value:
                said[name] = value
        return said.urlencode()
