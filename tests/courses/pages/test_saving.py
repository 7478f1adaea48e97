"""The editor saves by itself and by its button at once: what the author saved is never written over."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.test import Client
from wagtail.admin.views.pages.edit import EditView

from courses.pages.models import LessonPage
from tests.factories.academy import StaffFactory
from tests.factories.learning import founded_council, small_module
from tests.threads import in_thread

pytestmark = pytest.mark.django_db(transaction=True)

SOON = 1.0
"""Seconds that one save waits for the other in the middle; in turns it waits in vain, and goes on."""


class Editor:
    """A lesson open in an author's browser. One of its two saves stops in the middle, until the other is
    done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stops: str) -> None:
        council = founded_council()
        _, lessons = small_module(council)
        self.lesson, self.client = lessons[0], Client()
        self.client.force_login(StaffFactory(council=council, role="R15"))
        self.client.get("/cms/")
        self.path = f"/cms/pages/{self.lesson.pk}/edit/"
        self.form = {
            "slug": self.lesson.slug,
            "minutes": 15,
            "body-count": 0,
            "law_as_at": "2026-11-01",
            "loaded_revision_id": self.lesson.latest_revision.pk,
            "loaded_revision_created_at": self.lesson.latest_revision.created_at.isoformat(),
        }
        self.begun, self.done = threading.Event(), threading.Event()
        save = EditView.save_action

        def slow_save(view: Any) -> Any:
            if ("itself" if view.expects_json_response else "button") == stops:
                self.begun.set()
                self.done.wait(SOON)
            return save(view)

        monkeypatch.setattr(EditView, "save_action", slow_save)

    def by_itself(self, title: str) -> Any:
        """What the editor sends while somebody types."""
        return self.client.post(
            self.path, {**self.form, "title": title}, headers={"Accept": "application/json"}
        )

    def by_button(self, title: str) -> Any:
        """What Save draft sends."""
        return self.client.post(self.path, {**self.form, "title": title})

    def kept(self) -> str:
        """The title of the newest draft."""
        page = LessonPage.objects.get(pk=self.lesson.pk)
        return str(page.get_latest_revision_as_object().title)


def test_a_save_by_itself_that_is_late_does_not_undo_the_authors(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(monkeypatch, stops="itself")
    faults: list[BaseException] = []

    def press() -> None:
        editor.begun.wait(5)
        assert editor.by_button("All of it").status_code == 302
        editor.done.set()

    threads = [in_thread(lambda: editor.by_itself("Half of"), faults), in_thread(press, faults)]
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert editor.kept() == "All of it"


def test_a_save_by_itself_while_the_authors_is_under_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(monkeypatch, stops="button")
    faults: list[BaseException] = []
    answers: list[Any] = []

    def save_by_itself() -> None:
        editor.begun.wait(5)
        answers.append(editor.by_itself("Half of").json())
        editor.done.set()

    threads = [in_thread(lambda: editor.by_button("All of it"), faults), in_thread(save_by_itself, faults)]
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert (answers[0]["success"], answers[0]["error_code"]) == (False, "invalid_revision")
    assert editor.kept() == "All of it"


def test_one_after_the_other_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(monkeypatch, stops="neither")
    kept = editor.by_itself("Half of").json()
    assert kept["success"] and editor.kept() == "Half of"
    editor.form["overwrite_revision_id"] = kept["revision_id"]
    assert editor.by_itself("More of it").json()["success"] and editor.kept() == "More of it"
    del editor.form["overwrite_revision_id"]
    assert editor.by_button("All of it").status_code == 302 and editor.kept() == "All of it"
