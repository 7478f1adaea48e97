"""`gate_status` and `import_cohort` with a list of results, as a script meets them."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from courses.gates.models import AssessedResult
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.gates import meet, open_gates
from tests.factories.worlds import council_world

pytestmark = pytest.mark.django_db


def run(*args: str) -> tuple[dict, int]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command(*args, stdout=out, stderr=err)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return json.loads(out.getvalue()), code


def test_gate_status_says_who_is_ready_and_who_needs_what() -> None:
    world = council_world()
    cohort = CohortFactory(council=world.council, name="COH-9")
    ready = MemberFactory(cohort=cohort, person=world.people["starter"])
    needs = MemberFactory(cohort=cohort, person=world.people["coordinator"])
    gone = MemberFactory(
        cohort=cohort, person=world.people["colleague"], state="left", ended_on=cohort.starts_on
    )
    meet(ready, "AT1", "AT2", "AT3", "AT4", "AT5", "AT6")
    open_gates(ready, 1)
    meet(needs, "AT2")
    said, code = run("gate_status", "--cohort", "COH-9", "--json")
    assert code == 0 and (said["cohort"], said["starts_on"]) == ("COH-9", "2026-11-02")
    by_ref = {one["ref"]: one for one in said["members"]}
    assert gone.person.ref not in by_ref
    one = by_ref[ready.person.ref]
    assert one["ready_for"] == 2
    assert one["gates"]["1"]["state"] == "opened" and one["gates"]["1"]["opened_by"]
    assert one["tasks"]["AT1"] == {
        "state": "met", "attempts": 1, "met_on": "2026-11-12", "again_on": None,
        "parts": {"AT1": {"state": "met", "attempts": 1}, "AT1-LOG": {"state": "met", "attempts": 1}},
    }  # fmt: skip
    other = by_ref[needs.person.ref]
    assert other["ready_for"] is None
    assert other["gates"]["1"]["missing"][-1] == "Timeline set (AT3): not taken yet"
    assert other["gates"]["2"]["missing"][0] == "Gate 1 is not open yet"


def test_gate_status_of_no_cohort_is_refused() -> None:
    council_world()
    said, code = run("gate_status", "--cohort", "COH-77", "--json")
    assert (said["state"], code) == ("refused", 1)


def test_results_come_in_by_their_columns_and_once(tmp_path: Path) -> None:
    world = council_world()
    cohort = CohortFactory(council=world.council, name="COH-9")
    person = MemberFactory(cohort=cohort, person=world.people["starter"]).person
    file = tmp_path / "results.csv"
    file.write_text(
        "cohort,staff_ref,task,attempt,date,result,score\n"
        f"COH-9,{person.ref},AT3,1,2026-11-12,pass,90\nCOH-9,XX-1,AT3,1,2026-11-12,pass,90\n"
    )
    for accepted, already in ((1, 0), (0, 1)):
        said, code = run("import_cohort", str(file), "--json")
        assert (said["cohorts"], said["accepted"], said["already"], code) == (1, accepted, already, 0)
        assert [(one["line"], one["reason"]) for one in said["rejected"]] == [(3, "not_a_member")]
    assert AssessedResult.objects.count() == 1
