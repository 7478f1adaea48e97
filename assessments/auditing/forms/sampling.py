"""Bringing in a list of plans, and what a draw is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from academy.gate.forms import CleanForm
from academy.kit.words import month_year
from assessments.auditing.drawing import Shares
from assessments.auditing.queries.campaigns import Themes
from assessments.auditing.queries.frames import Scope
from assessments.auditing.queries.proposals import Order
from assessments.auditing.rules.samples import MOST_PLANS

LARGEST_SEED = 999_999_999


class ListForm(forms.Form):
    """The file of the case system."""

    file = forms.FileField(label="The list of plans, as a CSV file or an Excel workbook")

    def clean_file(self) -> UploadedFile:
        """Refuses a file that is too large to be a list."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError("This file is larger than 10 MB. Send it month by month.")
        return file


class TakeForm(forms.Form):
    """Bring the good rows in, or put the file aside."""

    leave_out = forms.BooleanField(label="Leave out the columns we do not know", required=False)
    answer = forms.ChoiceField(
        label="What should happen?",
        choices=[("take", "Bring in the good rows"), ("aside", "Put the file aside, to correct it")],
        widget=forms.RadioSelect,
        initial="take",
    )

    def __init__(self, *args: Any, unknown: Sequence[str], good: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = list(unknown)
        if not unknown:
            del self.fields["leave_out"]
        if not good:
            self.fields["answer"].choices = [("aside", "Put the file aside, to correct it")]  # type: ignore[attr-defined]
            self.fields["answer"].initial = "aside"

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("answer") == "take" and self.unknown and not found.get("leave_out"):
            self.add_error("leave_out", "Say that these columns are to be left out, or put the file aside.")
        return found


class DrawForm(CleanForm):
    """The month, the seed and the settings of a draw."""

    month = forms.ChoiceField(label="Month of the list")
    size = forms.IntegerField(label="Plans to draw", min_value=1, max_value=MOST_PLANS)
    new = forms.IntegerField(label="New plans, in per cent", min_value=0, max_value=100)
    older = forms.DecimalField(
        label="Weight of key stage 4 and post-16", min_value=1, max_value=10, max_digits=4, decimal_places=2
    )
    starter_months = forms.IntegerField(
        label="Months that somebody counts as a starter", min_value=0, max_value=60
    )
    doubles = forms.IntegerField(label="Second looks, in per cent", min_value=0, max_value=100)
    seeded = forms.IntegerField(label="Plans with agreed grades slipped in", min_value=0, max_value=100)
    days = forms.IntegerField(label="Days to audit them in", min_value=1, max_value=120)
    licensed_only = forms.BooleanField(label="Only auditors with a licence in force", required=False)
    seed = forms.IntegerField(label="Seed", min_value=0, max_value=LARGEST_SEED)

    def __init__(self, *args: Any, months: Sequence[datetime.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (f"{month:%Y-%m}", month_year(month)) for month in months
        ]

    @staticmethod
    def usual(month: datetime.date, seed: int) -> dict[str, Any]:
        """What the form begins with."""
        shares = Shares()
        return {
            "month": f"{month:%Y-%m}",
            "size": shares.size,
            "new": round(shares.new * 100),
            "older": shares.older,
            "starter_months": shares.starter_months,
            "doubles": round(shares.doubles * 100),
            "seeded": shares.seeded,
            "days": shares.days,
            "seed": seed,
        }

    def shares(self) -> Shares:
        """The settings chosen."""
        said = self.cleaned_data
        return Shares(
            size=said["size"],
            new=said["new"] / 100,
            older=float(said["older"]),
            starter_months=said["starter_months"],
            doubles=said["doubles"] / 100,
            seeded=said["seeded"],
            days=said["days"],
            licensed_only=said["licensed_only"],
        )

    def order(self) -> Order:
        """What is asked for."""
        month = datetime.date.fromisoformat(f"{self.cleaned_data['month']}-01")
        return Order(month=month, seed=self.cleaned_data["seed"], shares=self.shares())


class CampaignForm(DrawForm):
    """A campaign: a name, a question, what to look at, and which plans."""

    texts = ("name", "question")
    name = forms.CharField(label="Name of the campaign", max_length=120)
    question = forms.CharField(label="What do you want to know?", max_length=300)
    sections = forms.MultipleChoiceField(
        label="Sections to look at", required=False, widget=forms.CheckboxSelectMultiple
    )
    criteria = forms.CharField(label="Single criteria, as codes with commas", max_length=200, required=False)
    plan_types = forms.MultipleChoiceField(
        label="Plan types", required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.MultipleChoiceField(label="Needs", required=False, widget=forms.CheckboxSelectMultiple)
    settings = forms.MultipleChoiceField(
        label="Settings", required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.MultipleChoiceField(label="Teams", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, themes: Themes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        for name in ("sections", "plan_types", "needs", "settings", "teams"):
            self.fields[name].choices = getattr(themes, name)  # type: ignore[attr-defined]
        for name in ("new", "older", "starter_months", "seeded"):
            del self.fields[name]

    def clean_criteria(self) -> tuple[str, ...]:
        """The codes, each known to the plan audit."""
        codes = tuple(
            code.strip().upper() for code in self.cleaned_data["criteria"].split(",") if code.strip()
        )
        if set(codes) - set(self.themes.codes):
            raise forms.ValidationError("One of these codes is not a criterion of the plan audit.")
        return codes

    def shares(self) -> Shares:
        """A campaign draws by proportion alone: nobody has to be in."""
        said = self.cleaned_data
        return Shares(
            size=said["size"],
            new={"new": 1.0, "existing": 0.0}.get("".join(said["plan_types"]), self.themes.share_of_new),
            older=1,
            doubles=said["doubles"] / 100,
            days=said["days"],
            licensed_only=said["licensed_only"],
            must_haves=False,
        )

    def order(self) -> Order:
        """What is asked for."""
        said = self.cleaned_data
        return Order(
            month=datetime.date.fromisoformat(f"{said['month']}-01"),
            seed=said["seed"],
            shares=self.shares(),
            name=said["name"],
            question=said["question"],
            criteria=(*(f"section:{one}" for one in said["sections"]), *said["criteria"]),
            scope=Scope(
                teams=tuple(int(one) for one in said["teams"]),
                needs=tuple(said["needs"]),
                settings=tuple(said["settings"]),
                plan_types=tuple(said["plan_types"]),
            ),
        )
