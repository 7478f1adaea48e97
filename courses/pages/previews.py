"""Looking at a draft as its author, with every answer, or as somebody who learns."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from courses.pages.registry import Reader, readers_of

AUTHOR = ("", "With the answers")


class SeenAs:
    """A module or lesson that can be looked at as different readers."""

    def weeks_ahead(self) -> list[int]:
        """The weeks of its programme; none where modules are taken one by one."""
        raise NotImplementedError

    def opens_in(self) -> int | None:
        """The week in which it is released; None: at once."""
        raise NotImplementedError

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The author's own look first."""
        return [AUTHOR, *((one.mode, one.words) for one in readers_of(self))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Who looks, and whether they have it yet."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)  # type: ignore[misc]
        reader = next((one for one in readers_of(self) if one.mode == mode_name), None)
        return {**context, "reader": reader, "as_learner": reader is not None, "waits": self._waits(reader)}

    def _waits(self, reader: Reader | None) -> str:
        """Why a reader does not have it yet, in words; nothing if they have."""
        week = self.opens_in()
        if reader is None or reader.week is None or week is None or week <= reader.week:
            return ""
        return f"They do not have this yet. It opens in week {week}."
