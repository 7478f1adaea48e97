"""Marks for states, grades and levels. A mark never stands without a word, seen or hidden."""

from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from academy.kit.escaping import esc

_OPEN = (
    '<svg class="ac-mark ac-mark--{kind}" width="24" height="24" viewBox="0 0 24 24" '
    'aria-hidden="true" focusable="false">{shape}</svg>'
)
_RING = '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
_SHAPES = {
    "done": '<circle cx="12" cy="12" r="11" fill="currentColor"/>'
    '<path class="ac-cut" d="M7 12.4l3.4 3.4L17.2 9" stroke-width="2.6" fill="none"/>',
    "half": _RING + '<path d="M12 12V2a10 10 0 0 1 0 20z" fill="currentColor"/>',
    "todo": _RING,
    "live": '<rect x="2" y="4" width="20" height="17" fill="currentColor"/>'
    '<path d="M7 1.5V7M17 1.5V7" stroke="currentColor" stroke-width="2.6"/>'
    '<path class="ac-cut" d="M5 10h14M5 14h14M5 18h8" stroke-width="1.8"/>',
    "open": '<path d="M8 4l8 8-8 8" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "look": _RING + '<path d="M12 6.5v7.5M12 16v2.6" stroke="currentColor" stroke-width="2.6"/>',
    "lock": '<path d="M4 10h16v12H4z" fill="currentColor"/>'
    '<path d="M7.5 10V7a4.5 4.5 0 0 1 9 0v3" fill="none" stroke="currentColor" stroke-width="2.4"/>',
    "stopped": '<path d="M3 3h18v18H3z" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M8 8l8 8M16 8l-8 8" stroke="currentColor" stroke-width="2.6"/>',
}
MARK_WORDS = {
    "done": "Done",
    "half": "Begun",
    "todo": "Not begun",
    "live": "Live",
    "open": "Open",
    "look": "Look here",
    "lock": "Held",
    "stopped": "Stopped",
}
MARK_SVG = {kind: _OPEN.format(kind=kind, shape=shape) for kind, shape in _SHAPES.items()}


def hidden(word: str) -> str:
    """A word for people who listen to the page."""
    return f'<span class="govuk-visually-hidden">{esc(word)}</span>'


def mark(kind: str, word: str = "", *, show: bool = False) -> SafeString:
    """The mark of a state with its word: hidden unless `show`. Kinds are the keys of MARK_WORDS."""
    svg = MARK_SVG[kind]
    said = word or MARK_WORDS[kind]
    if show:
        return mark_safe(f'<span class="ac-marked">{svg}<span>{esc(said)}</span></span>')
    return mark_safe(svg + hidden(said))


class GradeWord(NamedTuple):
    """How a grade is said and drawn."""

    word: str
    steps: int
    tone: str


GRADES = {
    4: GradeWord("Outstanding", 4, "good"),
    3: GradeWord("Good", 3, "good"),
    2: GradeWord("Requires improvement", 2, "below"),
    1: GradeWord("Inadequate", 1, "below"),
}
_BARS = ((0, 10, 5), (7, 7, 8), (14, 4, 11), (21, 1, 14))


def _steps(filled: int) -> str:
    bars = "".join(
        f'<rect x="{x}" y="{y}" width="5" height="{height}" stroke="currentColor" '
        f'fill="{"currentColor" if number < filled else "none"}"/>'
        for number, (x, y, height) in enumerate(_BARS)
    )
    return (
        f'<svg width="28" height="18" viewBox="-1 -1 28 18" aria-hidden="true" focusable="false">{bars}</svg>'
    )


_GRADE_HTML = {
    value: mark_safe(f'<span class="ac-grade ac-grade--{g.tone}">{_steps(g.steps)}{g.word}</span>')
    for value, g in GRADES.items()
}
_NOT_GRADED = mark_safe('<span class="ac-grade ac-grade--none">Not graded</span>')
_NOT_APPLICABLE = mark_safe('<span class="ac-grade ac-grade--none">Not applicable</span>')


def grade(value: int | None, *, applies: bool = True) -> SafeString:
    """Four rising steps and the full word for a grade 4 (best) to 1; None is "Not graded"."""
    if not applies:
        return _NOT_APPLICABLE
    if value is None:
        return _NOT_GRADED
    return _GRADE_HTML[int(value)]


LEVEL_WORDS = {
    0: "not yet",
    1: "watching",
    2: "working with full check",
    3: "working with light check",
    4: "trusted",
    5: "leads others",
}
_BALL = '<circle cx="11" cy="11" r="9.5" fill="none" stroke="currentColor" stroke-width="1.8"/>'
LEVEL_SHAPES = {
    0: '<circle cx="11" cy="11" r="9.5" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-dasharray="2.6 2.4"/>',
    1: _BALL + '<path d="M11 11V1.5A9.5 9.5 0 0 1 20.5 11z" fill="currentColor"/>',
    2: _BALL + '<path d="M11 11V1.5A9.5 9.5 0 0 1 11 20.5z" fill="currentColor"/>',
    3: _BALL + '<path d="M11 11V1.5A9.5 9.5 0 1 1 1.5 11z" fill="currentColor"/>',
    4: '<circle cx="11" cy="11" r="10" fill="currentColor"/>',
    5: '<path d="M11 .8l2.5 7h7.7l-6.2 4.7 2.3 7.3L11 15.4l-6.3 4.4 2.3-7.3L.8 7.8h7.7z" '
    'fill="currentColor"/>',
}
_LEVEL_HTML = {
    value: f'<span class="ac-level ac-level--{value}">'
    f'<span class="govuk-visually-hidden">Level </span>{value}'
    f'<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true" focusable="false">{shape}</svg>'
    f"</span>"
    for value, shape in LEVEL_SHAPES.items()
}


def level(value: int, *, word: bool = False) -> SafeString:
    """The level of supervision 0 to 5: the number, its ball, and its word when asked."""
    html = _LEVEL_HTML[int(value)]
    return mark_safe(f"{html} {LEVEL_WORDS[int(value)]}" if word else html)


def level_cell(value: int, label: str, *, note: str = "", kind: str = "") -> SafeString:
    """One cell of the matrix of people by tasks. `kind` is "", "lapse" or "below"."""
    edge = f' class="ac-matrix__{kind}"' if kind in ("lapse", "below") else ""
    said = f'<span class="ac-matrix__note">{esc(note)}</span>' if note else ""
    return mark_safe(f'<td{edge} data-label="{esc(label)}">{_LEVEL_HTML[int(value)]}{said}</td>')


LOOP_SVG = (
    '<svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true" focusable="false">'
    '<path d="M4 6.5A8 8 0 1 1 3.4 13" fill="none" stroke="currentColor" stroke-width="2.4" '
    'stroke-linecap="round"/><path d="M8.4 4 3 8 2.4 1.8z" fill="currentColor"/></svg>'
)

TAG_KINDS = ("plain", "settled", "look", "stopped")


def tag(text: str, kind: str = "plain") -> SafeString:
    """A short state in words on a quiet ground."""
    return mark_safe(f'<span class="ac-tag ac-tag--{kind}">{esc(text)}</span>')
