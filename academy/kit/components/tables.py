"""Plain tables with a caption, quick enough for hundreds of rows."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString, mark_safe

from academy.kit.escaping import esc


def _columns(spec: object) -> set[int]:
    """ "2,3" or a list of numbers, counting columns from 1."""
    if isinstance(spec, str):
        return {int(part) for part in spec.split(",") if part.strip()}
    return set(spec) if isinstance(spec, Iterable) else {spec} if isinstance(spec, int) else set()


def _said(cell: object) -> str:
    """Whole numbers get their commas: 1,296."""
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else esc(cell)


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: object = (),
    hide_caption: bool = False,
    small: bool = False,
    stack: bool = True,
) -> SafeString:
    """A table whose first cell of each row is its heading. `numbers` are the columns, counted
    from 1, that line up right. On a phone each row becomes a card."""
    right = _columns(numbers)
    kind = (" ac-table--stack" if stack else "") + (" ac-table--small" if small else "")
    unseen = ' class="govuk-visually-hidden"' if hide_caption else ""
    if isinstance(headings, str):
        headings = headings.split(",")
    align = ['class="ac-table__number" ' if at in right else "" for at in range(1, len(headings) + 1)]
    labels = [f'data-label="{esc(heading)}"' for heading in headings]
    head = "".join(
        f'<th scope="col" {side}>{esc(text)}</th>' if text else "<td></td>"
        for side, text in zip(align, headings, strict=True)
    )
    html = [
        f'<table class="ac-table{kind}"><caption{unseen}>{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>"
    ]
    for cells in rows:
        html.append(f'<tr><th scope="row">{esc(cells[0])}</th>')
        html += [f"<td {align[at]}{labels[at]}>{_said(cell)}</td>" for at, cell in enumerate(cells[1:], 1)]
        html.append("</tr>")
    html.append("</tbody></table>")
    return mark_safe("".join(html))
