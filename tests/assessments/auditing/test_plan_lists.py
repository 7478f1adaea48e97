"""A list of plans comes in by columns and words of many kinds, twice without harm, and never with a child."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.kit.sheets import Sheet, workbook
from academy.people.models import User
from assessments.auditing.actions.plan_lists import (
    forget_old_list,
    put_list_aside,
    receive_plan_list,
    take_plan_list,
)
from assessments.auditing.actions.sampling import confirm_sample
from assessments.auditing.drawing import Shares
from assessments.auditing.models import ListedPlan, PlanFile
from assessments.auditing.queries.proposals import Order
from assessments.auditing.reading.words import code_of
from tests.factories.academy import OrganisationFactory
from tests.factories.sampling import Desk, desk

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
HEAD = "Local plan ref,New/Amended,Date issued,Author ref,Team,NC year,Primary need,Placement type,School ref"


@pytest.fixture
def here() -> Desk:
    return desk(plans=0)


def receive(here: Desk, *lines: str, head: str = HEAD, name: str = "plans.csv") -> PlanFile:
    raw = "\n".join([head, *lines]).encode()
    return receive_plan_list(council=here.council, name=name, raw=raw, by=here.qa, at=AT)


def test_a_list_comes_in_and_the_same_again_changes_nothing(here: Desk) -> None:
    school = OrganisationFactory(council=here.council, ref="ORG-9")
    writer, other = here.writers[:2]
    file = receive(
        here,
        f"PR-1,Amended,05/10/2026,{writer.ref},South,9,autism,EOTAS,ORG-9",
        f"PR-2,NEW,2026-10-06,{other.email.upper()},,12,SEMH,FE college,",
        f"PR-2,NEW,2026-10-06,{other.email},,12,SEMH,FE college,",
        ",,,,,,,,",
    )
    assert (len(file.rows), file.problems, file.unknown) == (2, [], [])
    assert not ListedPlan.objects.exists()
    take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    first, second = ListedPlan.objects.order_by("plan_ref")
    assert (first.plan_type, first.key_stage, first.need, first.setting) == (
        "existing",
        "KS3",
        "ASD",
        "elsewhere",
    )
    assert (first.writer, first.team, first.organisation) == (writer, here.south, school)
    assert (second.team, second.key_stage, second.setting) == (here.north, "16+", "college")
    assert {first.month, second.month} == {datetime.date(2026, 10, 1)}
    again = receive(here, f"PR-1,Amended,05/10/2026,{writer.ref},South,9,autism,EOTAS,ORG-9")
    assert (again.counts["new"], again.counts["same"]) == (0, 1)
    file.refresh_from_db()
    assert (file.state, file.rows) == ("taken", [])


def test_a_workbook_comes_in_too(here: Desk) -> None:
    heads = [(name, 12) for name in ("Plans of October", "", "", "")]
    rows = [
        ["EHCP reference", "Plan type", "Issue date", "Coordinator"],
        ["PR-7", "new", datetime.date(2026, 10, 9), here.writers[0].get_full_name()],
    ]
    raw = workbook([Sheet("October", heads, rows)])
    file = receive_plan_list(council=here.council, name="plans.xlsx", raw=raw, by=here.qa, at=AT)
    assert [row["plan_ref"] for row in file.rows] == ["PR-7"]


def test_rows_are_refused_at_row_and_column_and_nothing_is_echoed(here: Desk) -> None:
    ref = here.writers[0].ref
    file = receive(
        here,
        f"PR-1,maybe,05/10/2026,{ref},,,,,",
        f"PR-2,new,31/02/2026,{ref},,,,,",
        f"PR-3,new,05/12/2026,{ref},,,,,",
        "PR-4,new,05/10/2026,ZZ-9999,,,,,",
        f"PR-5,new,05/10/2026,{ref},Nowhere team,,,,",
        f"PR-6,new,05/10/2026,{ref},,,sad,,",
        f"943 476 5919,new,05/10/2026,{ref},,,,,",
        f",new,05/10/2026,{ref},,,,,",
        f"PR-9,new,05/10/2026,{ref},,,,,",
        f"PR-9,existing,05/10/2026,{ref},,,,,",
    )
    places = [(one["row"], one["column"]) for one in file.problems]
    assert places == [
        (2, "New or existing"), (3, "Issued on"), (4, "Issued on"), (5, "Writer"), (6, "Team"),
        (7, "Primary need"), (8, "Plan reference"), (9, "Plan reference"), (11, "Plan reference"),
    ]  # fmt: skip
    said = repr(file.problems)
    assert not [word for word in ("maybe", "ZZ-9999", "Nowhere", "943", "sad") if word in said]
    taken = take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    assert taken.counts["new"] == 1 and ListedPlan.objects.get().plan_ref == "PR-9"


def test_columns_we_do_not_know_stay_behind_only_when_somebody_says_so(here: Desk) -> None:
    head = "Plan ref,Type,Issued,Writer,Colour,Empty"
    file = receive(here, f"PR-1,new,05/10/2026,{here.writers[0].ref},blue,", head=head)
    assert (file.unknown, file.counts["columns"]) == (["E: Colour"], ["F: Empty"])
    with pytest.raises(Refused, match="left out"):
        take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    take_plan_list(plan_file=file, leave_out=True, by=here.qa, at=AT)
    assert ListedPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("Plan ref,Type,Issued,Writer,Child", "PR-1,new,05/10/2026,{ref},Oliver Thompson"),
        ("Plan ref,Type,Issued,Writer,Number", "PR-1,new,05/10/2026,{ref},943 476 5919"),
        ("Plan ref,Type,Issued,Writer,DOB Oliver Thompson", "PR-1,new,05/10/2026,{ref},"),
    ],
)
def test_a_child_never_comes_in(here: Desk, head: str, line: str) -> None:
    with pytest.raises(Refused) as no:
        receive(here, line.format(ref=here.writers[0].ref), head=head)
    assert no.value.code == "personal" and "column E, row" in no.value.words
    assert not [word for word in ("Oliver", "Thompson", "943") if word in no.value.words]
    assert not PlanFile.objects.exists()
    with pytest.raises(Refused, match="name of the file"):
        receive(here, f"PR-1,new,05/10/2026,{here.writers[0].ref}", name="Oliver Thompson.csv")


def test_files_that_are_no_list_are_refused_in_words(here: Desk) -> None:
    for head, words in (
        ("Colour,Shape", "cannot find these columns"),
        ("Plan ref,Ref,Type,Issued,Writer", "Two"),
    ):
        with pytest.raises(Refused, match=words):
            receive(here, "PR-1,PR-2,new,05/10/2026,AW-1", head=head)
    with pytest.raises(Refused):
        receive_plan_list(council=here.council, name="x.csv", raw=b"", by=here.qa, at=AT)
    with pytest.raises(Refused, match="no plans under"):
        receive(here)
    with pytest.raises(Refused):
        receive_plan_list(council=here.council, name="x.csv", raw=b"x", by=here.writers[0], at=AT)


def test_a_plan_in_a_confirmed_sample_stays_as_it_is(here: Desk) -> None:
    line = "PR-1,new,05/10/2026,{ref},,,,,"
    take_plan_list(
        plan_file=receive(here, line.format(ref=here.writers[0].ref)), leave_out=False, by=here.qa, at=AT
    )
    order = Order(month=datetime.date(2026, 10, 1), seed=1, shares=Shares(size=5))
    confirm_sample(council=here.council, order=order, by=here.qa, at=AT)
    file = receive(here, line.format(ref=here.writers[1].ref))
    taken = take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    assert taken.counts["fixed"] == 1 and ListedPlan.objects.get().writer == here.writers[0]


def test_a_file_is_put_aside_by_hand_or_after_seven_days(here: Desk) -> None:
    line = f"PR-1,new,05/10/2026,{here.writers[0].ref},,,,,"
    file = put_list_aside(plan_file=receive(here, line), by=here.qa, at=AT)
    with pytest.raises(Refused, match="put aside"):
        take_plan_list(plan_file=file, leave_out=False, by=here.qa, at=AT)
    waits = receive(here, line)
    assert receive(here, line) == waits
    forget_old_list(plan_file_id=waits.pk, at=AT)
    waits.refresh_from_db()
    assert (waits.state, waits.rows) == ("aside", [])


def test_words_of_many_councils() -> None:
    for field, text, code in (
        ("key_stage", "Year 9", "KS3"),
        ("key_stage", "NCY 10", "KS4"),
        ("key_stage", "Reception", "EY"),
        ("key_stage", "3", "KS3"),
        ("key_stage", "Post-16", "16+"),
        ("setting", "Academy - special", "special"),
        ("need", "Speech, Language and Communication Needs", "SLCN"),
        ("plan_type", "Annual Review", "existing"),
    ):
        assert code_of(field, text) == code
    assert code_of("key_stage", "3", years=True) == "KS2"
    assert code_of("key_stage", "99", years=True) is None


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_pages_from_a_list_to_an_auditors_own(here: Desk) -> None:
    qa, ref = as_(here.qa), here.writers[0].ref
    lines = [f"PR-{n},{'new' if n % 2 else 'existing'},05/10/2026,{ref},,,,," for n in range(1, 9)]
    raw = "\n".join([HEAD, *lines]).encode()
    answer = qa.post(reverse("plan_list_new"), {"file": SimpleUploadedFile("plans.csv", raw)})
    file = PlanFile.objects.get()
    assert answer["Location"] == reverse("plan_list", args=[file.pk])
    assert "8 good rows" in qa.get(answer["Location"]).content.decode()
    qa.post(answer["Location"], {"answer": "take"})
    assert ListedPlan.objects.count() == 8
    board = qa.get(reverse("audit_sample")).content.decode()
    assert "October 2026" in board and "No sample has been confirmed" in board
    form = {
        "month": "2026-10", "size": "4", "new": "60", "older": "1.5", "starter_months": "6", "doubles": "25",
        "seeded": "0", "days": "21", "seed": "7",
    }  # fmt: skip
    page = qa.get(reverse("sample_draw"), form)
    said = page.content.decode()
    assert "4 plans of 8 on the list, with seed 7" in said and "Draw again with another seed" in said
    digest = page.context["proposal"].frame.digest()
    assert "list has changed" in qa.post(reverse("sample_draw"), form | {"digest": "x"}).content.decode()
    answer = qa.post(reverse("sample_draw"), form | {"digest": digest})
    sample = qa.get(answer["Location"])
    assert "Plan type" in sample.content.decode()
    row = next(one for one in sample.context["page"].rows if one.why != "double")
    mine = as_(row.auditor).get(reverse("my_audits")).content.decode()
    assert row.plan.plan_ref in mine and here.writers[0].family_name not in mine and "Drawn" not in mine
    back = reverse("audit_give_back", args=[row.pk])
    assert as_(row.auditor).get(back).status_code == 200
    as_(row.auditor).post(back, {"kind": "I am away", "words": ""})
    look = qa.get(reverse("sample_plan", args=[row.pk])).content.decode()
    assert "I am away" in look and "Another plan in its place" in look
    answer = qa.post(reverse("sample_plan", args=[row.pk]), {"act": "replace"})
    assert "Take it out of the sample" in qa.get(answer["Location"]).content.decode()
    campaign = {
        "name": "Voice", "question": "Is the child heard?", "month": "2026-10", "size": "2", "doubles": "0",
        "days": "14", "seed": "3", "plan_types": ["new"], "sections": [], "criteria": "",
    }  # fmt: skip
    assert "Confirm and tell" in qa.get(reverse("sample_campaign"), campaign).content.decode()
    answer = qa.post(reverse("sample_campaign"), campaign)
    assert "Is the child heard?" in qa.get(answer["Location"]).content.decode()
    listed = qa.get(reverse("listed_plans", args=[2026, 10])).content.decode()
    assert "PR-1" in listed
