"""Charts as inline SVG, drawn on the server: pure functions from numbers to markup.

Only presentation attributes are used, never a style attribute, so a strict content policy
holds. Each chart has a wide drawing and one for phones, because text must not shrink below
12 px. Shape differs as well as colour: a diamond is outside its limits, an open circle is
before, a filled one after. Shares are in per cent, 0 to 100; None means too few to tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from academy.kit.escaping import esc

INK, GREY, GREEN, MID, PALE, BAND = "#14201e", "#4b5654", "#00594f", "#2e7d6f", "#b4d3cb", "#e0eeea"
COPPER, COPPER_TEXT, COPPER_PALE, LINE = "#c25f1b", "#94400e", "#fbeee2", "#d8cebd"


@dataclass(frozen=True)
class Point:
    """One time step: its label, value, number counted, and its limits or interval."""

    label: str
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None

    @property
    def outside(self) -> bool:
        """Whether the value lies beyond its limits."""
        if self.value is None:
            return False
        return (self.low is not None and self.value < self.low) or (
            self.high is not None and self.value > self.high
        )


@dataclass(frozen=True)
class Change:
    """One thing before and after."""

    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length and the words at its end."""

    label: str
    value: float
    shown: str
    quiet: bool = False


@dataclass(frozen=True)
class Frame:
    """Where a time chart draws: the box, the scale and how many steps there are."""

    width: int
    height: int
    bottom: float
    top: float
    count: int
    left: int = 36
    right: int = 10
    above: int = 22
    below: int = 30

    def x(self, at: int) -> float:
        """Across: the middle of step `at`."""
        room = self.width - self.left - self.right
        inset = 0.0 if self.count > 9 else room / max(self.count, 1) / 2.6
        return self.left + inset + (room - 2 * inset) * at / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        """Down: the height of a value."""
        room = self.height - self.above - self.below
        return self.above + room * (self.top - value) / (self.top - self.bottom)


def scale(points: Sequence[Point], *, from_zero: bool = False) -> tuple[float, float]:
    """The lowest and highest gridline, in tens, that hold every value, limit and interval."""
    values = [v for p in points for v in (p.value, p.low, p.high) if v is not None] or [0.0, 100.0]
    bottom = 0 if from_zero else max(0, int(min(values) // 10) * 10)
    top = min(100, -int(-max(values) // 10) * 10)
    return float(max(0, min(bottom, top - 20))), float(max(top, 20))


def band_scale(points: Sequence[Point]) -> tuple[float, float]:
    """As `scale`, in twenties, with room under the lowest for its label."""
    values = [v for p in points for v in (p.value, p.low, p.high) if v is not None] or [0.0, 100.0]
    bottom, top = max(0, int((min(values) - 12) // 20) * 20), min(100, -int(-max(values) // 20) * 20)
    return float(max(0, min(bottom, top - 40))), float(max(top, 40))


def px(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def text(
    x: float,
    y: float,
    words: object,
    *,
    size: int = 12,
    anchor: str = "middle",
    fill: str = GREY,
    bold: bool = False,
) -> str:
    """Words at a place of the drawing, 12 px or larger."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{weight}>'
        f"{esc(words)}</text>"
    )


def svg(width: int, height: int, kind: str, label: str, parts: Sequence[str]) -> SafeString:
    """A whole drawing. `kind` is wide or phone; `label` is what a screen reader says."""
    return mark_safe(
        f'<svg class="ac-chart__{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{esc(label)}">{"".join(parts)}</svg>'
    )


def _grid(frame: Frame, *, sign: str = "%") -> list[str]:
    span = frame.top - frame.bottom
    step = 10 if span <= 40 else 20
    parts, value = [], frame.bottom
    while value <= frame.top:
        at = frame.y(value)
        parts.append(f'<path d="M{frame.left} {px(at)}H{frame.width - frame.right}" stroke="{LINE}"/>')
        parts.append(text(frame.left - 6, at + 4, f"{value:.0f}{sign}", anchor="end"))
        value += step
    return parts


def _runs(frame: Frame, points: Sequence[Point]) -> str:
    """The line through the values, broken where there are too few to tell."""
    path, pen = [], "M"
    for at, point in enumerate(points):
        if point.value is None:
            pen = "M"
            continue
        path.append(f"{pen}{px(frame.x(at))} {px(frame.y(point.value))}")
        pen = "L"
    return "".join(path)


HALF_A_LETTER, HALF_A_FIGURE = 3.2, 5.2
"""Half the width of a letter at 12 px and of a bold figure at 14: no label is cut off at the edge."""


def _x_labels(frame: Frame, points: Sequence[Point], *, every: bool, counts: bool) -> list[str]:
    parts, last = [], len(points) - 1
    down = frame.height - frame.below + 18
    for at, point in enumerate(points):
        if not every and at not in (0, last):
            continue
        anchor = "middle" if every else ("start" if at == 0 else "end")
        x = min(frame.x(at), frame.width - len(point.label) * HALF_A_LETTER) if every else frame.x(at)
        parts.append(text(x, down, point.label, anchor=anchor))
        if counts and point.n is not None:
            parts.append(text(x, down + 16, f"n {point.n}", anchor=anchor))
    return parts


def control(points: Sequence[Point], centre: float, *, label: str, phone: bool = False) -> SafeString:
    """A control chart: the values, the usual level and limits that widen when fewer were counted."""
    bottom, top = band_scale(points)
    frame = Frame(340, 190, bottom, top, max(len(points), 10), above=12, below=26, right=10)
    if phone:
        frame = Frame(320, 200, bottom, top, max(len(points), 10), above=12, below=26, right=10)
    known = [(at, p) for at, p in enumerate(points) if p.low is not None and p.high is not None]
    parts: list[str] = []
    if known:
        upper = [f"{px(frame.x(at))} {px(frame.y(min(p.high or 0, 100)))}" for at, p in known]
        lower = [f"{px(frame.x(at))} {px(frame.y(max(p.low or 0, 0)))}" for at, p in known]
        parts.append(f'<path d="M{"L".join(upper)}L{"L".join(reversed(lower))}z" fill="{BAND}"/>')
        parts += [
            f'<path d="M{"L".join(edge)}" fill="none" stroke="{MID}" stroke-dasharray="4 3"/>'
            for edge in (upper, lower)
        ]
    parts += [part for part in _grid(frame, sign="") if part.startswith("<text")]
    right = frame.width - frame.right
    parts.append(f'<path d="M{frame.left} {px(frame.y(bottom))}H{right}" stroke="{LINE}"/>')
    parts.append(
        f'<path d="M{frame.left} {px(frame.y(centre))}H{right}" stroke="{GREEN}" stroke-width="1.2"/>'
    )
    parts.append(f'<path d="{_runs(frame, points)}" fill="none" stroke="{INK}" stroke-width="2"/>')
    for at, point in enumerate(points):
        if point.value is None:
            continue
        x, y = frame.x(at), frame.y(point.value)
        if point.outside:
            parts.append(
                f'<path d="M{px(x)} {px(y - 7)}l7 7-7 7-7-7z"'
                f' fill="{COPPER}" stroke="#fff" stroke-width="1.5"/>'
            )
        else:
            parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="3.6" fill="{INK}"/>')
    parts += _last_value(frame, points)
    parts += _x_labels(frame, points, every=False, counts=False)
    return svg(frame.width, frame.height, "phone" if phone else "wide", label, parts)


def _last_value(frame: Frame, points: Sequence[Point]) -> list[str]:
    for at in range(len(points) - 1, -1, -1):
        value = points[at].value
        if value is not None:
            below = frame.y(value) + 21
            y = below if below < frame.height - frame.below - 2 else frame.y(value) - 12
            fill = COPPER_TEXT if points[at].outside else INK
            return [text(frame.x(at), y, f"{value:.0f}%", size=14, anchor="end", fill=fill, bold=True)]
    return []


def line(points: Sequence[Point], *, label: str, phone: bool = False, from_zero: bool = False) -> SafeString:
    """Shares over time with their intervals and the number counted on the axis."""
    bottom, top = scale(points, from_zero=from_zero)
    frame = Frame(1130, 320, bottom, top, len(points), left=44, below=44)
    if phone:
        frame = Frame(340, 220, bottom, top, len(points), left=40, below=30)
    parts = _grid(frame)
    parts.append(f'<path d="{_runs(frame, points)}" fill="none" stroke="{GREEN}" stroke-width="2.5"/>')
    middle = {0, (len(points) - 1) // 2, len(points) - 1}
    for at, point in enumerate(points):
        if point.value is None:
            parts.append(text(frame.x(at), frame.y(bottom) - 8, "too few"))
            continue
        x, y, rise = frame.x(at), frame.y(point.value), frame.y(point.value)
        if point.low is not None and point.high is not None:
            high, low = frame.y(point.high), frame.y(point.low)
            rise = high
            parts.append(
                f'<path d="M{px(x)} {px(high)}V{px(low)}M{px(x - 6)} {px(high)}h12M{px(x - 6)} {px(low)}h12" '
                f'stroke="{GREEN}" stroke-width="1.6"/>'
            )
        parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="{4 if phone else 5}" fill="{GREEN}"/>')
        if not phone or at in middle:
            words = f"{point.value:.0f}%"
            inside = min(x, frame.width - len(words) * HALF_A_FIGURE)
            parts.append(text(inside, rise - 8, words, size=14, fill=INK, bold=True))
    wide = not phone and len(points) <= 12
    parts += _x_labels(frame, points, every=wide, counts=wide)
    return svg(frame.width, frame.height, "phone" if phone else "wide", label, parts)


def before_after(changes: Sequence[Change], *, label: str, phone: bool = False) -> SafeString:
    """Each thing before (open circle) and after (filled circle), joined by a pale bar."""
    width, left, step = (340, 132, 28) if phone else (540, 150, 28)
    room, height = width - left - 34, step * len(changes) + 30
    foot = step * len(changes) + 4
    parts = [
        f'<path d="M{px(left + room * share / 100)} 0V{foot}" stroke="{LINE}"/>'
        + text(left + room * share / 100, height - 8, f"{share}%")
        for share in (0, 50, 100)
    ]
    for number, change in enumerate(changes):
        y = step * number + step / 2
        parts.append(text(0, y + 5, change.label, size=14, anchor="start", fill=INK))
        if change.before is None or change.after is None:
            parts.append(text(left + 8, y + 5, "too few to tell", anchor="start"))
            continue
        was, now = left + room * change.before / 100, left + room * change.after / 100
        edge = max(was, now) + 12
        parts.append(f'<path d="M{px(was)} {px(y)}H{px(now)}" stroke="{PALE}" stroke-width="6"/>')
        parts.append(
            f'<circle cx="{px(was)}" cy="{px(y)}" r="6" fill="#fff" stroke="{GREY}" stroke-width="2"/>'
        )
        parts.append(f'<circle cx="{px(now)}" cy="{px(y)}" r="7" fill="{GREEN}"/>')
        parts.append(text(edge, y + 5, f"{change.after:.0f}", size=14, anchor="start", fill=INK, bold=True))
    return svg(width, height, "phone" if phone else "wide", label, parts)


def bars(items: Sequence[Bar], *, label: str, phone: bool = False) -> SafeString:
    """A few bars with their label above and their words at the end."""
    width = 340 if phone else 540
    longest = max((abs(item.value) for item in items), default=1) or 1
    room, parts = width - 110, []
    for number, item in enumerate(items):
        y = number * 54
        parts.append(text(0, y + 14, item.label, size=14, anchor="start", fill=INK))
        length = max(room * abs(item.value) / longest, 2)
        fill = f'fill="{PALE}" stroke="{MID}"' if item.quiet else f'fill="{GREEN}"'
        parts.append(f'<rect x="0.5" y="{y + 22}" width="{px(length)}" height="20" {fill}/>')
        parts.append(text(length + 10, y + 38, item.shown, size=16, anchor="start", fill=INK, bold=True))
    return svg(width, 54 * len(items), "phone" if phone else "wide", label, parts)
