"""How a new version compares with the one it was written from, and what stands against it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from academy.kit.words import listed
from assessments.instruments.rules.series import Step

SAYS = ("Words", "Outstanding", "Good", "Requires improvement", "Inadequate")
"""What a criterion asks for. Where one of these differs, somebody says whether the standard does too."""
MOST_NAMED = 3


@dataclass(frozen=True)
class Row:
    """One criterion as it compares. `says` are its facts in words by name, those of SAYS among them."""

    code: str
    text: str
    is_section: bool
    says: Mapping[str, str]
    modules: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()

    @property
    def standard(self) -> tuple[str, ...]:
        """The words that a grade is given by."""
        return tuple(self.says.get(name, "") for name in SAYS)


@dataclass(frozen=True)
class Change:
    """One difference. `what`: added, changed, ended. `facts`: name, before, after. `bridge`: in words what
    becomes of the series, where it does not simply go on."""

    what: str
    code: str
    text: str
    facts: tuple[tuple[str, str, str], ...] = ()
    bridge: str = ""
    breaks: bool = False


@dataclass(frozen=True)
class Fault:
    """One thing to put right, in words. `code` is that of the criterion in the new version, if it is about
    one."""

    words: str
    code: str = ""


def compare(old: Sequence[Row], new: Sequence[Row], steps: Sequence[Step]) -> list[Change]:
    """Every difference, in the order of the new version; what ended comes last."""
    was = {row.code: row for row in old}
    heirs = {code: [step for step in steps if step.old == code] for code in was}
    origin = {row.code: [step for step in steps if step.new == row.code] for row in new}
    changes = []
    for row in new:
        before = origin[row.code]
        if not before:
            facts = tuple((name, "", words) for name, words in row.says.items() if words)
            changes.append(Change("added", row.code, row.text, facts, "A new series begins."))
            continue
        mother = next((step for step in before if step.old == row.code), before[0])
        facts = _facts(was[mother.old], row)
        bridge = _bridge(row, before, heirs[mother.old])
        if facts or bridge:
            breaks = any(step.how in ("changed", "split", "merged") for step in before)
            changes.append(Change("changed", row.code, row.text, facts, bridge, breaks))
    for code, found in heirs.items():
        if not any(step.new for step in found):
            why = next((f" {step.why}" for step in found if step.why), "")
            changes.append(Change("ended", code, was[code].text, (), f"The series ends.{why}", True))
    return changes


def _facts(was: Row, now: Row) -> tuple[tuple[str, str, str], ...]:
    facts = [("Code", was.code, now.code)] if was.code != now.code else []
    for name in dict.fromkeys((*was.says, *now.says)):
        before, after = was.says.get(name, ""), now.says.get(name, "")
        if before != after:
            facts.append((name, before, after))
    return tuple(facts)


def _bridge(row: Row, before: Sequence[Step], siblings: Sequence[Step]) -> str:
    how = before[0].how
    why = next((f" {step.why}" for step in before if step.why), "")
    if how == "changed":
        return f"Charts show a break: it asks for something else.{why}"
    if how == "renamed":
        return "The series goes on: the standard is the same in other words."
    if how == "split":
        news = listed([step.new for step in siblings])
        return f"Charts show a break: {before[0].old} was split into {news}.{why}"
    if how == "merged":
        return f"Charts show a break: {listed([step.old for step in before])} were merged.{why}"
    return ""


def find_faults(
    *,
    old: Sequence[Row],
    new: Sequence[Row],
    steps: Sequence[Step],
    changes: Sequence[Change],
    needed: Mapping[str, Sequence[str]],
    modules: Mapping[str, str],
) -> list[Fault]:
    """Everything that stands against a version. `needed`: titles of content in use that names a code, by the
    code in the version before. `modules`: known modules by code; empty where nobody knows them."""
    if not changes:
        return [Fault("Nothing is different from the version before.")]
    was = {row.code: row for row in old}
    found = []
    for row in new:
        if missing := [name.lower() for name in SAYS if not row.says.get(name)]:
            found.append(Fault(f"{row.code} lacks its words for {listed(missing)}.", row.code))
        if not row.modules:
            found.append(Fault(f"{row.code} leads to no module. Choose the first one to offer.", row.code))
        if lost := [code for code in row.modules if modules and code not in modules]:
            found.append(Fault(f"{row.code} leads to {listed(lost)}, which is not there.", row.code))
        if not row.competencies:
            found.append(Fault(f"{row.code} shows no competency. Choose at least one.", row.code))
        here = [step for step in steps if step.new == row.code]
        same = here[0] if len(here) == 1 and here[0].how == "same" else None
        if same and (was[same.old].standard != row.standard or same.old != row.code):
            words = "says something else than before. Say whether it is the same standard in other words."
            found.append(Fault(f"{row.code} {words}", row.code))
    ended = [code for code in was if not any(step.old == code and step.new for step in steps)]
    found += [_needed(code, names) for code in ended if (names := list(dict.fromkeys(needed.get(code, ()))))]
    if not any(not row.is_section for row in new):
        found.append(Fault("It has no criterion. Add one at least."))
    return found


def _needed(code: str, names: list[str]) -> Fault:
    """A criterion that ends while content in use names it."""
    more = len(names) - MOST_NAMED
    told = listed([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
    verb = "names" if len(names) == 1 else "name"
    return Fault(f"{code} ends, but {told} {verb} it. Merge it into another one, or take it out there first.")
