"""Strips: bars inside rows of a table or a week, and the samples in the key under a figure."""

from django.utils.safestring import SafeString, mark_safe

from academy.kit.charts import BAND, COPPER, COPPER_PALE, COPPER_TEXT, GREEN, GREY, LINE, MID
from academy.kit.escaping import esc


def hatch(name: str) -> str:
    """The pattern of what waits. A page may hold it once under each name."""
    return (
        f'<pattern id="{esc(name)}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{COPPER_PALE}"/>'
        f'<rect width="2" height="6" fill="{COPPER}"/></pattern>'
    )


def stage_bar(went_on: int, waiting: int, whole: int, *, pattern: str, define: bool = False) -> SafeString:
    """One bar of a flow: solid went on, hatched waits here, out of the first stage's count."""
    whole = max(whole, 1)
    went, waits = 100 * went_on / whole, 100 * waiting / whole
    parts = ['<rect width="100%" height="24" fill="#faf7f1"/>']
    if define:
        parts.insert(0, f"<defs>{hatch(pattern)}</defs>")
    if went_on:
        parts.append(f'<rect width="{went:.1f}%" height="24" fill="{MID}"/>')
    if waiting:
        parts.append(
            f'<rect x="{went:.1f}%" y="0.5" width="{waits:.1f}%"'
            f' height="23" fill="url(#{esc(pattern)})" stroke="{COPPER}"/>'
        )
    return mark_safe(
        f'<svg width="100%" height="24" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def minutes_bar(done: int, own: int, live: int, full: int = 480) -> SafeString:
    """The minutes of one day out of a full day: solid done, outline to do, copper live."""
    parts, at = [], 0.0
    for count, fill in (
        (done, f'fill="{MID}"'),
        (own, f'fill="#fff" stroke="{GREEN}"'),
        (live, f'fill="{COPPER}"'),
    ):
        if count:
            size = 100 * count / full
            parts.append(f'<rect x="{at:.1f}%" y="0.5" width="{max(size - 1, 1):.1f}%" height="11" {fill}/>')
            at += size
    return mark_safe(
        f'<svg width="100%" height="12" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


_SWATCHES = {
    "done": f'<rect width="22" height="11" fill="{MID}"/>',
    "own": f'<rect x="0.5" y="0.5" width="21" height="10" fill="#fff" stroke="{GREEN}"/>',
    "live": f'<rect width="22" height="11" fill="{COPPER}"/>',
    "wait": f'<rect x="0.5" y="0.5" width="21" height="10" fill="{COPPER_PALE}" stroke="{COPPER}"/>'
    f'<path d="M3 10l7-9M9 10l7-9M15 10l6-8" stroke="{COPPER}" stroke-width="1.6"/>',
    "outside": f'<path d="M11 0l6 6-6 6-6-6z" fill="{COPPER}"/>',
    "band": f'<rect width="22" height="11" fill="{BAND}"/>'
    f'<path d="M0 .5h22M0 10.5h22" stroke="{MID}" stroke-dasharray="4 3"/>',
    "before": f'<circle cx="11" cy="6" r="5" fill="#fff" stroke="{GREY}" stroke-width="2"/>',
    "after": f'<circle cx="11" cy="6" r="6" fill="{GREEN}"/>',
    "below": f'<path d="M.5.5h21v8H.5z" fill="#fff" stroke="{LINE}"/>'
    f'<path d="M0 10.5h22" stroke="{COPPER}" stroke-width="3"/>',
    "lapse": f'<rect x="1" y="1" width="20" height="10" fill="{COPPER_PALE}"'
    f' stroke="{COPPER_TEXT}" stroke-width="2"/>',
}


def swatch(kind: str) -> SafeString:
    """A small sample for the key under a figure."""
    return mark_safe(
        f'<svg width="22" height="12" viewBox="0 0 22 12"'
        f' aria-hidden="true" focusable="false">{_SWATCHES[kind]}</svg>'
    )
