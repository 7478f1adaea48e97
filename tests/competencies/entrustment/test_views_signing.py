"""The second signature through the pages: who sees what waits, and what they reach by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.work.models import Message
from academy.work.registry import compose
from competencies.entrustment.actions import grant_level, telling
from competencies.entrustment.models import Entrustment
from tests.competencies.entrustment.conftest import WHY, Scene, words
from tests.factories.academy import StaffFactory
from tests.factories.competencies import EntrustmentFactory, EvidenceFactory

pytestmark = pytest.mark.django_db
LIST = "/levels/to-sign/"


@pytest.fixture
def row(scene: Scene) -> Entrustment:
    """A decision on level 4 that waits; the other team's manager is asked."""
    ids = [scene.shown("OBS").pk, scene.shown("AUD", source_label="Plan P-20417").pk]
    return grant_level(
        person=scene.writer,
        task=scene.task,
        level=4,
        evidence_ids=ids,
        reason=WHY,
        asked=scene.second,
        by=scene.manager,
        at=timezone.now(),
    )


def page(row: Entrustment) -> str:
    return f"{LIST}{row.pk}/"


def test_who_is_asked_sees_it_first_and_signs(scene: Scene, row: Entrustment) -> None:
    client = scene.as_(scene.second)
    said = words(client.get(LIST))
    assert "You are asked to sign second" in said and "Wren Writer: Write a complete draft plan" in said
    assert "you may sign too" in words(scene.as_(scene.practice).get(LIST))
    said = words(client.get(page(row)))
    assert "Plan P-20417" in said and WHY in said and "Audit result, live work" in said
    for _ in range(2):
        answer = client.post(page(row), {"act": "sign", "words": "Read two of the plans"}, follow=True)
        assert answer.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.second_by, row.second_words) == ("stands", scene.second, "Read two of the plans")
    sent = {m.person: compose(m.template, person_id=m.person_id, context=m.context)
            for m in Message.objects.exclude(template=telling.ASKED)}  # fmt: skip
    assert "Mina Boss and Sol Second decided" in sent[scene.writer].body  # type: ignore[union-attr]
    assert sent[scene.manager].subject == "Your decision is signed"  # type: ignore[union-attr]


def test_not_yet_says_what_is_needed(scene: Scene, row: Entrustment) -> None:
    client = scene.as_(scene.second)
    answer = client.post(page(row), {"act": "decline", "words": "no"})
    assert "Say what is still needed" in words(answer) and 'href="#id_words"' in answer.content.decode()
    answer = client.post(page(row), {"act": "decline", "words": "Ring Jacob Turner on 01353 555 123 first"})
    assert "looks as if it had" in words(answer) and answer.context["form"]["words"].value().startswith(
        "Ring"
    )
    answer = client.post(page(row), {"act": "else", "words": "One more audited plan, please"})
    assert "Choose whether you sign or not yet." in words(answer)
    for _ in range(2):
        client.post(page(row), {"act": "decline", "words": "One more audited plan, please"})
    row.refresh_from_db()
    assert row.state == "declined"
    [letter] = [compose(m.template, person_id=m.person_id, context=m.context)
                for m in Message.objects.filter(template=telling.DECLINED)]  # fmt: skip
    assert letter is not None and "One more audited plan, please" in letter.body
    assert "What you had still counts" in letter.body


def test_a_second_signer_reaches_the_decision_and_nothing_else(scene: Scene, row: Entrustment) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=2, reason="Stands and is not theirs")
    EvidenceFactory(person=scene.writer, competency=scene.competency, source_label="Not cited")
    client = scene.as_(scene.second)
    for address in ("", "ET07/", "ET07/decide/"):
        assert client.get(f"/people/{scene.writer.pk}/levels/{address}").status_code == 404
    said = words(client.get(LIST)) + words(client.get(page(row)))
    assert "Not cited" not in said and "Stands and is not theirs" not in said
    assert f"/people/{scene.writer.pk}/" not in said
    client.post(page(row), {"act": "sign", "words": ""})
    assert client.get(page(row)).status_code == 404
    assert "Wren Writer" not in words(client.get(LIST))


def test_nobody_else_signs(scene: Scene, row: Entrustment) -> None:
    for person in (scene.writer, scene.peer, scene.manager, scene.lead, scene.head, scene.foreigner):
        assert scene.as_(person).get(page(row)).status_code == 404
        assert scene.as_(person).post(page(row), {"act": "sign"}).status_code == 404
    row.refresh_from_db()
    assert row.state == "waiting"


def test_five_is_not_for_those_who_sign_up_to_four(scene: Scene) -> None:
    row = EntrustmentFactory(
        person=scene.writer, task=scene.task, level=5, state="waiting", decided_by=scene.practice,
        second_by=None, starts_on=None, valid_until=None,
    )  # fmt: skip
    assert scene.as_(scene.second).get(page(row)).status_code == 404
    quality = StaffFactory(council=scene.council, role="R14")
    assert scene.as_(quality).get(page(row)).status_code == 200


def test_whoever_signed_first_takes_it_back(scene: Scene, row: Entrustment) -> None:
    back = f"{page(row)}take-back/"
    assert scene.as_(scene.practice).post(back).status_code == 404
    assert scene.as_(scene.manager).get(back).status_code == 405
    assert "You signed first; these wait" in words(scene.as_(scene.manager).get(LIST))
    for _ in range(2):
        assert "Taken back" in words(scene.as_(scene.manager).post(back, follow=True))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    [asked] = Message.objects.filter(template=telling.ASKED)
    assert compose(asked.template, person_id=asked.person_id, context=asked.context) is None


def test_the_list_is_for_those_who_sign(scene: Scene) -> None:
    for person in (scene.writer, scene.head):
        assert scene.as_(person).get(LIST).status_code == 404
    said = words(scene.as_(scene.lead).get(LIST))
    assert "Your people" in said and "Wren Writer" in said and scene.stranger.get_full_name() not in said


def test_the_list_costs_the_same_for_one_and_for_many(scene: Scene, row: Entrustment) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            words(scene.as_(scene.practice).get(LIST))
        return len(queries)

    cost()
    one = cost()
    for _ in range(6):
        EntrustmentFactory(
            person=StaffFactory(team=scene.other_team), task=scene.task, level=4, state="waiting",
            decided_by=scene.manager, second_by=None, starts_on=None, valid_until=None,
            second_asked=scene.practice,
        )  # fmt: skip
    assert cost() == one


def test_no_more_than_what_waits(scene: Scene) -> None:
    """A level that stands, lapsed or was declined is on nobody's list."""
    standing: Any = EntrustmentFactory(
        person=scene.writer, task=scene.task, level=4, decided_by=scene.manager
    )
    assert scene.as_(scene.practice).get(page(standing)).status_code == 404
