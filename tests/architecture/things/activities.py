"""A lesson with everything one can do in it, in both councils, and what its readers wrote and shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.activities import (
    IDS,
    ReflectionFactory,
    ShadowingRecordFactory,
    SharedReflectionFactory,
    activity_lesson,
)

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _lesson(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        module, lesson = activity_lesson(side.council, question=f"X99-{whose}")
        for name in OWNERS:
            if (name == "foreigner") == (whose == "second"):
                person = side.people["coordinator" if name == "foreigner" else name]
                SharedReflectionFactory(reflection__person=person, reflection__lesson=lesson)
                ReflectionFactory(person=person, lesson=lesson, block="kept-to-oneself")
                ShadowingRecordFactory(person=person, lesson=lesson)
        return {
            "programme": module.get_parent().slug, "module": module.slug, "lesson": lesson.slug,
        }  # fmt: skip

    return make


def _in(whose: str, **more: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**things.made[f"doing_of_{whose}"], **more}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {"thread_of_all": lambda things: {"code": "GT1"}}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"doing_of_{_whose}": _lesson(_whose),
        f"reflection_of_{_whose}": _in(_whose, block=IDS["reflection"]),
        f"shadowing_of_{_whose}": _in(_whose, block=IDS["shadowing"]),
        f"question_of_{_whose}": _in(_whose, code=f"X99-{_whose}"),
    }
