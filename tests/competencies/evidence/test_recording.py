"""Short forms: who fills in which, what they give, and that nothing is ever changed."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from academy.gate.checking import FoundPersonal
from academy.kit.refusals import Refused
from academy.record.models import Entry
from competencies.evidence.actions import record_piece, take_back_piece
from competencies.evidence.models import Evidence, Kind, Piece, Strength
from competencies.evidence.rules.permits import can_correct, can_record
from competencies.evidence.rules.shortforms import FORMS
from tests.competencies.evidence.filled import AT, draft
from tests.factories.academy import StaffFactory
from tests.factories.worlds import CouncilWorld

pytestmark = pytest.mark.django_db
BY_HAND = {"KC", "SIM", "WP", "OBS", "CBD", "REF", "DATA", "EXT"}


def record(world: CouncilWorld, kind: str = "OBS", by: str = "manager", **more: object) -> Piece:
    of = more.pop("of", "coordinator")
    key, said = more.pop("key", None) or uuid.uuid4(), more.pop("draft", None) or draft(kind)
    return record_piece(
        person=world.people[str(of)], draft=said, key=key, by=world.people[by], at=AT, **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_each_kind_has_a_form_of_two_to_five_questions_or_says_that_it_comes_by_itself() -> None:
    assert set(FORMS) == set(Kind.values)
    assert {code for code, form in FORMS.items() if form.by_hand} == BY_HAND
    for form in FORMS.values():
        if form.by_hand:
            assert 2 <= len(form.questions) <= 5, form.kind
            assert len({one.name for one in form.questions}) == len(form.questions)
        else:
            assert form.automatic.startswith("It comes by itself"), form.kind
    assert {FORMS["KC"].automatic != "", FORMS["SIM"].automatic != ""} == {True}


@pytest.mark.parametrize("kind", sorted(BY_HAND))
def test_every_form_gives_evidence_that_leads_back_to_it(world: CouncilWorld, kind: str) -> None:
    piece = record(world, kind, by="coordinator" if kind == "REF" else "manager")
    row = Evidence.objects.get(piece=piece)
    assert (row.kind, row.competency.code, row.shown_on) == (kind, "C5.4", datetime.date(2026, 11, 20))
    assert row.source_key == f"piece:{piece.pk}"
    assert row.source_path == f"/evidence/{row.pk}/"
    assert row.source_label
    assert row.recorded_at == AT
    assert row.counts_on(AT.date())


def test_labels_say_what_it_is(world: CouncilWorld) -> None:
    labels = {
        kind: record(world, kind).rows.get().source_label for kind in ("WP", "OBS", "CBD", "DATA", "EXT")
    }
    assert labels == {
        "WP": "Draft plan, P-20417",
        "OBS": "Watched: meeting",
        "CBD": "Case-based discussion, C-118",
        "DATA": "plans in 20 weeks: 14 of 16, July to September 2026",
        "EXT": "Level 4 award, unit 3, an awarding body",
    }


def test_a_task_shows_all_that_it_is_built_on_and_named_competencies_only_themselves(
    world: CouncilWorld,
) -> None:
    whole = record(world, draft=draft(task="ET07", competencies=()))
    part = record(world, draft=draft(task="ET07", competencies=("C5.3",)))
    assert sorted(whole.rows.values_list("competency__code", flat=True)) == ["C5.3", "C5.4"]
    assert list(part.rows.values_list("competency__code", flat=True)) == ["C5.3"]
    assert part.task is not None and part.task.code == "ET07"


@pytest.mark.parametrize("kind", sorted(Kind.values))
def test_who_records_what(world: CouncilWorld, kind: str) -> None:
    me = world.people["coordinator"]
    may = {
        name
        for name in ("coordinator", "colleague", "senior", "manager", "pdl", "other_manager", "qa", "head")
        if can_record(kind=kind, person=me, by=world.people[name])
    }
    if kind not in BY_HAND:
        assert may == set()
    elif kind == "REF":
        assert may == {"coordinator"}
    elif kind == "EXT":
        assert may == {"coordinator", "manager", "pdl"}
    else:
        assert may == {"manager", "pdl"}


def test_nobody_of_another_council_and_nobody_about_their_own_work(world: CouncilWorld) -> None:
    with pytest.raises(Refused, match="about themselves"):
        record(world, "OBS", by="manager", of="manager")
    with pytest.raises(Refused, match="about themselves"):
        record(world, "WP", by="pdl", of="pdl")
    with pytest.raises(Refused, match="Only somebody who leads"):
        record(world, "OBS", by="other_manager")


def test_only_others_recommend(world: CouncilWorld) -> None:
    strong = record(world, draft=draft(strength=Strength.RECOMMEND))
    assert strong.rows.get().strength == "recommend"
    with pytest.raises(Refused, match="Nobody recommends themselves"):
        record(world, by="coordinator", draft=draft("EXT", strength=Strength.RECOMMEND))
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.create(
            person=world.people["coordinator"], recorded_by=world.people["coordinator"], kind="EXT",
            strength="recommend", shown_on=AT.date(), recorded_at=AT, key=uuid.uuid4(),
        )  # fmt: skip


def test_sent_twice_it_is_there_once(world: CouncilWorld) -> None:
    key = uuid.uuid4()
    assert record(world, key=key).pk == record(world, key=key).pk
    assert Evidence.objects.count() == 1
    assert Entry.objects.filter(verb="record").count() == 1


def test_a_piece_is_never_changed_or_deleted(world: CouncilWorld) -> None:
    piece = record(world)
    piece.answers = {"well": "something else"}
    with pytest.raises(TypeError, match="append-only"):
        piece.save()
    with pytest.raises(TypeError, match="append-only"):
        piece.delete()


def test_a_mistake_is_mended_by_a_new_piece_and_the_old_one_ends_with_the_reason(world: CouncilWorld) -> None:
    old = record(world)
    new = record(world, replaces=old, reason="It was a panel, not a meeting",
                 draft=draft(answers={"what": "panel"}))  # fmt: skip
    was, now = old.rows.get(), new.rows.get()
    assert not was.counts_on(AT.date())
    assert was.ended_words == "A newer piece stands in its place: It was a panel, not a meeting"
    assert now.counts_on(AT.date())
    assert old.answers["what"] == "meeting"
    with pytest.raises(Refused, match="newer piece"):
        record(world, replaces=old, reason="And once more, to be sure")
    told = " ".join(Entry.objects.values_list("words", flat=True))
    assert "panel, not a meeting" not in told


def test_mending_asks_why_and_is_for_whoever_recorded_it(world: CouncilWorld) -> None:
    old = record(world)
    with pytest.raises(Refused, match="Say why"):
        record(world, replaces=old, reason="oops")
    with pytest.raises(Refused, match="Only whoever recorded"):
        record(world, replaces=old, reason="I would have put it otherwise", by="pdl")
    with pytest.raises(Refused, match="same kind"):
        record(world, replaces=old, reason="It was another kind of thing", draft=draft("DATA"))
    assert Evidence.objects.get().counts_on(AT.date())


def test_a_manager_puts_an_award_they_have_seen_in_the_place_of_the_own_word(world: CouncilWorld) -> None:
    own = record(world, "EXT", by="coordinator")
    assert own.is_own_word
    assert not can_correct(piece=own, by=world.people["colleague"])
    seen = record(world, "EXT", replaces=own, reason="I have seen the certificate")
    assert not seen.is_own_word
    assert [row.piece_id for row in Evidence.objects.all() if row.counts_on(AT.date())] == [seen.pk]


def test_a_piece_taken_back_counts_no_more_and_stays(world: CouncilWorld) -> None:
    piece = record(world)
    take_back_piece(piece=piece, reason="This was somebody else's meeting", by=world.people["manager"], at=AT)
    row = Evidence.objects.get()
    assert not row.counts_on(AT.date())
    assert row.ended_words == "Taken back: This was somebody else's meeting"
    with pytest.raises(Refused, match="taken back already"):
        take_back_piece(piece=piece, reason="And once more for luck", by=world.people["manager"], at=AT)
    with pytest.raises(Refused, match="taken back already"):
        record(world, replaces=piece, reason="Now I remember it better")


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("OBS", {"well": "Rang 07700 900123 at once"}),
        ("WP", {"next": "Oliver Hughes needs more in section F"}),
        ("CBD", {"reasoning": "NHS number 943 476 5919"}),
        ("REF", {"different": "I wrote to parent@family.example"}),
        ("EXT", {"covers": "Living at 12 Station Road, ME14 1XX"}),
    ],
)
def test_nothing_about_a_real_child_is_kept_or_said_again(
    world: CouncilWorld, kind: str, answers: dict[str, str]
) -> None:
    by = "coordinator" if kind in ("REF", "EXT") else "manager"
    with pytest.raises(FoundPersonal) as refused:
        record(world, by=by, draft=draft(kind, answers=answers))
    for secret in ("07700", "Oliver", "Hughes", "943", "family.example", "Station", "ME14"):
        assert secret not in refused.value.words
    assert "plan reference instead of a name" in refused.value.words
    assert not Piece.objects.exists()
    assert not Evidence.objects.exists()


def test_a_name_of_a_colleague_is_a_name(world: CouncilWorld) -> None:
    StaffFactory(team=world.own_team, given_name="Zenobia", family_name="Quellbrook")
    with pytest.raises(FoundPersonal):
        record(world, draft=draft(answers={"well": "Better than Quellbrook would have"}))
    assert record(world, draft=draft(answers={"well": "Better than others would have"}))


@pytest.mark.parametrize(
    ("reference", "code"),
    [("", "no_reference"), ("Oliver Hughes", "not_a_reference"), ("P", "not_a_reference"),
     ("P-20417 Oliver", "not_a_reference")],
)  # fmt: skip
def test_a_reference_is_never_a_name(world: CouncilWorld, reference: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        record(world, draft=draft("WP", plan_ref=reference))
    assert refused.value.code == code


@pytest.mark.parametrize("reference", ["P-20417", "EHC/2024/118", "20417", "C 118"])
def test_references_as_councils_write_them(world: CouncilWorld, reference: str) -> None:
    assert record(world, draft=draft("WP", plan_ref=reference)).plan_ref == reference


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (draft(shown_on=AT.date() + datetime.timedelta(days=1)), "future"),
        (draft(shown_on=datetime.date(1950, 1, 1)), "long_ago"),
        (draft(competencies=()), "nothing"),
        (draft(competencies=("C9.9",)), "nothing"),
        (draft(task="ET99", competencies=()), "nothing"),
        (draft("DATA", answers={"n": 17}), "n_of_m"),
        (draft(answers={"try": ""}), "missing"),
        (draft(answers={"what": "dinner"}), "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_missing_or_cannot_be_is_refused_in_words(
    world: CouncilWorld, said: object, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(world, draft=said)
    assert refused.value.code == code
    assert not Piece.objects.exists()


def test_answers_that_the_form_does_not_ask_are_not_kept(world: CouncilWorld) -> None:
    said = draft()
    piece = record(world, draft=replace(said, answers={**said.answers, "secret": "Oliver Hughes"}))
    assert set(piece.answers) == {"what", "well", "try"}


def test_nobody_writes_down_what_comes_by_itself(world: CouncilWorld) -> None:
    for kind in ("AUD", "CAL", "MSF", "RPL"):
        with pytest.raises(Refused, match="comes by itself"):
            record(world, draft=replace(draft(), kind=Kind(kind)))
