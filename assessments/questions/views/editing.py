"""The editor: write, try, save, offer. One form; whichever button is pressed, nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from assessments.questions.actions import offer_version, save_draft, write_item
from assessments.questions.forms import Editor, law_suggestions
from assessments.questions.kinds import Kind
from assessments.questions.models import ItemVersion
from assessments.questions.queries.choices import competency_choices, criterion_choices
from assessments.questions.queries.previews import known_kind
from assessments.questions.views.doors import Authors
from assessments.questions.views.items import draft_of


class Desk(Authors):
    """What writing a new item and changing a draft have in common."""

    def editor(self, kind: Kind, **more: Any) -> Editor:
        """The editor with the choices of the actor's council."""
        return Editor(
            kind,
            competencies=competency_choices(actor=self.actor),
            criteria=criterion_choices(actor=self.actor),
            **more,
        )

    def kind(self, code: str) -> Kind:
        """The kind, or 404."""
        kind = known_kind(code)
        if kind is None:
            raise Http404
        return kind

    def show(self, editor: Editor, *, said: str = "") -> HttpResponse:
        """The page. `said`: what was just done, in words."""
        version = editor.version
        where = ("bank_edit", [version.item_id]) if version else ("bank_write", [editor.kind.code])
        context = {
            "editor": editor,
            "form": editor,
            "kind": editor.kind,
            "version": version,
            "action": reverse(where[0], args=where[1]),
            "said": said,
            "version_words": f"version {version.number}" if version else "",
            "law_list": law_suggestions(),
        }
        return render(self.request, "assessments/questions/editor.html", context)

    def answer(self, editor: Editor) -> HttpResponse:
        """What the pressed button asks for."""
        if editor.asks_for_rows:
            editor.hush()
            return self.show(editor)
        if self.request.POST.get("do") == "try":
            editor.mark()
            return self.show(editor)
        if not editor.can_be_saved():
            return self.show(editor)
        try:
            version = self.save(editor)
        except Refused as no:
            return self.refuse(editor, no)
        if self.request.POST.get("do") == "offer":
            return self.offer(editor, version)
        return self.saved(editor, version)

    def save(self, editor: Editor) -> ItemVersion:
        """Keep what was written."""
        raise NotImplementedError

    def saved(self, editor: Editor, version: ItemVersion) -> HttpResponse:
        """The draft, saved. A sample answer that was typed is no part of it and stays on the page."""
        if editor.version is None and not editor.has_sample:
            messages.success(self.request, f"Saved as {version.item.code}.")
            return redirect("bank_edit", pk=version.item_id)
        fresh = self.editor(editor.kind, version=version, sample=self.request.POST)
        return self.show(fresh, said=f"Saved as {version.item.code}, version {version.number}.")

    def offer(self, editor: Editor, version: ItemVersion) -> HttpResponse:
        """Offer what was just saved; where something is missing, say so at its place."""
        try:
            offer_version(version=version, by=self.actor, at=timezone.now())
        except Refused as no:
            editor.complain_of_gaps(version)
            if not editor.errors:
                editor.body.add_error(None, no.words)
            return self.show(editor)
        messages.success(self.request, f"{version.item.code} is in practice now and waits for two reviews.")
        return redirect("bank_item", pk=version.item_id)

    def refuse(self, editor: Editor, no: Refused) -> HttpResponse:
        """The page with what stands against saving, and everything that was typed."""
        editor.refuse(no.words)
        if editor.version is not None:
            editor.seen = editor.version.written_at.isoformat()
        return self.show(editor)


class Write(Desk):
    """A new item of one kind."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """An empty editor."""
        return self.show(self.editor(self.kind(code)))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Whatever was pressed."""
        return self.answer(self.editor(self.kind(code), data=request.POST))

    def save(self, editor: Editor) -> ItemVersion:
        """The first draft. The second of two clicks finds it there."""
        version = write_item(
            kind=editor.kind.code,
            wording=editor.wording,
            key=editor.key,
            by=self.actor,
            at=timezone.now(),
        )
        return save_draft(version=version, wording=editor.wording, by=self.actor, at=timezone.now())


class Edit(Desk):
    """The draft of an item."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The editor with the draft as it is saved."""
        item = self.item(pk)
        try:
            version = draft_of(self, item)
        except Refused as no:
            messages.info(request, no.words)
            return redirect("bank_item", pk=pk)
        return self.show(self.editor(self.kind(item.kind), version=version))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whatever was pressed. When the draft was offered meanwhile, the item says so."""
        item = self.item(pk)
        try:
            version = draft_of(self, item)
        except Refused as no:
            messages.info(request, no.words)
            return redirect("bank_item", pk=pk)
        return self.answer(self.editor(self.kind(item.kind), data=request.POST, version=version))

    def save(self, editor: Editor) -> ItemVersion:
        """Keep the draft, unless somebody else saved it meanwhile."""
        if editor.version is None:
            raise Http404
        return save_draft(
            version=editor.version,
            wording=editor.wording,
            seen=editor.seen_at,
            by=self.actor,
            at=timezone.now(),
        )
