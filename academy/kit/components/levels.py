"""Many levels on one page: each shape is drawn once, and every cell points to it. Keeps a matrix of a whole
team light enough for a phone on a train."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from academy.kit.components.marks import LEVEL_SHAPES, LEVEL_WORDS
from academy.kit.escaping import esc

MOST_SAID = 400
"""Up to so many cells each says its level in words too; beyond, the key under the matrix does."""
_SHEET = "".join(
    f'<symbol id="l{value}" viewBox="0 0 22 22">{shape}</symbol>' for value, shape in LEVEL_SHAPES.items()
)


class LevelCell(NamedTuple):
    """One cell: the level, notes to look at, calm ones, and how it stands out: "", "lapse" or "below"."""

    level: int
    notes: Sequence[str] = ()
    calm: Sequence[str] = ()
    edge: str = ""


def level_shapes() -> SafeString:
    """The shapes of the levels, once a page, before the first matrix."""
    return mark_safe(f'<svg class="govuk-visually-hidden" aria-hidden="true">{_SHEET}</svg>')


def level_cells(cells: Iterable[tuple[str, LevelCell]], *, said: bool = True) -> SafeString:
    """The cells of one person, each with the label that a phone shows above it. `said`: in words too."""
    return mark_safe("".join(_cell(label, cell, said) for label, cell in cells))


def _cell(label: str, cell: LevelCell, said: bool) -> str:
    edge = f' class="ac-matrix__{cell.edge}"' if cell.edge else ""
    about = f' role="img" aria-label="{LEVEL_WORDS[cell.level]}"' if said else ""
    notes = "".join(f"<i>{esc(note)}</i>" for note in cell.notes)
    notes += "".join(f"<em>{esc(note)}</em>" for note in cell.calm)
    return (
        f'<td data-label="{esc(label)}"{edge}>{cell.level}'
        f'<svg{about}><use href="#l{cell.level}"/></svg>{notes}</td>'
    )


def level_key() -> SafeString:
    """What each level means, under a matrix."""
    items = "".join(
        f'<li><b>{value}</b> <svg aria-hidden="true"><use href="#l{value}"/></svg> {word}</li>'
        for value, word in LEVEL_WORDS.items()
    )
    return mark_safe(items)
