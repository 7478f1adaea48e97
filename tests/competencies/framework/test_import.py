"""What a file becomes: a draft and never more, once however often it is sent, bridged to what is in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from academy.kit.refusals import Refused
from academy.people.models import Council
from academy.record.models import Entry
from competencies.evidence.models import Evidence
from competencies.framework.actions.importing import Imported, import_framework
from competencies.framework.formats import case, case_reading, xlsx, xlsx_reading
from competencies.framework.formats.checking import EVIDENCE_CODES
from competencies.framework.formats.differing import difference
from competencies.framework.formats.shape import CompetencyRow, FrameworkData, Step
from competencies.framework.models import CompetencyStep, Framework, TaskStep
from competencies.framework.queries import current_competencies
from competencies.framework.queries.importing import plan_import
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import frameworks, load_shipped
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.learning import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return CouncilFactory()


@pytest.fixture
def in_force(council: Council) -> Framework:
    return load_shipped(council)


def bring(council: Council, data: FrameworkData, **more: Any) -> Imported:
    return import_framework(council=council, data=data, by=None, at=NOON, **more)


def reworded(
    data: FrameworkData, code: str = "C5.4", text: str = "Writes it so that it can be checked"
) -> Any:
    rows = (replace(row, text=text) if row.code == code else row for row in data.competencies)
    return replace(data, competencies=tuple(rows))


def without_life(data: FrameworkData) -> FrameworkData:
    return replace(data.content(), competency_steps=(), task_steps=())


def test_the_kinds_of_evidence_are_those_that_can_be_recorded() -> None:
    assert list(EVIDENCE_CODES) == Evidence.Kind.values


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frameworks())
def test_any_framework_in_the_database_reads_back_equal(data: FrameworkData) -> None:
    council = CouncilFactory()
    done = bring(council, replace(data, competency_steps=(), task_steps=()))
    assert done.state == "drafted"
    assert without_life(read_framework(Framework.objects.get(council=council))) == without_life(data)


def test_the_shipped_framework_goes_to_another_council_and_is_equal(in_force: Framework) -> None:
    """Out of one database as CASE, into another council, and read again: the same in every row."""
    data = read_framework(in_force)
    other = CouncilFactory()
    read = case_reading.read(case.write(data, at=NOON, creator="Alderwick").raw)
    draft = bring(other, read.data).framework
    assert (draft.state, draft.version, draft.based_on) == ("draft", 1, None)
    assert without_life(read_framework(draft)) == without_life(data)
    assert difference(data, read_framework(draft)) == ()


def test_reading_asks_the_same_number_of_queries_for_one_row_and_for_many(in_force: Framework) -> None:
    small = CouncilFactory()
    bring(small, FrameworkData("Small", domains=read_framework(in_force).domains[:1], competencies=(
        CompetencyRow("C1.1", "D1", "One"),
    )))  # fmt: skip
    counts = []
    for framework in (Framework.objects.get(council=small), in_force):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read_framework(framework)
        counts.append(len(asked))
    assert counts == [10, 10]


def test_a_file_becomes_a_draft_and_what_is_in_force_stays(council: Council, in_force: Framework) -> None:
    before = read_framework(in_force)
    done = bring(council, reworded(before))
    assert (done.state, done.framework.state, done.framework.version) == ("drafted", "draft", 2)
    assert done.framework.based_on == in_force
    in_force.refresh_from_db()
    assert in_force.state == "published" and read_framework(in_force) == before
    (one,) = difference(before, read_framework(done.framework))
    assert one.words.startswith("C5.4: text changed from “")
    assert Entry.objects.filter(verb="import", noun_id=str(done.framework.pk)).count() == 1


def test_the_same_file_twice_changes_nothing(council: Council, in_force: Framework) -> None:
    data = reworded(read_framework(in_force))
    bring(council, data)
    draft = Framework.objects.get(state="draft")
    ids = list(draft.domains.values_list("pk", flat=True))
    again = bring(council, data)
    assert (again.state, again.framework) == ("unchanged", draft)
    assert list(draft.domains.values_list("pk", flat=True)) == ids
    assert (Framework.objects.count(), Entry.objects.filter(verb="import").count()) == (2, 1)


def test_a_new_row_without_an_identity_has_the_same_one_each_time(
    council: Council, in_force: Framework
) -> None:
    data = read_framework(in_force)
    data = replace(data, competencies=(*data.competencies, CompetencyRow("C5.8", "D5", "Writes for readers")))
    bring(council, data)
    assert bring(council, data).state == "unchanged"


def test_the_file_of_the_version_in_force_changes_nothing(council: Council, in_force: Framework) -> None:
    assert bring(council, read_framework(in_force)).state == "unchanged"
    bare = replace(
        read_framework(in_force),
        competencies=tuple(replace(row, identity=None) for row in read_framework(in_force).competencies),
    )
    assert bring(council, bare).state == "unchanged"
    assert Framework.objects.count() == 1


def test_a_file_of_the_draft_changes_nothing(council: Council, in_force: Framework) -> None:
    """Whatever the bridge of the draft is, its own file says the same, as CASE and as a workbook."""
    data = replace(
        reworded(read_framework(in_force)),
        state="draft",
        based_on=1,
        competency_steps=(Step("C5.4", "C5.4"), Step("C5.4", "C5.5"), Step("C1.1", "C1.1")),
    )
    draft = bring(council, data).framework
    held = read_framework(draft)
    assert len(held.competency_steps) == 3
    for read in (
        case_reading.read(case.write(held, at=NOON, creator="A").raw),
        xlsx_reading.read(xlsx.write(held).raw),
    ):
        assert bring(council, read.data).state == "unchanged"


def test_the_bridge_goes_by_identity_else_by_code(council: Council, in_force: Framework) -> None:
    data = read_framework(in_force)

    def change(row: CompetencyRow) -> CompetencyRow:
        if row.code == "C5.4":
            return replace(row, code="C5.9")
        return replace(row, identity=None) if row.code == "C5.5" else row

    rows = tuple(change(row) for row in data.competencies if row.code != "C1.5")
    tasks = tuple(
        replace(row, competencies=tuple("C5.9" if code == "C5.4" else code for code in row.competencies))
        for row in data.tasks
        if "C1.5" not in row.competencies
    )
    draft = bring(council, replace(data, competencies=rows, tasks=tasks)).framework
    steps = dict(CompetencyStep.objects.values_list("old__code", "new__code"))
    assert (steps["C5.4"], steps["C5.5"], len(steps)) == ("C5.9", "C5.5", 44)
    assert "C1.5" not in steps
    assert TaskStep.objects.filter(new__framework=draft).count() == 23
    assert current_competencies(council_id=council.pk)  # the version in force still answers


def test_a_split_by_hand_in_the_workbook_is_in_the_bridge(council: Council, in_force: Framework) -> None:
    data = read_framework(in_force)
    read = xlsx_reading.read(xlsx.write(data).raw).data
    new = CompetencyRow("C5.8", "D5", "Writes for the reader")
    read = replace(read, competencies=(*read.competencies, new), competency_steps=(Step("C5.7", "C5.8"),))
    done = bring(council, read)
    assert done.plan.bridge == ("What was shown for C5.7 counts for C5.8",)
    ends = CompetencyStep.objects.filter(old__code="C5.7").values_list("new__code", flat=True)
    assert sorted(ends) == ["C5.7", "C5.8"]


def test_a_bridge_to_nowhere_is_left_out_and_said(council: Council, in_force: Framework) -> None:
    read = reworded(xlsx_reading.read(xlsx.write(read_framework(in_force)).raw).data)
    done = bring(council, replace(read, competency_steps=(Step("C9.9", "C5.8x"), Step("C9.8", "C5.5"))))
    assert [note.words for note in done.plan.notes] == [
        "C5.8x cannot go on from C9.9: version 1 has none.",
        "C5.5 cannot go on from C9.8: version 1 has none.",
    ]


def test_an_open_draft_is_not_written_over_unasked(council: Council, in_force: Framework) -> None:
    data = read_framework(in_force)
    bring(council, reworded(data))
    for dry_run in (True, False):
        with pytest.raises(Refused) as no:
            bring(council, reworded(data, text="Another"), dry_run=dry_run)
        assert no.value.code == "draft_open" and "Version 2 is being written already" in no.value.words
    done = bring(council, reworded(data, text="Another"), replace=True)
    assert (done.state, done.framework.version) == ("replaced", 2)
    assert [row.text for row in read_framework(done.framework).competencies if row.code == "C5.4"] == [
        "Another"
    ]
    assert Framework.objects.count() == 2


def test_what_was_typed_about_the_draft_stays_when_the_file_says_nothing_new(
    council: Council, in_force: Framework
) -> None:
    data = read_framework(in_force)
    draft = bring(council, reworded(data)).framework
    Framework.objects.filter(pk=draft.pk).update(what_changed="Clearer words, after the audit of May")
    done = bring(council, reworded(data, text="Another"), replace=True)
    assert done.framework.what_changed == "Clearer words, after the audit of May"


def test_a_draft_with_a_second_person_is_never_written_over(council: Council, in_force: Framework) -> None:
    data = read_framework(in_force)
    bring(council, reworded(data))
    Framework.objects.filter(state="draft").update(state="review")
    with pytest.raises(Refused) as no:
        bring(council, reworded(data, text="Another"), replace=True)
    assert no.value.code == "state" and "with a second person" in no.value.words


def test_a_dry_run_changes_nothing(council: Council, in_force: Framework) -> None:
    done = bring(council, reworded(read_framework(in_force)), dry_run=True)
    assert (done.state, done.framework, len(done.plan.differences)) == ("drafted", None, 1)
    assert (Framework.objects.count(), Entry.objects.filter(verb="import").count()) == (1, 0)


def test_only_those_who_keep_the_framework_bring_one_in(council: Council, in_force: Framework) -> None:
    data = reworded(read_framework(in_force))
    for by in (StaffFactory(council=council, role="R10"), StaffFactory(council=CouncilFactory(), role="R15")):
        with pytest.raises(Refused) as no:
            import_framework(council=council, data=data, by=by, at=NOON)
        assert no.value.code == "who"
    keeper = StaffFactory(council=council, role="R15")
    assert import_framework(council=council, data=data, by=keeper, at=NOON).framework.made_by == keeper


def test_what_somebody_looked_at_must_still_hold(council: Council, in_force: Framework) -> None:
    data = reworded(read_framework(in_force))
    stamp = plan_import(council_id=council.pk, data=data).stamp
    bring(council, reworded(data, text="Somebody was faster"))
    with pytest.raises(Refused) as no:
        bring(council, data, stamp=stamp, replace=True)
    assert no.value.code == "moved"


def test_planning_asks_the_same_number_of_queries_however_much_differs(
    council: Council, in_force: Framework
) -> None:
    data = read_framework(in_force)
    counts = []
    for changed in (reworded(data), replace(data, tasks=(), competencies=data.competencies[:1])):
        with CaptureQueriesContext(connection) as asked:
            plan_import(council_id=council.pk, data=changed)
        counts.append(len(asked))
    assert counts == [11, 11]


def test_differences_are_told_in_words(in_force: Framework) -> None:
    data = read_framework(in_force)
    levels = tuple(replace(row, name="Trusted alone") if row.number == 4 else row for row in data.levels)
    tasks = (replace(data.tasks[1], law=("TR-01",)), data.tasks[0], *data.tasks[2:])
    words = [one.words for one in difference(data, replace(data, name="Ours", levels=levels, tasks=tasks))]
    old = ", ".join(data.tasks[1].law)
    assert words == [
        "Name: from “SEND casework competency framework” to “Ours”",
        "Level 4: name changed from “Trusted” to “Trusted alone”",
        f"ET02: law changed from {old} to TR-01",
        "The order of the tasks is another",
    ]
    assert difference(data, data) == ()
