"""From registering to the award: three people, every unit in words, and one's own evidence alone."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry, Look
from competencies.framework.models import CompetencyStep
from courses.qualifications.actions import (
    award_registration,
    decide_unit,
    finish_assessing,
    put_forward,
    register_person,
    return_portfolio,
    submit_portfolio,
    verify_portfolio,
    withdraw_registration,
)
from courses.qualifications.models import Registration
from courses.qualifications.queries import portfolio_of, registrations_seen
from courses.qualifications.queries.files import portfolio_zip
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, FrameworkFactory
from tests.factories.records import AwardFactory, AwardUnitFactory

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
DAY = datetime.date(2026, 11, 2)
WHY = "Three pieces from live work show it"


class Centre:
    """A learner, an assessor, a verifier and whoever keeps qualifications; an award of two units."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council)
        self.learner: User = StaffFactory(team=self.team)
        self.manager: User = StaffFactory(team=self.team, role="R10")
        self.assessor: User = StaffFactory(council=self.council, role="R03")
        self.verifier: User = StaffFactory(council=self.council, role="R13")
        self.keeper: User = StaffFactory(council=self.council, role="R15")
        self.peer: User = StaffFactory(team=self.team)
        self.award = AwardFactory(council=self.council)
        self.law = AwardUnitFactory(award=self.award, code="U1", competencies=["C1.1"], position=1)
        self.plans = AwardUnitFactory(award=self.award, code="U2", competencies=["C5.4"], position=2)
        framework = {"domain__framework__council": self.council}
        self.shown = {
            code: EvidenceFactory(
                person=self.learner,
                competency=CompetencyFactory(code=code, position=position, **framework),
                kind="WP",
                source_label=f"=Plan {code}",
            )
            for position, code in enumerate(("C1.1", "C5.4"), start=1)
        }

    def register(self, **more: Any) -> Registration:
        about = {
            "person": self.learner, "award": self.award, "centre": "A centre", "number": "N-1",
            "registered_on": DAY, "assessor": self.assessor, "assessor_name": "",
            "verifier": self.verifier, "verifier_name": "", "by": self.keeper, "at": AT,
        }  # fmt: skip
        return register_person(**{**about, **more})

    def put_all(self, row: Registration) -> None:
        for unit, code in ((self.law, "C1.1"), (self.plans, "C5.4")):
            put_forward(
                registration=row, unit=unit, evidence_ids=[self.shown[code].pk], by=self.learner, at=AT
            )

    def submitted(self) -> Registration:
        row = self.register()
        self.put_all(row)
        return submit_portfolio(registration=row, by=self.learner, at=AT)


@pytest.fixture
def centre() -> Centre:
    return Centre()


def test_a_portfolio_goes_the_whole_way(centre: Centre) -> None:
    row = centre.submitted()
    for unit in (centre.law, centre.plans):
        decide_unit(registration=row, unit=unit, met=True, words=WHY, by=centre.assessor, at=AT)
    row = finish_assessing(registration=row, by=centre.assessor, at=AT)
    row = verify_portfolio(
        registration=row, words="Sampled U2: the decision holds", by=centre.verifier, at=AT
    )
    row = award_registration(registration=row, on=DAY, by=centre.keeper, at=AT)
    assert (row.state, row.awarded_on) == ("awarded", DAY)
    assert award_registration(registration=row, on=DAY, by=centre.keeper, at=AT).state == "awarded"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"assessor": "learner"}, "own"),
        ({"verifier": "assessor"}, "verifier"),
        ({"assessor": None}, "assessor"),
        ({"assessor": None, "assessor_name": "Dana", "verifier": None, "verifier_name": "dana "}, "verifier"),
        ({"by": "manager"}, "who"),
    ],
)
def test_three_people_and_a_keeper(centre: Centre, more: dict[str, Any], code: str) -> None:
    named = {k: getattr(centre, v) if v in ("learner", "assessor", "manager") else v for k, v in more.items()}
    with pytest.raises(Refused) as refused:
        centre.register(**named)
    assert refused.value.code == code and not Registration.objects.exists()


def test_registering_twice_is_once_and_again_after_a_withdrawal(centre: Centre) -> None:
    row = centre.register()
    assert centre.register().pk == row.pk
    with pytest.raises(Refused):
        withdraw_registration(registration=row, words="no", by=centre.keeper, at=AT)
    withdraw_registration(registration=row, words="The centre has closed its course", by=centre.keeper, at=AT)
    assert centre.register().pk != row.pk


def test_only_own_evidence_that_counts_for_the_unit(centre: Centre) -> None:
    row = centre.register()
    elsewhere = EvidenceFactory(person=centre.peer, competency=centre.shown["C1.1"].competency, kind="WP")
    ended = EvidenceFactory(
        person=centre.learner, competency=centre.shown["C1.1"].competency, kind="KC",
        valid_until=datetime.date(2026, 10, 5),
    )  # fmt: skip
    for wrong in (elsewhere, ended, centre.shown["C5.4"]):
        with pytest.raises(Refused) as refused:
            put_forward(registration=row, unit=centre.law, evidence_ids=[wrong.pk], by=centre.learner, at=AT)
        assert refused.value.code == "piece"
    with pytest.raises(Refused) as refused:
        put_forward(registration=row, unit=centre.law, evidence_ids=[], by=centre.manager, at=AT)
    assert refused.value.code == "who"


def test_what_is_put_forward_is_replaced_as_a_whole(centre: Centre) -> None:
    row = centre.register()
    more = EvidenceFactory(person=centre.learner, competency=centre.shown["C1.1"].competency, kind="OBS")
    for ids in ([centre.shown["C1.1"].pk], [more.pk, centre.shown["C1.1"].pk], [more.pk], [more.pk]):
        assert put_forward(
            registration=row, unit=centre.law, evidence_ids=ids, by=centre.learner, at=AT
        ) == len(ids)
    view = portfolio_of(registration=row, on=DAY).unit(centre.law.pk)
    assert view is not None and [one.pk for one in view.put_forward] == [more.pk]
    assert Entry.objects.filter(verb="put forward", about=centre.learner).count() == 3, "no change, no line"


def test_every_unit_needs_a_piece_before_it_is_handed_in(centre: Centre) -> None:
    row = centre.register()
    put_forward(
        registration=row, unit=centre.law, evidence_ids=[centre.shown["C1.1"].pk], by=centre.learner, at=AT
    )
    with pytest.raises(Refused) as refused:
        submit_portfolio(registration=row, by=centre.learner, at=AT)
    assert "U2" in refused.value.words and "U1" not in refused.value.words


def test_the_assessor_decides_every_unit_in_words_or_returns(centre: Centre) -> None:
    row = centre.submitted()
    with pytest.raises(Refused):
        put_forward(registration=row, unit=centre.law, evidence_ids=[], by=centre.learner, at=AT)
    for by in (centre.learner, centre.verifier, centre.keeper, centre.manager):
        with pytest.raises(Refused):
            decide_unit(registration=row, unit=centre.law, met=True, words=WHY, by=by, at=AT)
    decide_unit(registration=row, unit=centre.law, met=True, words=WHY, by=centre.assessor, at=AT)
    with pytest.raises(Refused) as refused:
        finish_assessing(registration=row, by=centre.assessor, at=AT)
    assert "U2" in refused.value.words
    row = return_portfolio(
        registration=row, words="U2 needs a plan from live work", by=centre.assessor, at=AT
    )
    assert row.state == "working" and "live work" in row.words


def test_the_verifier_may_send_it_back_and_nobody_else_verifies(centre: Centre) -> None:
    row = centre.submitted()
    for unit in (centre.law, centre.plans):
        decide_unit(registration=row, unit=unit, met=True, words=WHY, by=centre.assessor, at=AT)
    row = finish_assessing(registration=row, by=centre.assessor, at=AT)
    for by in (centre.assessor, centre.learner, centre.keeper):
        with pytest.raises(Refused):
            verify_portfolio(registration=row, words="Sampled U1 and U2, both hold", by=by, at=AT)
    row = return_portfolio(
        registration=row, words="The words for U1 say too little", by=centre.verifier, at=AT
    )
    assert row.state == "working"


def test_a_decision_is_never_overwritten(centre: Centre) -> None:
    row = centre.submitted()
    for met, words in ((False, "One more piece is needed here"), (True, WHY), (True, WHY)):
        decide_unit(registration=row, unit=centre.law, met=met, words=words, by=centre.assessor, at=AT)
    view = portfolio_of(registration=row, on=DAY).unit(centre.law.pk)
    assert view is not None and [one.met for one in view.decisions] == [False, True]
    assert view.decisions[0].pieces == [centre.shown["C1.1"].pk]


def test_one_from_outside_is_written_down_by_the_keeper(centre: Centre) -> None:
    row = centre.register(assessor=None, assessor_name="Dana Holt")
    centre.put_all(row)
    row = submit_portfolio(registration=row, by=centre.learner, at=AT)
    decide_unit(registration=row, unit=centre.law, met=True, words=WHY, by=centre.keeper, at=AT)
    assert portfolio_of(registration=row, on=DAY).met == 1


def test_who_sees_a_registration(centre: Centre) -> None:
    row = centre.register()
    seen = {
        name
        for name in ("learner", "manager", "assessor", "verifier", "keeper", "peer")
        if registrations_seen(getattr(centre, name)).filter(pk=row.pk).exists()
    }
    assert seen == {"learner", "manager", "assessor", "verifier", "keeper"}
    assert not registrations_seen(StaffFactory(role="R15", team=TeamFactory())).exists()


def test_the_database_keeps_three_people_apart(centre: Centre) -> None:
    row = centre.register()
    for wrong in ({"assessor": centre.learner}, {"verifier": centre.assessor}, {"state": "awarded"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=row.pk).update(**wrong)


def test_the_folder_has_an_index_a_paper_and_a_page_for_each_piece(centre: Centre) -> None:
    row = centre.submitted()
    portfolio = portfolio_of(registration=row, on=DAY)
    body = portfolio_zip(portfolio, paper=b"%PDF-", at=AT)
    assert body == portfolio_zip(portfolio, paper=b"%PDF-", at=AT)
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        names = folder.namelist()
        table = list(csv.reader(io.StringIO(folder.read("index.csv").decode("utf-8-sig"))))
        index = folder.read("index.html").decode()
    assert names == [
        "index.html", "index.csv", "portfolio.pdf", "unit-01/piece-01.html", "unit-02/piece-01.html",
    ]  # fmt: skip
    assert table[1][7] == "'=Plan C1.1" and table[1][8] == "unit-01/piece-01.html"
    assert all(name in index for name in names[3:])
    assert centre.learner.family_name not in "".join(names)


def test_what_a_competency_is_called_now_still_counts_for_its_unit(centre: Centre) -> None:
    before = centre.shown["C1.1"].competency
    before.domain.framework.state, before.domain.framework.retired_on = "retired", DAY
    before.domain.framework.save()
    new = FrameworkFactory(council=centre.council, version=2)
    after = CompetencyFactory(domain__framework=new, code="C1.9", position=1)
    CompetencyStep.objects.create(old=before, new=after)
    fresh = EvidenceFactory(person=centre.learner, competency=after, kind="OBS")
    view = portfolio_of(registration=centre.register(), on=DAY).unit(centre.law.pk)
    assert view is not None
    assert {one.pk for one in view.may_count} == {centre.shown["C1.1"].pk, fresh.pk}


def test_the_portfolio_costs_the_same_for_many_pieces(
    centre: Centre, django_assert_max_num_queries: Any
) -> None:
    row = centre.register()
    for _ in range(30):
        EvidenceFactory(person=centre.learner, competency=centre.shown["C1.1"].competency, kind="OBS")
    with django_assert_max_num_queries(7):
        portfolio = portfolio_of(registration=row, on=DAY)
    assert len(portfolio.units[0].may_count) == 31


def test_the_pages_walk_the_same_way(centre: Centre, client: Client) -> None:
    def sign_in(person: User) -> None:
        client.force_login(person)

    sign_in(centre.keeper)
    form = {
        "person": centre.learner.pk, "award": centre.award.pk, "centre": "A centre",
        "registered_on_day": 2, "registered_on_month": 11, "registered_on_year": 2026,
        "assessor": centre.assessor.pk, "verifier": centre.assessor.pk,
    }  # fmt: skip
    page = client.post(reverse("qualification_new"), form)
    assert "two people" in page.content.decode() and page.context["form"]["centre"].value() == "A centre"
    client.post(reverse("qualification_new"), {**form, "verifier": centre.verifier.pk})
    row = Registration.objects.get()
    sign_in(centre.learner)
    for unit, code in ((centre.law, "C1.1"), (centre.plans, "C5.4")):
        url = reverse("qualification_unit", args=[row.pk, unit.pk])
        assert f"Plan {code}" in client.get(url).content.decode()
        client.post(url, {"pieces": [centre.shown[code].pk]})
    assert "Hand in to the assessor" in client.get(reverse("qualification", args=[row.pk])).content.decode()
    client.post(reverse("qualification_submit", args=[row.pk]))
    sign_in(centre.assessor)
    assert centre.learner.get_full_name() in client.get(reverse("my_qualifications")).content.decode()
    url = reverse("qualification_unit", args=[row.pk, centre.law.pk])
    short = client.post(url, {"met": "met", "words": "ok"})
    assert "in a sentence" in short.content.decode()
    hidden = client.post(url, {"met": "met", "words": "NHS number 943 476 5919 shows it all"})
    assert "looks as if it had a name" in hidden.content.decode()
    assert client.post(url, {"met": "met", "words": WHY}).status_code == 302
    assert Look.objects.filter(actor=centre.assessor, person=centre.learner).count() == 1
    pdf = client.get(reverse("qualification_pdf", args=[row.pk]))
    assert pdf.content.startswith(b"%PDF-")
    assert client.get(reverse("qualification_zip", args=[row.pk]))["Content-Type"] == "application/zip"
