"""A series of shares over time: a control chart with limits, or a run chart with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from academy.kit import charts
from academy.kit.charts import BAND, COPPER, COPPER_TEXT, GREEN, INK, LINE, MID, Frame, px, text
from academy.kit.components.figures import TOO_FEW, figure
from academy.kit.components.tables import table
from academy.kit.escaping import esc

MOST_LABELS = {False: 9, True: 3}
"""How many labels the axis has room for, on a wide page and on a phone."""
MOST_VALUES = 13
"""With more points than this only the last one and the signals are written beside their mark."""


@dataclass(frozen=True)
class Step:
    """One month or quarter, in per cent. `value` None: too few. `low` and `high` are limits on a control
    chart and the interval on a run chart, `line` the usual level there. `signal` says why it stands out
    ("" does not), `begins` what changed when a stretch begins here."""

    label: str
    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None
    line: float | None = None
    signal: str = ""
    begins: str = ""


def _frame(steps: Sequence[Step], *, phone: bool) -> Frame:
    points = [charts.Point(one.label, one.value, one.n, one.low, one.high) for one in steps]
    bottom, top = charts.scale(points)
    if phone:
        return Frame(340, 230, bottom, top, len(steps), left=40, below=30)
    return Frame(1130, 320, bottom, top, len(steps), left=44, below=46)


def _grid(frame: Frame) -> list[str]:
    step = 10 if frame.top - frame.bottom <= 40 else 20
    parts, value = [], frame.bottom
    while value <= frame.top:
        at = frame.y(value)
        parts.append(f'<path d="M{frame.left} {px(at)}H{frame.width - frame.right}" stroke="{LINE}"/>')
        parts.append(text(frame.left - 6, at + 4, f"{value:.0f}%", anchor="end"))
        value += step
    return parts


def _stretches(steps: Sequence[Step]) -> list[list[int]]:
    """Places of the steps, cut where a stretch begins."""
    found: list[list[int]] = [[]]
    for at, one in enumerate(steps):
        if one.begins and found[-1]:
            found.append([])
        found[-1].append(at)
    return [some for some in found if some]


def _limits(frame: Frame, steps: Sequence[Step]) -> list[str]:
    """For each stretch the band between its limits and the usual level."""
    parts = []
    for places in _stretches(steps):
        known = [at for at in places if steps[at].low is not None and steps[at].line is not None]
        if not known:
            continue
        if len(known) > 1:
            upper = [f"{px(frame.x(at))} {px(frame.y(steps[at].high or 0))}" for at in known]
            lower = [f"{px(frame.x(at))} {px(frame.y(steps[at].low or 0))}" for at in known]
            parts.append(f'<path d="M{"L".join(upper)}L{"L".join(reversed(lower))}z" fill="{BAND}"/>')
            parts += [
                f'<path d="M{"L".join(edge)}" fill="none" stroke="{MID}" stroke-dasharray="4 3"/>'
                for edge in (upper, lower)
            ]
        level = frame.y(steps[known[0]].line or 0)
        parts.append(_level(frame.x(known[0]), frame.x(known[-1]), level))
    return parts


def _level(left: float, right: float, y: float) -> str:
    return f'<path d="M{px(left)} {px(y)}H{px(right)}" stroke="{GREEN}" stroke-width="1.6"/>'


def _whiskers(frame: Frame, steps: Sequence[Step]) -> list[str]:
    parts = []
    for at, one in enumerate(steps):
        if one.low is not None and one.high is not None:
            x, low, high = px(frame.x(at)), px(frame.y(one.low)), px(frame.y(one.high))
            parts.append(f'<path d="M{x} {high}V{low}" stroke="{MID}" stroke-width="1.6"/>')
    levels = [at for at, one in enumerate(steps) if one.line is not None]
    if levels:
        y = frame.y(steps[levels[0]].line or 0)
        parts.append(_level(frame.left, frame.width - frame.right, y))
    return parts


def _changes(frame: Frame, steps: Sequence[Step]) -> list[str]:
    """A dashed line and its number where a stretch begins; the words stand under the chart."""
    parts, number = [], 0
    for at, one in enumerate(steps):
        if one.begins:
            number += 1
            gap = (frame.x(at) - frame.x(at - 1)) / 2 if at else 0.0
            x, foot = frame.x(at) - gap, frame.height - frame.below
            parts.append(
                f'<path d="M{px(x)} {frame.above - 6}V{foot}" stroke="{INK}" stroke-dasharray="2 4"/>'
            )
            parts.append(text(x, frame.above - 10, number, fill=INK, bold=True))
    return parts


def _path(frame: Frame, steps: Sequence[Step]) -> str:
    path, pen = [], "M"
    for at, one in enumerate(steps):
        if one.value is None:
            pen = "M"
            continue
        path.append(f"{pen}{px(frame.x(at))} {px(frame.y(one.value))}")
        pen = "L"
    return f'<path d="{"".join(path)}" fill="none" stroke="{INK}" stroke-width="1.6"/>'


def _marks(frame: Frame, steps: Sequence[Step], *, phone: bool) -> list[str]:
    parts = []
    last = max((at for at, one in enumerate(steps) if one.value is not None), default=-1)
    every = len(steps) <= MOST_VALUES and not phone
    for at, one in enumerate(steps):
        if one.value is None:
            continue
        x, y = frame.x(at), frame.y(one.value)
        if one.signal:
            shape = f"M{px(x)} {px(y - 7)}l7 7-7 7-7-7z"
            parts.append(f'<path d="{shape}" fill="{COPPER}" stroke="#fff" stroke-width="1.5"/>')
        else:
            parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="{3.6 if phone else 4.5}" fill="{INK}"/>')
        if every or at == last or (one.signal and not phone):
            fill = COPPER_TEXT if one.signal else INK
            up = y - 11 if y - 11 > frame.above - 4 else y + 20
            anchor = "end" if at == len(steps) - 1 else "middle"
            parts.append(text(x, up, f"{one.value:.0f}%", size=14, fill=fill, bold=True, anchor=anchor))
    return parts


def _labels(frame: Frame, steps: Sequence[Step], *, phone: bool) -> list[str]:
    parts, down = [], frame.height - frame.below + 18
    every = -(-len(steps) // MOST_LABELS[phone]) or 1
    last = len(steps) - 1
    shown = list(range(last, -1, -every)) if not phone else sorted({0, last})
    for at in shown:
        inset = not phone and len(steps) <= MOST_LABELS[phone]
        anchor = "middle" if inset else "start" if at == 0 else "end" if at == last else "middle"
        parts.append(text(frame.x(at), down, steps[at].label, anchor=anchor))
        if not phone and steps[at].value is not None:
            parts.append(text(frame.x(at), down + 16, f"n {steps[at].n}", anchor=anchor))
    return parts


def draw_series(steps: Sequence[Step], *, label: str, limits: bool = True, phone: bool = False) -> SafeString:
    """The drawing alone: limits as a band (control chart), or an interval at each point (run chart).

    A diamond is a signal. Where nothing is drawn there were too few.
    """
    frame = _frame(steps, phone=phone)
    parts = _grid(frame)
    parts += _limits(frame, steps) if limits else _whiskers(frame, steps)
    parts += _changes(frame, steps) if limits else []
    parts.append(_path(frame, steps))
    parts += _marks(frame, steps, phone=phone)
    parts += _labels(frame, steps, phone=phone)
    return charts.svg(frame.width, frame.height, "phone" if phone else "wide", label, parts)


def series_chart(
    steps: Sequence[Step], title: str, caption: str, *, limits: bool = True, what: str = "Share"
) -> SafeString:
    """A whole figure: two drawings, what changed by number, the caption, and the same figures in a table."""
    if all(one.value is None for one in steps):
        return mark_safe(f'<p class="ac-sub">{esc(title)}: too few to draw a line.</p>')
    label = f"{title}. {caption} The figures are in the table below."
    drawn = "".join(draw_series(steps, label=label, limits=limits, phone=phone) for phone in (False, True))
    begins = [one for one in steps if one.begins]
    if limits and begins:
        items = "".join(f"<li>{esc(one.begins)} ({esc(one.label)})</li>" for one in begins)
        drawn += f'<p class="ac-small">Limits begin afresh at:</p><ol class="ac-small">{items}</ol>'
    start = charts.scale([charts.Point("", one.value, one.n, one.low, one.high) for one in steps])[0]
    said = f"{caption} The scale starts at {start:.0f}%." if start else caption
    third = "Limits" if limits else "95% interval"
    rows = [_row(one) for one in steps]
    heads = ["When", what, "Number", third, "Usual level", "Stands out"]
    fold = table(title, heads, rows, numbers="2,3,4,5", small=True, stack=False, hide_caption=True)
    return figure(mark_safe(drawn), said, fold)


def _row(one: Step) -> tuple[object, ...]:
    if one.value is None:
        return (one.label, TOO_FEW, "", "", "", "")
    between = "" if one.low is None or one.high is None else f"{one.low:.0f} to {one.high:.0f}"
    line = "" if one.line is None else f"{one.line:.0f}%"
    return (one.label, f"{one.value:.0f}%", one.n, between, line, one.signal)
