"""Charts as whole figures: heading, two drawings, caption, and the same figures in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from academy.kit import charts
from academy.kit.components import strips
from academy.kit.components.marks import hidden
from academy.kit.components.tables import table
from academy.kit.escaping import esc

TOO_FEW = "too few"


@dataclass(frozen=True)
class Stage:
    """One stage of a flow: how many reached it, went on, wait here, and how long they have waited."""

    label: str
    note: str
    total: int
    went_on: int
    waiting: int
    waiting_words: str
    age_words: str
    strong: bool = False


@dataclass(frozen=True)
class Day:
    """One day of the week strip, in minutes. `before` is a word that phones leave out: "Done:"."""

    label: str
    words: str
    before: str = ""
    done: int = 0
    own: int = 0
    live: int = 0
    today: bool = False


def _share(value: float | None) -> str:
    return TOO_FEW if value is None else f"{value:.0f}%"


def _between(point: charts.Point) -> str:
    return "" if point.low is None or point.high is None else f"{point.low:.0f} to {point.high:.0f}"


def figure(
    drawings: str, caption: str, fold: str, *, title: str = "", note: str = "", panel: bool = False
) -> SafeString:
    """Drawings with their caption and, folded, the same figures in a table."""
    head = f"<h3>{esc(title)}</h3>" if title else ""
    under = f'<p class="ac-small">{esc(note)}</p>' if note else ""
    return mark_safe(
        f"<figure"
        f' class="ac-chart{" ac-panel" if panel else ""}">{head}{under}{drawings}<figcaption>{esc(caption)}'
        f'<details class="ac-fold"><summary>The figures in a table{hidden(f": {title or caption}")}</summary>'
        f"{fold}</details></figcaption></figure>"
    )


def control_chart(
    points: Sequence[charts.Point], centre: float, title: str, caption: str, note: str = ""
) -> SafeString:
    """A panel with a control chart. `centre` is the usual level in per cent; a point's low and
    high are its limits."""
    label = f"Control chart: {title}. The figures are in the table below."
    drawn = charts.control(points, centre, label=label) + charts.control(
        points, centre, label=label, phone=True
    )
    rows = [(p.label, _share(p.value), p.n if p.n is not None else "", _between(p)) for p in points]
    fold = table(
        title,
        ["Month", "Share", "Number", "Limits"],
        rows,
        numbers="2,3,4",
        small=True,
        stack=False,
        hide_caption=True,
    )
    return figure(drawn, caption, fold, title=title, note=note, panel=True)


def line_chart(
    points: Sequence[charts.Point], title: str, caption: str, *, from_zero: bool = False
) -> SafeString:
    """Shares over time with 95% intervals (a point's low and high). The heading is the page's."""
    if all(point.value is None for point in points):
        return mark_safe(f'<p class="ac-sub">{esc(title)}: too few to draw a line.</p>')
    label = f"{title}. The figures are in the table below."
    drawn = "".join(
        charts.line(points, label=label, phone=phone, from_zero=from_zero) for phone in (False, True)
    )
    start = charts.scale(points, from_zero=from_zero)[0]
    said = f"{caption} The scale starts at {start:.0f}%." if start else caption
    rows = [(p.label, _share(p.value), _between(p), p.n if p.n is not None else "") for p in points]
    fold = table(
        title,
        ["When", "Share", "95% interval", "Number"],
        rows,
        numbers="2,3,4",
        small=True,
        stack=False,
        hide_caption=True,
    )
    return figure(drawn, said, fold)


def before_after(
    changes: Sequence[charts.Change], title: str, caption: str, before: str = "Before", after: str = "After"
) -> SafeString:
    """Shares before and after, one line each, with the key that names the two times."""
    label = f"{title}. The figures are in the table below."
    drawn = charts.before_after(changes, label=label) + charts.before_after(changes, label=label, phone=True)
    key = (
        f'<ul class="ac-key"><li>{strips.swatch("before")}{esc(before)}</li>'
        f"<li>{strips.swatch('after')}{esc(after)}</li></ul>"
    )
    rows = [(c.label, _share(c.before), _share(c.after)) for c in changes]
    fold = table(
        title, ["What", before, after], rows, numbers="2,3", small=True, stack=False, hide_caption=True
    )
    return figure(
        drawn + key,
        caption,
        fold,
    )


def bars(items: Sequence[charts.Bar], title: str, caption: str) -> SafeString:
    """A few bars compared."""
    label = f"{title}. The figures are in the table below."
    drawn = charts.bars(items, label=label) + charts.bars(items, label=label, phone=True)
    fold = table(
        title,
        ["What", "Amount"],
        [(b.label, b.shown) for b in items],
        numbers="2",
        small=True,
        stack=False,
        hide_caption=True,
    )
    return figure(drawn, caption, fold)


def stage_table(
    stages: Sequence[Stage], caption: str, unit: str = "Findings", *, name: str = "stages"
) -> SafeString:
    """Counts that flow, as a real table with a bar. `name` must be new on the page."""
    whole = stages[0].total if stages else 1
    defines = next((at for at, s in enumerate(stages) if s.waiting), -1)
    rows = []
    for at, stage in enumerate(stages):
        bar = strips.stage_bar(
            stage.went_on, stage.waiting, whole, pattern=f"{name}-hatch", define=at == defines
        )
        mark = ("<b>", "</b>") if stage.strong else ("", "")
        rows.append(
            f'<tr><th scope="row">{esc(stage.label)}<span class="ac-small">{esc(stage.note)}</span></th>'
            f'<td class="ac-stages__bar">{bar}</td>'
            f'<td class="ac-table__number ac-stages__total" data-label="{esc(unit)}">{stage.total:,}</td>'
            f'<td data-label="Waiting here"><span>{mark[0]}{esc(stage.waiting_words)}{mark[1]}</span></td>'
            f'<td data-label="Age"><span>{mark[0]}{esc(stage.age_words)}{mark[1]}</span></td></tr>'
        )
    return mark_safe(
        f'<table class="ac-table ac-table--stack ac-stages">'
        f'<caption class="govuk-visually-hidden">{esc(caption)}</caption>'
        f'<thead><tr><th scope="col">Stage</th><th scope="col">{hidden("Bar")}</th>'
        f'<th scope="col" class="ac-table__number">{esc(unit)}</th><th scope="col">Waiting here now</th>'
        f'<th scope="col">Age of those waiting</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<ul class="ac-key"><li>{strips.swatch("done")}went on to the next stage</li>'
        f"<li>{strips.swatch('wait')}waiting at this stage</li></ul>"
    )


def week_strip(days: Iterable[Day]) -> SafeString:
    """A week at a glance: the length of a bar is minutes of a day of eight hours."""
    html = []
    for day in days:
        now = ' class="ac-week__now" aria-current="date"' if day.today else ""
        before = f'<span class="ac-week__word">{esc(day.before)} </span>' if day.before else ""
        html.append(
            f"<li{now}><b>{esc(day.label)}</b><p>{before}{esc(day.words)}</p>"
            f"{strips.minutes_bar(day.done, day.own, day.live)}</li>"
        )
    return mark_safe(
        f'<ol class="ac-week">{"".join(html)}</ol><ul class="ac-key"><li>{strips.swatch("done")}done</li>'
        f"<li>{strips.swatch('own')}your own work to do</li>"
        f"<li>{strips.swatch('live')}live, at a set time</li></ul>"
    )


def chain(items: Iterable[Sequence[object]]) -> SafeString:
    """Numbers in the order they happen: (figure, what)."""
    html = "".join(
        f'<li><b class="ac-figure-big">{esc(figure)}</b><span class="ac-small">{esc(what)}</span></li>'
        for figure, what in items
    )
    return mark_safe(f'<ol class="ac-chain">{html}</ol>')
