"""A version from its first word to its first day."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Job
from assessments.instruments.actions import (
    drop_draft,
    move_criterion,
    publish_version,
    retire_overtaken,
    return_version,
    save_criterion,
    save_principle,
    send_version,
    start_draft,
    take_back_version,
)
from assessments.instruments.models import Criterion, Instrument, Principle
from assessments.instruments.queries import (
    calendar_of,
    criteria_of,
    current_instrument,
    instruments_for,
    principles_of,
)
from assessments.instruments.queries.changes import review_of
from tests.assessments.instruments.conftest import AT, NEXT, PLAN, Keepers, words_of

LATER = AT + datetime.timedelta(days=40)


def test_a_draft_is_one_copy_however_often_it_is_begun(keepers: Keepers) -> None:
    draft = keepers.draft()
    assert keepers.draft() == draft
    assert (draft.version, draft.state, draft.based_on) == ("5", "draft", keepers.first)
    assert draft.criteria.count() == keepers.first.criteria.count() == 57
    assert set(draft.bridge.values_list("how", flat=True)) == {"same"}
    assert draft.bridge.count() == 57
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.create(council=keepers.council, code=PLAN, name="x", version="6")


def test_nobody_else_writes_and_nobody_publishes_what_they_sent(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="those who keep the audits"):
        start_draft(council=keepers.council, code=PLAN, by=keepers.staff, at=AT)
    draft = keepers.draft()
    keepers.save(draft, "F1", weight=2)
    sent = keepers.send(draft)
    with pytest.raises(Refused, match="Somebody else"):
        publish_version(instrument=sent, effective_from=NEXT, by=keepers.one, at=AT)
    with pytest.raises(Refused, match="cannot be changed"):
        keepers.save(draft, "F1", weight=1)
    back = return_version(instrument=sent, words="Please leave F1 as heavy as it was.", by=keepers.two, at=AT)
    assert (back.state, back.returned_by) == ("draft", keepers.two)


def test_published_it_waits_for_its_day_and_then_takes_the_place_of_the_one_before(keepers: Keepers) -> None:
    draft = keepers.draft()
    keepers.save(draft, "F1", weight=2)
    new = keepers.publish(draft)
    with pytest.raises(Refused, match="cannot be changed"):
        publish_version(instrument=new, effective_from=NEXT, by=keepers.two, at=AT)
    on = {day: current_instrument(council_id=keepers.council.pk, on=day) for day in (NEXT, AT.date())}
    assert (on[NEXT], on[AT.date()]) == (new, keepers.first)
    before_all = datetime.date(2020, 1, 1)
    assert calendar_of(council_id=keepers.council.pk).on(before_all) == keepers.first
    job = Job.objects.get(topic="instrument_takes_effect")
    assert job.due_at.date() >= datetime.date(2026, 11, 30)
    assert retire_overtaken(instrument_id=new.pk, at=AT) == 0
    assert retire_overtaken(instrument_id=new.pk, at=LATER) == 1
    entries = Entry.objects.count()
    assert retire_overtaken(instrument_id=new.pk, at=LATER) == 0
    assert Entry.objects.count() == entries
    keepers.first.refresh_from_db()
    assert keepers.first.state == "retired"
    assert current_instrument(council_id=keepers.council.pk, on=AT.date()) == keepers.first


@pytest.mark.parametrize("day", [datetime.date(2026, 11, 1), datetime.date(2024, 9, 1)])
def test_a_version_never_begins_in_the_past(keepers: Keepers, day: datetime.date) -> None:
    draft = keepers.draft()
    keepers.save(draft, "F1", weight=2)
    with pytest.raises(Refused, match="today or a later day"):
        keepers.publish(draft, day)


def test_it_can_be_taken_back_until_its_first_day(keepers: Keepers) -> None:
    draft = keepers.draft()
    keepers.save(draft, "F1", weight=2)
    new = keepers.publish(draft)
    with pytest.raises(Refused, match="in force already"):
        take_back_version(instrument=new, by=keepers.one, at=LATER)
    back = take_back_version(instrument=new, by=keepers.one, at=AT)
    assert (back.state, back.effective_from, back.published_by) == ("draft", None, None)
    assert current_instrument(council_id=keepers.council.pk, on=NEXT) == keepers.first
    assert retire_overtaken(instrument_id=new.pk, at=LATER) == 0
    drop_draft(instrument=back, by=keepers.one, at=AT)
    assert keepers.draft().version == "6"


def test_drafts_are_for_those_who_keep_the_audits(keepers: Keepers) -> None:
    draft = keepers.draft()
    assert draft in instruments_for(actor=keepers.one)
    assert draft not in instruments_for(actor=keepers.staff)
    assert keepers.first in instruments_for(actor=keepers.staff)


def test_what_is_sent_is_sound_and_says_what_is_new(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match="Say what is new"):
        send_version(instrument=draft, by=keepers.one, at=AT)
    with pytest.raises(Refused, match="Nothing is different"):
        keepers.send(draft)
    keepers.save(draft, "F2", modules=())
    assert [one.words for one in review_of(instrument=draft).faults] == [
        "F2 leads to no module. Choose the first one to offer."
    ]
    with pytest.raises(Refused, match="leads to no module"):
        keepers.send(draft)


def test_other_words_need_to_be_the_same_standard_or_not(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match="Say whether the standard"):
        keepers.save(draft, "F2", good="What, who and how much")
    with pytest.raises(Refused, match="what is different"):
        keepers.save(draft, "F2", good="What, who and how much", how="changed")
    row = keepers.save(draft, "F2", good="What, who and how much", how="changed", why="Amounts too.")
    step = row.steps_before.get()
    assert (step.how, step.why) == ("changed", "Amounts too.")
    entries = Entry.objects.count()
    keepers.save(draft, "F2", how="changed", why="Amounts too.")
    assert Entry.objects.count() == entries
    row = keepers.save(draft, "F2", good=keepers.row(keepers.first, "F2").good)
    assert row.steps_before.get().how == "same"
    row = keepers.save(draft, "F2", weight=1, critical=True)
    assert row.steps_before.get().how == "same"


def test_a_code_keeps_its_meaning(keepers: Keepers) -> None:
    draft = keepers.draft()
    with pytest.raises(Refused, match="Another criterion has the code F3"):
        keepers.save(draft, "F2", code="F3", how="renamed")
    with pytest.raises(Refused, match="is a criterion of Advice audit"):
        keepers.save(draft, "F2", code="ADV1", how="renamed")
    keepers.save(draft, "F2", code="F9", how="renamed")
    with pytest.raises(Refused, match="meant something else"):
        keepers.save(draft, "F4", code="F2", how="renamed")
    assert keepers.save(draft, "F9", code="F2").code == "F2"


def test_a_new_criterion_comes_last_in_its_section_and_can_move(keepers: Keepers) -> None:
    draft = keepers.draft()
    said = dataclasses.replace(words_of(keepers.row(draft, "F2")), code="F7")
    row = save_criterion(instrument=draft, row=None, said=said, how="", by=keepers.one, at=AT)
    codes = [one.code for one in criteria_of(instrument=draft)]
    assert codes[codes.index("F6") + 1] == "F7"
    move_criterion(instrument=draft, row=row, up=True, by=keepers.one, at=AT)
    move_criterion(instrument=draft, row=keepers.row(draft, "F1"), up=True, by=keepers.one, at=AT)
    codes = [one.code for one in criteria_of(instrument=draft)]
    assert codes[codes.index("F5") + 1] == "F7"
    assert codes.index("F1") == codes.index("E5") + 1
    assert Criterion.objects.filter(instrument=draft).count() == 58


def test_a_principle_keeps_its_earlier_words(keepers: Keepers) -> None:
    words = "Working with families as partners"
    save_principle(council=keepers.council, code="P4", text=words, by=keepers.one, at=AT)
    save_principle(council=keepers.council, code="P4", text=words, by=keepers.one, at=AT)
    assert principles_of(council_id=keepers.council.pk)["P4"] == words
    assert list(principles_of(council_id=keepers.council.pk))[-1] == "P10"
    assert Principle.objects.filter(council=keepers.council, code="P4").count() == 2
    with pytest.raises(Refused, match="those who keep"):
        save_principle(council=keepers.council, code="P4", text="x", by=keepers.staff, at=AT)
