"""The code with which people of an organisation make an account, and the endings of its addresses."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction

from academy.kit.refusals import Refused
from academy.partners.models import Domain, JoinCode
from academy.partners.queries.addresses import domains_of
from academy.partners.rules.addresses import is_free_mail, read_domain
from academy.partners.rules.looking_after import check_keeps_list, check_looks_after
from academy.partners.rules.roles import roles_in
from academy.partners.tokens import code_of, hash_of
from academy.people.models import Organisation, User
from academy.record.actions import write


def check_code(*, organisation: Organisation, by: User | None) -> None:
    """Refuses whoever does not look after the organisation, and an organisation that nobody can join."""
    check_looks_after(organisation=organisation, by=by)
    if not any(not is_free_mail(domain) for domain in domains_of(organisation)):
        raise Refused(
            "A code works only together with the organisation’s own e-mail addresses, and none is known "
            "yet. Ask the academy to write them down.",
            code="no_domain",
        )
    if not roles_in(organisation.sector):
        raise Refused("Young experts come with an adult, not with a code.", code="sector")


@transaction.atomic
def make_code(*, organisation: Organisation, key: uuid.UUID, by: User | None, at: datetime.datetime) -> str:
    """A new code, to be shown once; the one before stops working. The same `key` again is the same code."""
    check_code(organisation=organisation, by=by)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    code = code_of(organisation_pk=organisation.pk, key=key)
    if JoinCode.objects.filter(code_hash=hash_of(code)).exists():
        return code
    before = JoinCode.objects.filter(organisation=organisation, ended_at__isnull=True).update(ended_at=at)
    JoinCode.objects.create(organisation=organisation, code_hash=hash_of(code), made_by=by, made_at=at)
    verb, words = ("renew code", "The code was renewed") if before else ("make code", "A code was made")
    write(council=organisation.council_id, by=by, at=at, verb=verb, obj=organisation, words=words)
    return code


@transaction.atomic
def switch_off_code(*, organisation: Organisation, by: User | None, at: datetime.datetime) -> None:
    """Nobody can join with the code any more. Whoever has joined stays."""
    check_looks_after(organisation=organisation, by=by)
    rows = JoinCode.objects.filter(organisation=organisation, ended_at__isnull=True)
    if rows.update(ended_at=at):
        words = "The code was switched off"
        council = organisation.council_id
        write(council=council, by=by, at=at, verb="end code", obj=organisation, words=words)


@transaction.atomic
def set_domains(
    *, organisation: Organisation, domains: Sequence[str], by: User | None, at: datetime.datetime
) -> tuple[str, ...]:
    """Write down which endings of e-mail addresses are an organisation's, instead of those before.

    Raises Refused for one that anybody can have.
    """
    check_keeps_list(organisation=organisation, by=by)
    names = tuple(dict.fromkeys(read_domain(domain) for domain in domains if domain.strip()))
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if names == domains_of(row):
        return names
    row.email_domain = names[0] if names else ""
    row.save(update_fields=["email_domain"])
    Domain.objects.filter(organisation=row).delete()
    Domain.objects.bulk_create(Domain(organisation=row, name=name) for name in names[1:])
    words = f"The endings of addresses are now {', '.join(names) or 'none'}"
    write(council=row.council_id, by=by, at=at, verb="change addresses", obj=row, words=words[:400])
    return names
