"""My certificates, and the list of those who may revoke one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from academy.kit.refusals import Refused
from academy.kit.typesetting import PDF, download, typeset
from academy.people.access import can
from academy.people.queries import scanner_for
from courses.progress.views.doors import learner
from courses.records.actions import choose_name, restore_certificate, revoke_certificate
from courses.records.badges import bake, sign
from courses.records.forms.certificates import FindForm, NameForm, ReasonForm
from courses.records.keyring import signing_key
from courses.records.models import Certificate
from courses.records.queries.certificates import address_of, certificates_seen_by, own_certificate
from courses.records.queries.papers import certificate_paper, facts_of, picture_of, version_words

PAGE = 50


@require_http_methods(["GET", "POST"])
@learner
def my_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What it says, the files, and what strangers see of my name."""
    certificate = _own(request, code)
    form = NameForm(certificate, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person: Any = request.user
        choose_name(certificate=certificate, whole=form.whole, by=person, at=timezone.now())
        messages.success(request, "Saved. The public page shows it from now on; download the badge again.")
        return redirect("my_certificate", code=code)
    about = {"certificate": certificate, "form": form, "address": address_of(certificate)}
    return render(
        request, "courses/records/certificate.html", {**about, "version": version_words(certificate)}
    )


@require_GET
@learner
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate on paper."""
    certificate = _own(request, code)
    body = typeset("certificate", certificate_paper(certificate), at=certificate.issued_at)
    return download(body, name="certificate.pdf", kind=PDF)


@require_GET
@learner
def certificate_badge(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The badge: as a picture that carries it, or as JSON alone."""
    certificate = _own(request, code)
    key = signing_key(certificate.person.council, on=timezone.localdate())
    badge = sign(facts_of(certificate), private=key.private, key=key.key)
    if form == "json":
        return download(badge, name="badge.json", kind="application/vc+ld+json")
    return download(bake(badge, picture_of(certificate)), name="badge.svg", kind="image/svg+xml")


@require_GET
@learner
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate of the council, for those who may revoke one."""
    _keeper(request)
    form = FindForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = certificates_seen_by(actor=request.user, **chosen)  # type: ignore[arg-type]
    form.show_as_filters()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    narrowed = any(chosen.values())
    return render(
        request, "courses/records/certificates.html", {"form": form, "page": page, "narrowed": narrowed}
    )


@require_http_methods(["GET", "POST"])
@learner
def certificate_decide(request: HttpRequest, code: str) -> HttpResponse:
    """Revoke a certificate, or let one that was revoked count again."""
    _keeper(request)
    person: Any = request.user
    certificate = certificates_seen_by(actor=person).filter(code=code).first()
    if certificate is None:
        raise Http404("No such certificate")
    sent = request.POST if request.method == "POST" else None
    form = ReasonForm(sent, scanner=scanner_for(council=person.council) if sent is not None else None)
    if sent is not None and form.is_valid():
        try:
            _decide(certificate, form.cleaned_data["reason"], str(request.POST.get("verb", "")), person)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, "Done. The public page says so from now on.")
        return redirect("certificates")
    return render(
        request, "courses/records/certificate_decide.html", {"certificate": certificate, "form": form}
    )


def _decide(certificate: Certificate, reason: str, verb: str, by: Any) -> None:
    act = {"revoke": revoke_certificate, "restore": restore_certificate}.get(verb)
    if act is None:
        raise Refused("Choose whether it is revoked or counts again.", code="verb")
    act(certificate=certificate, reason=reason, by=by, at=timezone.now())


def _own(request: HttpRequest, code: str) -> Certificate:
    person: Any = request.user
    certificate = own_certificate(actor=person, code=code)
    if certificate is None:
        raise Http404("No such certificate")
    return certificate


def _keeper(request: HttpRequest) -> None:
    if not can(request.user, "revoke_certificates"):
        raise Http404("For practice development leads")
