"""A chart of differences with their intervals around nought: what is clear, and what is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from academy.kit import charts
from academy.kit.components.figures import TOO_FEW, figure
from academy.kit.components.tables import table
from academy.kit.words import signed

STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Distances between gridlines, the first that leaves few enough of them."""
TALL, LONG = 34, 44
"""Height of a line in the wide drawing, and in the one for phones."""


@dataclass(frozen=True)
class Difference:
    """One line: its label, the difference and its interval. No value: too few to tell."""

    label: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0

    @property
    def clear(self) -> bool:
        """Whether nought lies outside the interval."""
        return self.value is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class _Scale:
    left: float
    room: float
    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        return self.left + self.room * (value - self.low) / (self.high - self.low)

    def lines(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(count + 1)]


def _scale(items: Sequence[Difference], left: float, room: float, most: int) -> _Scale:
    known = [one for one in items if one.value is not None]
    low = min((one.low for one in known), default=0.0)
    high = max((one.high for one in known), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    step = next((step for step in STEPS if (high - low) / step <= most), STEPS[-1])
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    return _Scale(left, room, bottom, max(top, bottom + step), step)


def _mark(one: Difference, scale: _Scale, y: float) -> list[str]:
    if one.value is None:
        return [charts.text(scale.x(0) + 6, y + 5, TOO_FEW, anchor="start")]
    low, high, at = (charts.px(scale.x(value)) for value in (one.low, one.high, one.value))
    up, down = charts.px(y - 5), charts.px(y + 5)
    colour = charts.GREEN if one.clear else charts.GREY
    whiskers = f"M{low} {charts.px(y)}H{high}M{low} {up}V{down}M{high} {up}V{down}"
    fill = colour if one.clear else "#fff"
    return [
        f'<path d="{whiskers}" stroke="{colour}" stroke-width="1.8"/>',
        f'<circle cx="{at}" cy="{charts.px(y)}" r="5.5" fill="{fill}" stroke="{colour}" stroke-width="2"/>',
    ]


def _grid(scale: _Scale, count: int, *, phone: bool) -> list[str]:
    """Lines from top to bottom; on a phone beside the marks alone, so that none crosses a label."""
    height = LONG if phone else TALL
    foot = height * count + 6
    parts = []
    for value in scale.lines():
        x, nought = scale.x(value), abs(value) < scale.step / 2
        path = f"M{charts.px(x)} 0V{foot}"
        if phone:
            path = "".join(f"M{charts.px(x)} {height * at + 21}v18" for at in range(count))
        parts.append(f'<path d="{path}" stroke="{charts.INK if nought else charts.LINE}"/>')
        parts.append(charts.text(x, foot + 18, "0" if nought else signed(value)))
    return parts


def draw_differences(items: Sequence[Difference], *, label: str, phone: bool = False) -> SafeString:
    """The drawing alone: filled where the interval leaves nought out, open where it holds it."""
    width, left, height = (340, 22, LONG) if phone else (1130, 400, TALL)
    scale = _scale(items, left, width - left - 62, 4 if phone else 8)
    parts = _grid(scale, len(items), phone=phone)
    for number, one in enumerate(items):
        top = height * number
        y = top + (30 if phone else height / 2)
        words = top + 15 if phone else y + 5
        parts.append(charts.text(0, words, one.label, size=14, anchor="start", fill=charts.INK))
        parts += _mark(one, scale, y)
        if one.value is not None:
            said = signed(one.value)
            parts.append(charts.text(width, y + 5, said, size=14, anchor="end", fill=charts.INK, bold=True))
    return charts.svg(width, height * len(items) + 32, "phone" if phone else "wide", label, parts)


def differences(items: Sequence[Difference], title: str, caption: str) -> SafeString:
    """Differences with their 95% intervals, in whatever unit the caption names."""
    said = f"{title}. The figures are in the table below."
    drawn = draw_differences(items, label=said) + draw_differences(items, label=said, phone=True)
    rows = [
        (one.label, TOO_FEW, "")
        if one.value is None
        else (one.label, signed(one.value), f"{signed(one.low)} to {signed(one.high)}")
        for one in items
    ]
    fold = table(
        title,
        ["What", "Difference", "95% interval"],
        rows,
        numbers="2,3",
        small=True,
        stack=False,
        hide_caption=True,
    )
    return figure(drawn, caption, fold)
