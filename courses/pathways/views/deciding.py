"""Pages on which a named person decides: prior learning, exemptions, paths, licences."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from academy.people.access import can, visible
from academy.people.models import User
from courses.pathways.actions import (
    decide_recognition,
    finish_path,
    grant_licence,
    put_on_path,
    stop_path,
    take_back_exemption,
    withdraw_licence,
)
from courses.pathways.forms import DecideForm, EndForm, GrantForm, PutOnForm, ReasonForm
from courses.pathways.models import Exemption, Licence, PriorLearning, UpskillingPath
from courses.pathways.queries.licences import card_of
from courses.pathways.queries.modules import module_rows
from courses.pathways.queries.people import (
    exemption_for,
    grounds_of,
    licence_for,
    path_for,
    request_for,
)
from courses.pathways.queries.proofs import proofs_of
from courses.pathways.rules.path import BASE, can_finish
from courses.pathways.rules.permits import TASKS_STAND
from courses.pathways.views.doors import FormPage


class AboutPerson(FormPage):
    """A form about one person whom the actor leads. Afterwards their page."""

    action = "put_on_path"
    person: User

    def get_success_url(self) -> str:
        return reverse("pathway_person", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, back=self.get_success_url(), **kwargs)

    def find_person(self, action: str) -> None:
        """The person of the address, if `action` is for this actor."""
        person = visible(self.actor, User).filter(pk=self.kwargs["pk"]).first()
        if person is None or not can(self.actor, action, person):
            raise Http404
        self.person = person


class PutOn(AboutPerson):
    """Put somebody on the upskilling path."""

    template_name = "courses/pathways/put_on.html"
    form_class = PutOnForm
    done = "The ten weeks begin today. The person sees their list."

    def load(self) -> None:
        self.find_person("put_on_path")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = module_rows(actor=self.actor)
        choices = [
            (code, f"{row.title} ({code})")
            for code, row in rows.items()
            if code.startswith("PM-") and code not in BASE
        ]
        return {"choices": choices, **super().get_form_kwargs()}

    def act(self, said: dict[str, Any]) -> None:
        put_on_path(person=self.person, reason=said["words"], extra=said["extra"], by=self.actor, at=self.at)


class EndPath(AboutPerson):
    """Finish a path on evidence, or stop it."""

    template_name = "courses/pathways/end.html"
    form_class = EndForm
    done = "Done. The person reads what you wrote."
    path: UpskillingPath

    def load(self) -> None:
        path = path_for(actor=self.actor, pk=self.kwargs["pk"])
        if path is None or not can(self.actor, "put_on_path", path):
            raise Http404
        self.path, self.person = path, path.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = proofs_of(actor=self.actor, paths=[self.path])[self.path.pk]
        proven = {one.code for one in proofs if one.is_met}
        return super().get_context_data(
            path=self.path, proofs=proofs, may_finish=can_finish(proven), **kwargs
        )

    def act(self, said: dict[str, Any]) -> None:
        end = finish_path if said["how"] == "finish" else stop_path
        end(path=self.path, words=said["words"], by=self.actor, at=self.at)


class Decide(FormPage):
    """Decide what of somebody's prior learning is recognised."""

    action = "run_pathways"
    template_name = "courses/pathways/decide.html"
    form_class = DecideForm
    done = "Decided. The person reads your reason."
    row: PriorLearning

    def load(self) -> None:
        row = request_for(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row = row
        rows = module_rows(actor=self.actor, codes=row.modules)
        self.choices = [
            (code, f"{rows[code].title} ({code})" if code in rows else code) for code in row.modules
        ]

    def get_success_url(self) -> str:
        return reverse("pathways")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"choices": self.choices, **super().get_form_kwargs()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recognised = [words for code, words in self.choices if code in self.row.recognised]
        return super().get_context_data(
            row=self.row,
            asked=[words for _, words in self.choices],
            recognised=recognised,
            open=self.row.state == "asked" and self.row.person_id != self.actor.pk,
            tasks_stand=TASKS_STAND,
            **kwargs,
        )

    def act(self, said: dict[str, Any]) -> None:
        decide_recognition(
            request=self.row, recognised=said["modules"], reason=said["words"], by=self.actor, at=self.at
        )


class TakeBackExemption(AboutPerson):
    """A module is to be taken after all."""

    action = "run_pathways"
    template_name = "courses/pathways/take_back.html"
    form_class = ReasonForm
    done = "Taken back. The person reads your reason."
    row: Exemption

    def load(self) -> None:
        row = exemption_for(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row, self.person = row, row.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, open=self.row.state == "in_force", **kwargs)

    def act(self, said: dict[str, Any]) -> None:
        take_back_exemption(exemption=self.row, reason=said["words"], by=self.actor, at=self.at)


class Grant(AboutPerson):
    """Grant or renew a licence."""

    action = "run_pathways"
    template_name = "courses/pathways/grant.html"
    form_class = GrantForm
    done = "Granted for twelve months. The person sees it on their pathway."
    kind: Licence.Kind

    def load(self) -> None:
        if self.kwargs["kind"] not in Licence.Kind.values:
            raise Http404
        self.kind = Licence.Kind(self.kwargs["kind"])
        self.find_person("run_pathways")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = visible(self.actor, Licence).filter(person=self.person, kind=self.kind)
        return super().get_context_data(
            kind=self.kind,
            grounds=grounds_of(actor=self.actor, person=self.person, kind=self.kind),
            card=card_of(self.kind, list(rows), self.at.date()),
            **kwargs,
        )

    def act(self, said: dict[str, Any]) -> None:
        grant_licence(person=self.person, kind=self.kind, cites=said["words"], by=self.actor, at=self.at)


class Withdraw(AboutPerson):
    """End a licence before its time."""

    action = "run_pathways"
    template_name = "courses/pathways/withdraw.html"
    form_class = ReasonForm
    done = "Withdrawn. The person reads your reason."
    row: Licence

    def load(self) -> None:
        row = licence_for(actor=self.actor, pk=self.kwargs["pk"])
        if row is None:
            raise Http404
        self.row, self.person = row, row.person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, open=self.row.state == "granted", **kwargs)

    def act(self, said: dict[str, Any]) -> None:
        withdraw_licence(licence=self.row, reason=said["words"], by=self.actor, at=self.at)
