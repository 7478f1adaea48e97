"""Deciding on a level through the pages: what is offered, what is refused where, and that nothing is lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from academy.work.models import Message
from academy.work.registry import compose
from competencies.entrustment import registry
from competencies.entrustment.actions import telling
from competencies.entrustment.models import Entrustment
from competencies.evidence.models import Evidence
from tests.competencies.entrustment.conftest import WHY, Scene, words
from tests.factories.competencies import EntrustmentFactory

pytestmark = pytest.mark.django_db
OLD = timezone.localdate() - datetime.timedelta(days=600)
"""Still counts, and is too old for the product to propose level 3."""


def answers(*evidence: Evidence, **more: Any) -> dict[str, Any]:
    return {
        "level": "2",
        "evidence": [str(one.pk) for one in evidence],
        "reason": WHY,
        "otherwise": "The product has not seen the panel that I sat in",
        "second": "",
        "step": "confirm",
        **more,
    }


def letters(template: str) -> list[Any]:
    return [
        (row.person, compose(row.template, person_id=row.person_id, context=row.context))
        for row in Message.objects.filter(template=template)
    ]


def test_a_manager_decides_looks_again_and_confirms(scene: Scene) -> None:
    both = scene.shown("KC"), scene.shown("WP")
    client = scene.as_(scene.manager)
    said = words(client.get(scene.url("decide/")))
    assert "Does it; every product checked before it leaves the team. All signed off." in said
    assert "Work product, live work: PM-01" in said and "Knowledge check: PM-01" in said
    said = words(client.post(scene.url("decide/"), answers(*both, step="check")))
    assert "Is this your decision?" in said and WHY in said and "Yes, decide" in said
    assert not Entrustment.objects.exists()
    said = words(client.post(scene.url("decide/"), answers(*both, step="change")))
    assert "There is a problem" not in said and WHY in said and said.count(" checked") >= 3
    said = words(client.post(scene.url("decide/"), answers(*both), follow=True))
    assert "Wren gets a letter with your reason" in said
    row = Entrustment.objects.get()
    assert (row.state, row.level, row.reason) == ("stands", 2, WHY)
    [(person, letter)] = letters(telling.STANDS)
    assert person == scene.writer and WHY in letter.body and "level 2" in letter.body
    assert not mail.outbox


def test_a_second_click_decides_nothing_twice(scene: Scene) -> None:
    both = scene.shown("KC"), scene.shown("WP")
    for _ in range(2):
        answer = scene.as_(scene.manager).post(scene.url("decide/"), answers(*both), follow=True)
        assert "Decided." in words(answer)
    assert Entrustment.objects.count() == 1 and Message.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"evidence": []}, "evidence", "Cite evidence of at least two kinds. You cited none."),
        ({"level": "3", "evidence": "not live"}, "evidence", "Level 3 needs something from live work"),
        ({"reason": "Good"}, "reason", "Say why, in a sentence that the person can learn from."),
        ({"reason": "Seen with Jacob Turner at 12 Mill Lane, Ely CB7 4AA"}, "reason", "looks as if it had"),
        ({"level": ""}, "level", "Level: choose one"),
        ({"level": "5"}, "level", "Your role signs levels up to 4"),
        ({"level": "4", "second": ""}, "second", "Level 4 needs a second signature"),
        ({"level": "3", "otherwise": ""}, "otherwise", "You may decide otherwise: say why"),
    ],
)
def test_every_refusal_stands_at_its_field_and_nothing_is_lost(
    scene: Scene, more: dict[str, Any], field: str, said: str
) -> None:
    pieces = [scene.shown(kind, shown_on=OLD) for kind in ("KC", "SIM", "WP")]
    if more.get("evidence") == "not live":
        more = {**more, "evidence": [str(one.pk) for one in pieces[:2]]}
    for step in ("check", "confirm"):
        sent = answers(*pieces, **{"step": step, **more})
        answer = scene.as_(scene.manager).post(scene.url("decide/"), sent)
        assert said in words(answer)
        assert f'href="#id_{field}"' in answer.content.decode()
        form = answer.context["form"]
        assert form["otherwise"].value() == sent["otherwise"]
        assert form["evidence"].value() == sent["evidence"]
        assert "Jacob" not in " ".join(str(one) for one in form.errors.values())
    assert not Entrustment.objects.exists()


def test_all_that_is_wrong_is_said_at_once(scene: Scene) -> None:
    sent = answers(level="3", reason="Good", otherwise="", step="check")
    answer = scene.as_(scene.manager).post(scene.url("decide/"), sent)
    assert set(answer.context["form"].errors) == {"evidence", "reason", "otherwise"}


def test_levels_that_one_may_not_sign_are_shown_with_the_reason(scene: Scene) -> None:
    said = words(scene.as_(scene.lead).get(scene.url("decide/")))
    assert said.count("Your role signs levels up to 3") == 2
    assert said.count(" disabled") == 2
    EntrustmentFactory(person=scene.writer, task=scene.task, level=2)
    said = words(scene.as_(scene.manager).get(scene.url("decide/")))
    assert said.count("Less than what stands") == 2


def test_what_the_product_misses_and_why_it_was_decided_otherwise_are_kept(scene: Scene) -> None:
    both = scene.shown("KC", shown_on=OLD), scene.shown("WP", shown_on=OLD)
    said = words(scene.as_(scene.manager).post(scene.url("decide/"), answers(*both, level="3", step="check")))
    assert "The product misses" in said and "The product has not seen the panel" in said
    scene.as_(scene.manager).post(scene.url("decide/"), answers(*both, level="3"))
    row = Entrustment.objects.get()
    assert row.proposed["missing"] and row.proposed["otherwise"].startswith("The product has not seen")
    said = words(scene.as_(scene.writer).get(scene.url()))
    assert "Why it was decided otherwise: The product has not seen the panel that I sat in" in said


def test_four_waits_for_the_one_who_is_asked(scene: Scene) -> None:
    both = scene.shown("OBS"), scene.shown("AUD")
    said = words(scene.as_(scene.manager).get(scene.url("decide/")))
    assert "Pia Practice, Practice development lead" in said
    assert "Team manager, South Review" in said and "Sol Second" not in said
    sent = answers(*both, level="4", second=str(scene.second.pk))
    assert "It counts when a second person has signed" in words(
        scene.as_(scene.manager).post(scene.url("decide/"), sent, follow=True)
    )
    row = Entrustment.objects.get()
    assert (row.state, row.second_asked) == ("waiting", scene.second)
    said = words(scene.as_(scene.writer).get(scene.url()))
    assert "Level 4 waits for a second signature" in said and "Asked: Team manager, South Review" in said
    [(person, letter)] = letters(telling.ASKED)
    assert person == scene.second and scene.writer.family_name not in letter.body
    assert f"/levels/to-sign/{row.pk}/" in letter.body
    again = words(scene.as_(scene.manager).post(scene.url("decide/"), answers(*both), follow=True))
    assert "waits for its second signature" in again and Entrustment.objects.count() == 1


@pytest.mark.parametrize("end", ["decide/", "support/", "lapse/"])
def test_only_those_who_lead_decide(scene: Scene, end: str) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    for person in (scene.writer, scene.peer, scene.second, scene.head, scene.foreigner):
        assert scene.as_(person).get(scene.url(end)).status_code == 404
        assert scene.as_(person).post(scene.url(end), answers()).status_code == 404
    for person in (scene.manager, scene.lead, scene.practice):
        assert scene.as_(person).get(scene.url(end)).status_code == 200
    assert scene.as_(scene.manager).get(scene.url(end, scene.manager)).status_code == 404
    assert scene.as_(scene.manager).get(scene.url(end).replace("ET07", "ET99")).status_code == 404


def support(**more: Any) -> dict[str, Any]:
    again = timezone.localdate() + datetime.timedelta(days=60)
    return {
        "level": "2",
        "reason": WHY,
        "support": "A weekly hour on Section F with somebody experienced",
        "look_again_on_day": str(again.day),
        "look_again_on_month": str(again.month),
        "look_again_on_year": str(again.year),
        "step": "confirm",
        **more,
    }


def test_more_support_is_agreed_with_help_and_a_day(scene: Scene) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    client = scene.as_(scene.manager)
    said = words(client.get(scene.url("support/")))
    assert "This is help, not a penalty" in said and 'value="3"' not in said
    said = words(client.post(scene.url("support/"), support(step="check")))
    assert "Is this what you agreed?" in said and "A weekly hour" in said
    for _ in range(2):
        assert "Written down" in words(client.post(scene.url("support/"), support(), follow=True))
    row = Entrustment.objects.get(step="lower")
    assert (row.level, row.state) == (2, "stands") and row.look_again_on is not None
    [(person, letter)] = letters(telling.SUPPORT)
    assert person == scene.writer and "help, not a penalty" in letter.body and "weekly hour" in letter.body
    assert "penalty" not in words(scene.as_(scene.writer).get(scene.url())).split("Every decision")[1]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"support": "help"}, "support"),
        ({"reason": "help"}, "reason"),
        ({"look_again_on_year": "2020"}, "look_again_on"),
        ({"look_again_on_day": ""}, "look_again_on"),
        ({"level": "3"}, "level"),
    ],
)
def test_what_is_wrong_with_support_is_said_at_its_field(
    scene: Scene, more: dict[str, Any], field: str
) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    answer = scene.as_(scene.manager).post(scene.url("support/"), support(**{"step": "check", **more}))
    assert list(answer.context["form"].errors) == [field]


def test_hints_of_the_parts_above_stand_where_a_level_may_lapse(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    page = scene.url("lapse/")
    assert "What was seen lately" not in words(scene.as_(scene.manager).get(page))
    sign = registry.Sign(scene.writer.pk, frozenset({"C5.4"}), "Two audits in a row below good", "/audits/1/")
    monkeypatch.setattr(registry, "SIGNS", [lambda council, people, on: [sign]])
    said = words(scene.as_(scene.manager).get(page))
    assert "What was seen lately" in said and 'href="/audits/1/">Two audits in a row below good' in said


def test_a_level_lapses_by_decision_and_says_so(scene: Scene) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    client, sent = scene.as_(scene.manager), {"reason": "Two audits below good on Section F", "step": "check"}
    assert "Let it lapse?" in words(client.post(scene.url("lapse/"), sent))
    for _ in range(2):
        answer = client.post(scene.url("lapse/"), {**sent, "step": "confirm"}, follow=True)
        assert "Written down" in words(answer)
    assert Entrustment.objects.get().ending == "decision"
    [(person, letter)] = letters(telling.LAPSED)
    assert person == scene.writer and "Two audits below good" in letter.body
    said = words(scene.as_(scene.writer).get("/me/levels/"))
    assert "Waits to be renewed" in said and "Two audits below good on Section F" in said
