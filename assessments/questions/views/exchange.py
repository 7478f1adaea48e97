"""Files of questions: look at one and bring it in, or write one. Nothing is kept before it is brought in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from assessments.questions.actions import import_items
from assessments.questions.formats import FORMATS, Report, read, write
from assessments.questions.forms.exchange import (
    MOST_CARRIED,
    TOO_LARGE,
    CarriedFileForm,
    SendFileForm,
    WriteFileForm,
    carried,
)
from assessments.questions.queries.exporting import as_written, versions_to_write
from assessments.questions.queries.known import keys_known
from assessments.questions.queries.previews import known_kind
from assessments.questions.views.doors import Authors

MOST_LINES = 200


class Exchange(Authors):
    """Send a file, see what would come in, and bring it in; or choose what to write."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Both ways, side by side."""
        return self.show(SendFileForm(initial={"format_code": "gift"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the file that was sent, or bring in the one that was looked at."""
        return self.bring() if "carried" in request.POST else self.look()

    def show(self, form: Any, status: int = 200) -> HttpResponse:
        """The first page."""
        context = {"form": form, "write_form": WriteFileForm()}
        return render(self.request, "assessments/questions/exchange.html", context, status=status)

    def look(self) -> HttpResponse:
        """What would come in. Nothing changes."""
        form = SendFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form)
        code, raw = form.cleaned_data["format_code"], form.cleaned_data["file"].read()
        packed = carried(code, raw)
        if len(packed) > MOST_CARRIED:
            form.add_error("file", TOO_LARGE)
            return self.show(form)
        report = read(code, raw)
        already = len(keys_known(council_id=self.actor.council_id, items=report.items))
        return render(
            self.request,
            "assessments/questions/exchange_check.html",
            {
                **shown_report(report),
                "already": already,
                "new": len(report.items) - already,
                "format": FORMATS[code].title,
                "carried": packed,
            },
        )

    def bring(self) -> HttpResponse:
        """Make the drafts."""
        form = CarriedFileForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, "The file was lost on the way. Send it again.")
            return redirect("bank_exchange")
        code, raw = form.cleaned_data["carried"]
        try:
            came = import_items(
                council=self.actor.council,
                read_items=read(code, raw).items,
                by=self.actor,
                at=timezone.now(),
            )
        except Refused as no:
            messages.error(self.request, no.words)
            return redirect("bank_exchange")
        count = len(came.codes)
        said = f"{count} question{'' if count == 1 else 's'} brought in as drafts."
        if came.already:
            said += f" The bank had {came.already} already."
        messages.success(self.request, said)
        return redirect(f"{reverse('bank')}?state=draft")


def shown_report(report: Report) -> dict[str, Any]:
    """A report as the page shows it: the first lines of each list, and how many there are."""
    names = {item.kind: known_kind(item.kind) for item in report.items}
    titles = {code: kind.title if kind else code for code, kind in names.items()}
    return {
        "rows": [(item.title, titles[item.kind], str(item.line)) for item in report.items[:MOST_LINES]],
        "count": len(report.items),
        "kinds": Counter(titles[item.kind] for item in report.items).most_common(),
        "rejected": [(str(no.line), no.reason) for no in report.rejected[:MOST_LINES]],
        "left_behind": [(str(left.line), left.what) for left in report.left_behind[:MOST_LINES]],
        "to_check": [(str(one.line), one.what) for one in report.to_check[:MOST_LINES]],
        "most": MOST_LINES,
        "row_heads": ["Question", "Kind", "Line"],
        "why_heads": ["Line", "Why"],
        "what_heads": ["Line", "What"],
    }


class Export(Authors):
    """What a file would hold and what the format cannot say; with `download`, the file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Look first, then download."""
        form = WriteFileForm(request.GET)
        if not form.is_valid():
            return redirect("bank_exchange")
        asked = form.cleaned_data
        versions = versions_to_write(
            council_id=self.actor.council_id,
            actor=self.actor,
            kinds=[asked["kind"]] if asked["kind"] else [],
            drafts=not asked["in_use"],
        )
        of_format = FORMATS[asked["format_code"]]
        written = write(of_format.code, [as_written(version) for version in versions])
        if "download" in request.GET and written.count:
            response = HttpResponse(written.text, content_type=f"{of_format.media_type}; charset=utf-8")
            name = f"questions-{of_format.code}{of_format.ending}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        context = {
            "count": written.count,
            "format": of_format.title,
            "notes": [
                (note.item, f"Not written. {note.what}" if note.whole else note.what)
                for note in written.left_behind[:MOST_LINES]
            ],
            "download": f"{reverse('bank_export')}?{request.GET.urlencode()}&download=1",
            "heads": ["Item", "What stays behind"],
        }
        return render(request, "assessments/questions/export.html", context)
