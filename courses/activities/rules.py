"""The way somebody took through a story. Pure: the way is what stands in the address, so going back, loading
again and pressing twice all give the same page, and nobody's choices are kept."""

from __future__ import annotations

from dataclasses import dataclass

from courses.pages.queries.activities import Choice, Place, Story


@dataclass(frozen=True)
class Taken:
    """One place of the story and what was chosen there."""

    place: Place
    choice: Choice


@dataclass(frozen=True)
class Walk:
    """How far somebody is. `now` is the place where a choice is asked for; None at the end."""

    story: Story
    taken: tuple[Taken, ...]
    now: Place | None
    way: str
    chose_nothing: bool = False

    @property
    def number(self) -> int:
        """Which step this is, counted from 1."""
        return len(self.taken) + 1

    @property
    def good(self) -> int:
        """How many of the choices were good ones."""
        return sum(one.choice.good for one in self.taken)


def walk(story: Story, *, way: str | None = None, choice: str | None = None) -> Walk:
    """Follow the choices in `way` (numbers with dots between them) and then `choice`.

    Whatever cannot be followed, because it was made up or an editor changed the story, ends the way there.
    `way` None is somebody who has not begun; a way sent without a choice is somebody who chose nothing.
    """
    begun = way is not None
    steps = [*(way or "").split("."), choice or ""] if begun else []
    now: Place | None = story.places[0]
    taken: list[Taken] = []
    numbers: list[str] = []
    for step in (one for one in steps if one):
        if now is None or not (step.isascii() and step.isdigit() and int(step) < len(now.choices)):
            break
        chosen = now.choices[int(step)]
        taken.append(Taken(now, chosen))
        numbers.append(step)
        now = story.place(chosen.goes_to) if chosen.goes_to else None
    nothing = begun and choice is None and now is not None
    return Walk(story, tuple(taken), now, ".".join(numbers), nothing)
