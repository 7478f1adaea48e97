"""Files of the framework: write one; or look at one and make it the draft. Nothing is kept before that."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from academy.kit.refusals import Refused
from academy.people.doors import Door
from competencies.framework.actions.importing import check_import, import_framework
from competencies.framework.formats import FORMATS, FrameworkData, ReadFile, read, write
from competencies.framework.forms.exchange import (
    LOST,
    MOST_CARRIED,
    TOO_LARGE,
    SendFileForm,
    TakeFileForm,
    carried,
)
from competencies.framework.queries.exporting import version_to_write, versions_to_write
from competencies.framework.queries.importing import ImportPlan, base_data, plan_import
from competencies.framework.queries.reading import read_framework

MOST_LINES = 150
FAULT_HEADS = ["Where", "What is wrong"]
NOTE_HEADS = ["Where", "What"]


class Keepers(Door, View):
    """For those who keep the framework."""

    acts = ("keep_framework",)


class Files(Keepers):
    """Both ways, side by side; what a file would change; and the draft that is made of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Both ways."""
        return self.show(SendFileForm(initial={"format_code": "xlsx"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the file that was sent, or make the draft of the one that was looked at."""
        return self.take() if "carried" in request.POST else self.look()

    def show(self, form: SendFileForm, came: ReadFile | None = None) -> HttpResponse:
        """The first page; with what is wrong with a file, if one was sent."""
        faults = came.faults if came else ()
        return render(
            self.request,
            "competencies/framework/exchange.html",
            {
                "form": form,
                "versions": versions_to_write(council_id=self.actor.council_id),
                "formats": FORMATS.values(),
                "faults": [(fault.place, fault.words) for fault in faults[:MOST_LINES]],
                "fault_count": len(faults),
                "fault_heads": FAULT_HEADS,
            },
        )

    def look(self) -> HttpResponse:
        """What the file would change. Nothing does yet."""
        form = SendFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.show(form)
        code, raw = form.cleaned_data["format_code"], form.cleaned_data["file"].read()
        came = read(code, raw, base_data(council_id=self.actor.council_id))
        if came.data is None:
            form.add_error(
                "file", "This file cannot come in yet. What is wrong stands below, place by place."
            )
            return self.show(form, came)
        plan = plan_import(council_id=self.actor.council_id, data=came.data)
        packed = carried(actor=self.actor, data=plan.data, stamp=plan.stamp)
        if len(packed) > MOST_CARRIED:
            form.add_error("file", TOO_LARGE)
            return self.show(form)
        return self.preview(plan, TakeFileForm(actor=self.actor), packed, came)

    def preview(
        self, plan: ImportPlan, form: TakeFileForm, packed: str, came: ReadFile | None = None
    ) -> HttpResponse:
        """What differs, row by row, and the button."""
        stopped = ""
        try:
            check_import(plan=plan, replace=True)
        except Refused as no:
            stopped = no.words
        notes = (*(came.notes if came else ()), *plan.notes)
        return render(
            self.request,
            "competencies/framework/exchange_check.html",
            {
                "form": form,
                "plan": plan,
                "stopped": stopped,
                "carried": packed,
                "differences": plan.differences[:MOST_LINES],
                "from_draft": plan.from_draft[:MOST_LINES],
                "bridge": plan.bridge[:MOST_LINES],
                "notes": [(note.place, note.words) for note in notes[:MOST_LINES]],
                "note_heads": NOTE_HEADS,
                "most": MOST_LINES,
            },
        )

    def take(self) -> HttpResponse:
        """Make the draft."""
        form = TakeFileForm(self.request.POST, actor=self.actor)
        if not form.is_valid():
            messages.error(self.request, LOST)
            return redirect("framework_files")
        looked = form.cleaned_data["carried"]
        try:
            done = import_framework(
                council=self.actor.council,
                data=looked.data,
                by=self.actor,
                at=timezone.now(),
                replace=form.cleaned_data["replace"],
                stamp=looked.stamp,
            )
        except Refused as no:
            return self.refused(form, looked.data, no)
        if done.state == "unchanged" or done.framework is None:
            version = done.framework.version if done.framework else ""
            messages.success(self.request, f"Version {version} says what the file says. Nothing was changed.")
            return redirect("framework_files")
        words = "takes the place of what was written" if done.state == "replaced" else "is a draft now"
        messages.success(self.request, f"Version {done.framework.version}: the file {words}.")
        return redirect("framework_draft")

    def refused(self, form: TakeFileForm, data: FrameworkData, no: Refused) -> HttpResponse:
        """Said at the tick where a tick is missing; else above the first page."""
        if no.code != "draft_open":
            messages.error(self.request, no.words)
            return redirect("framework_files")
        form.add_error("replace", "Tick this, or give the draft up first")
        plan = plan_import(council_id=self.actor.council_id, data=data)
        return self.preview(plan, form, self.request.POST["carried"])


class Download(Keepers):
    """One version as a file."""

    def get(self, request: HttpRequest, format_code: str) -> HttpResponse:
        """The version that was asked for, else the one in force."""
        asked = request.GET.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
        framework = version_to_write(council_id=self.actor.council_id, number=number)
        if format_code not in FORMATS or framework is None or (asked and number is None):
            raise Http404
        of_format = FORMATS[format_code]
        written = write(
            format_code,
            read_framework(framework),
            at=framework.made_at or timezone.now(),
            creator=self.actor.council.name,
        )
        response = HttpResponse(written.raw, content_type=of_format.media_type)
        name = f"framework-version-{framework.version}{of_format.ending}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
