"""Files of a draft: kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from academy.gate.checking import FoundPersonal
from academy.kit.refusals import Refused
from assessments.tasks.actions import add_file, begin_work, remove_file, submit_work
from assessments.tasks.models import Submission, SubmittedFile
from assessments.tasks.queries.marking import marking_page
from assessments.tasks.queries.storage import work_path
from assessments.tasks.rules.permits import MOST_FILES
from tests.assessments.tasks.conftest import School
from tests.assessments.tasks.papers import docx


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "PRIVATE_ROOT", tmp_path)
    return tmp_path / "task-files"


def bring(school: School, raw: bytes, name: str = "My work.docx", text: str = "") -> SubmittedFile:
    by = school.person("coordinator")
    work = begin_work(task=school.task, by=by, at=school.at)
    return add_file(submission=work, name=name, raw=raw, by=by, at=school.at)


def test_a_file_is_kept_under_a_name_of_ours(school: School, own_folder: Path) -> None:
    file = bring(school, docx("Torvin needs quiet."), name="../../My work.exe")
    assert (file.name, file.kind, file.text) == ("My work.docx", "docx", "Torvin needs quiet.")
    (stored,) = own_folder.iterdir()
    assert stored.name == file.stored_as and "work" not in stored.name
    assert stored.stat().st_mode & 0o077 == 0


def test_a_name_that_points_to_a_person_is_not_kept(school: School) -> None:
    assert (
        bring(school, docx("Words."), name="Kayleigh Ormerod AT2.docx").name
        == "Document (name not kept).docx"
    )
    colleague = school.person("colleague")
    colleague.given_name = "Quenbrooke"
    colleague.save()
    assert (
        bring(school, docx("More."), name="Notes_for_Quenbrooke.docx").name == "Document (name not kept).docx"
    )


def test_nothing_of_a_refused_file_is_kept(school: School, own_folder: Path) -> None:
    with pytest.raises(FoundPersonal) as caught:
        bring(school, docx("Fine.", "Kayleigh Ormerod lives here."))
    assert "The file, paragraph 2" in caught.value.words and "Kayleigh" not in caught.value.words
    with pytest.raises(Refused):
        bring(school, b"PK\x03\x04")
    assert not SubmittedFile.objects.exists() and not list(own_folder.glob("*"))


def test_the_same_file_comes_in_once(school: School, own_folder: Path) -> None:
    raw = docx("Words.")
    bring(school, raw)
    with pytest.raises(Refused) as caught:
        bring(school, raw, name="Another name.docx")
    assert caught.value.code == "same_file" and len(list(own_folder.iterdir())) == 1


def test_only_so_many_files(school: School) -> None:
    for number in range(MOST_FILES):
        bring(school, docx(f"Words {number}."))
    with pytest.raises(Refused) as caught:
        bring(school, docx("One more."))
    assert caught.value.code == "too_many"


def test_a_file_that_is_taken_out_is_gone(
    school: School, own_folder: Path, django_capture_on_commit_callbacks
) -> None:
    file = bring(school, docx("Words."))
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=file, by=school.person("coordinator"), at=school.at)
    assert not SubmittedFile.objects.exists() and not list(own_folder.iterdir())


def test_a_failure_after_the_bytes_leaves_no_bytes(
    school: School, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(**_: object) -> None:
        raise RuntimeError("the power goes")

    monkeypatch.setattr(SubmittedFile.objects, "create", burst)
    with pytest.raises(RuntimeError):
        bring(school, docx("Words."))
    assert not list(own_folder.iterdir())


def test_a_marker_reads_the_text_and_never_the_name(school: School) -> None:
    file = bring(school, docx("Torvin needs quiet."), name="My own draft.docx")
    work = Submission.objects.get()
    submit_work(submission=work, seen=work.saves, by=work.person, at=school.at)
    marking = school.claim("senior")
    page = marking_page(actor=school.person("senior"), pk=marking.pk)
    assert page is not None
    assert [(one.source, one.text) for one in page.passages] == [("File 1, Word document", file.text)]


def test_what_became_personal_since_is_found_at_handing_in(school: School) -> None:
    bring(school, docx("Quenbrooke, a quiet corner of the hall."))
    work = Submission.objects.get()
    person = school.person("colleague")
    person.given_name = "Quenbrooke"
    person.save()
    with pytest.raises(FoundPersonal) as caught:
        submit_work(submission=work, seen=work.saves, by=work.person, at=school.at)
    assert "File 1, paragraph 1" in caught.value.words


def test_the_stored_place_is_private() -> None:
    assert work_path("x").is_relative_to(Path(settings.PRIVATE_ROOT))
