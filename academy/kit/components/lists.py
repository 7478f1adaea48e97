"""Lists of things: work to do, facts, steps, slots, crumbs. Each function returns safe HTML."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from academy.kit import words
from academy.kit.components.marks import MARK_SVG, MARK_WORDS, hidden, mark
from academy.kit.escaping import esc

DOT = '<span class="ac-dot" aria-hidden="true">·</span><span class="govuk-visually-hidden">, </span>'


def dotted(*parts: object) -> SafeString:
    """Parts of a meta line with a dot between them; empty parts are left out."""
    return mark_safe(DOT.join(esc(part) for part in parts if part not in (None, "")))


def row(
    title: str,
    url: str = "",
    *,
    state: str = "todo",
    meta: object = "",
    minutes: int | None = None,
    due: str = "",
    late: bool = False,
    at_set_time: bool = False,
    word: str = "",
) -> SafeString:
    """One row of work. `meta` is text or a list of parts; `due` is said in words by the caller;
    `late` makes it copper; `at_set_time` hides it on a phone, where the meta line says the time."""
    name = (
        f'<a class="ac-rows__title" href="{esc(url)}">{esc(title)}</a>'
        if url
        else (f'<span class="ac-rows__title">{esc(title)}</span>')
    )
    if isinstance(meta, (list, tuple)):
        meta = dotted(*meta)
    below = f'<p class="ac-rows__meta">{esc(meta)}</p>' if meta else ""
    took = words.minutes(minutes) if minutes is not None else ""
    when = f"<b>{esc(due)}</b>" if late else esc(due)
    set_time = " ac-rows__due--set" if at_set_time else ""
    return mark_safe(
        f"<li>{MARK_SVG[state]}<div>{name}{hidden(', ' + (word or MARK_WORDS[state]).lower())}{below}</div>"
        f'<div class="ac-rows__minutes">{took}</div><div class="ac-rows__due{set_time}">{when}</div></li>'
    )


def short_row(
    title: str, text: str = "", *, state: str = "todo", url: str = "", word: str = ""
) -> SafeString:
    """A row of a gate or a short list in a panel: mark, bold title, words beneath."""
    name = f'<a href="{esc(url)}"><b>{esc(title)}</b></a>' if url else f"<b>{esc(title)}</b>"
    below = f'<p class="ac-rows__meta">{esc(text)}</p>' if text else ""
    said = hidden(f", {(word or MARK_WORDS[state]).lower()}")
    return mark_safe(f"<li>{MARK_SVG[state]}<div>{name}{said}{below}</div></li>")


def facts(items: Iterable[Sequence[object]]) -> SafeString:
    """Up to four figures: (figure, what it is and its n) or (figure, what, tone);
    tone is "", "look", "stop" or "settled"."""
    cells = []
    for item in items:
        tone = f' class="ac-facts--{item[2]}"' if len(item) > 2 and item[2] else ""
        cells.append(f"<div{tone}><dt>{esc(item[1])}</dt><dd>{esc(item[0])}</dd></div>")
    return mark_safe(f'<dl class="ac-facts">{"".join(cells)}</dl>')


def pairs(items: Mapping[str, object] | Iterable[tuple[str, object]]) -> SafeString:
    """Short pairs of a word and its value."""
    rows = items.items() if isinstance(items, Mapping) else items
    html = "".join(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" for name, value in rows)
    return mark_safe(f'<dl class="ac-pairs">{html}</dl>')


def evidence(items: Iterable[object]) -> SafeString:
    """Small facts, one a line; a (mark, text) pair puts a mark before the text."""
    rows, marked = [], False
    for item in items:
        if isinstance(item, (tuple, list)):
            marked = True
            svg = MARK_SVG[item[0]].replace('class="', 'class="ac-mark--small ')
            rows.append(f"<li>{svg}<span>{hidden(MARK_WORDS[item[0]] + ': ')}{esc(item[1])}</span></li>")
        else:
            rows.append(f"<li>{esc(item)}</li>")
    kind = " ac-evidence--marks" if marked else ""
    return mark_safe(f'<ul class="ac-evidence{kind}">{"".join(rows)}</ul>')


def slots(items: Iterable[Sequence[object]]) -> SafeString:
    """What an answer has: (found, label, note). Found first, then what to look for."""
    found = [item for item in items if item[0]]
    missing = [item for item in items if not item[0]]
    html = "".join(
        f"<li>{mark('done' if has else 'look', 'Found: ' if has else 'Look for: ')}"
        f'<div><b>{esc(label)}</b><span class="ac-small">{esc(note)}</span></div></li>'
        for has, label, note in found + missing
    )
    return mark_safe(f'<ul class="ac-slots">{html}</ul>')


_TICK = (
    '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path d="M2.5 8.5l3.6 3.6L13.5 4.5" fill="none" stroke="currentColor" stroke-width="2.6"/></svg>'
)


def steps(labels: Sequence[str], current: int) -> SafeString:
    """Where you are in a task of several pages; `current` counts from 1."""
    html = []
    for number, label in enumerate(labels, 1):
        if number < current:
            html.append(
                f'<li class="ac-steps__done"><i>{_TICK}</i><span>{esc(label)}{hidden(", done")}</span></li>'
            )
        elif number == current:
            html.append(
                f'<li class="ac-steps__now" aria-current="step"><i aria-hidden="true">{number}</i>'
                f'<span>{esc(label)} <span class="ac-steps__of">step {number} of {len(labels)}</span>'
                f"</span></li>"
            )
        else:
            html.append(f'<li><i aria-hidden="true">{number}</i><span>{esc(label)}</span></li>')
    return mark_safe(f'<ol class="ac-steps">{"".join(html)}</ol>')


def crumbs(parts: Sequence[str]) -> SafeString:
    """The way here: label, url, label, url ... and at the end the label of this page, if said."""
    html = []
    for at in range(0, len(parts), 2):
        label = esc(parts[at])
        if at + 1 < len(parts):
            html.append(f'<li><a href="{esc(parts[at + 1])}">{label}</a></li>')
        else:
            html.append(f'<li aria-current="page">{label}</li>')
    return mark_safe(f'<nav class="ac-crumbs" aria-label="Breadcrumb"><ol>{"".join(html)}</ol></nav>')


def date_tile(when: date | datetime) -> SafeString:
    """The day of a session as a small leaf of a calendar. Shown to the eye; the row says it in words."""
    return mark_safe(
        f'<span class="ac-date" aria-hidden="true"><span>{when.day}</span><span>{when:%b}</span>'
        f"<span>{when:%a}</span></span>{hidden(words.weekday_date(when))}"
    )


def avatar(initials: str, size: str = "small") -> SafeString:
    """A circle that stands for a person; the name must stand beside it. Sizes: small, large."""
    return mark_safe(f'<span class="ac-avatar ac-avatar--{size}" aria-hidden="true">{esc(initials)}</span>')


def person(name: str, about: str = "") -> SafeString:
    """A person with initials, name and one line about them."""
    letters = "".join(part[0] for part in name.split()[:2]).upper()
    line = f'<p class="ac-small">{esc(about)}</p>' if about else ""
    return mark_safe(
        f'<div class="ac-person">{avatar(letters, "large")}<div><b>{esc(name)}</b>{line}</div></div>'
    )


def _page_link(query: QueryDict, number: int, said: str, rest: str = "") -> str:
    query["page"] = str(number)
    return f'<li><a href="?{esc(query.urlencode())}"{rest}>{said}</a></li>'


def pagination(page: Page, query: QueryDict) -> SafeString:
    """Links to the other pages of a list, keeping what narrows it. Nothing if there is one page."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    query = query.copy()
    html = []
    if page.has_previous():
        html.append(
            _page_link(query, page.previous_page_number(), f"Previous{hidden(' page')}", ' rel="prev"')
        )
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if not isinstance(number, int):
            html.append('<li aria-hidden="true">…</li>')
            continue
        here = ' aria-current="page"' if number == page.number else ""
        html.append(_page_link(query, number, f"{hidden('Page ')}{number}", here))
    if page.has_next():
        html.append(_page_link(query, page.next_page_number(), f"Next{hidden(' page')}", ' rel="next"'))
    return mark_safe(f'<nav class="ac-pages" aria-label="Pages"><ul>{"".join(html)}</ul></nav>')
