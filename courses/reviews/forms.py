"""Forms of a review: sending, saying, publishing, and starting a module."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from academy.gate.scan import Scanner
from academy.people.models import User
from courses.pages.blocks import offers
from courses.pages.models import ProgrammePage
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.rules.passages import Passage
from courses.reviews.rules.patterns import patterns
from courses.reviews.rules.steps import StepState

LONGEST = 2000
MORNING = datetime.time(7)
PERSONAL = (
    "This looks as if it had a name, a number or an address of a real person in it. Write for example "
    "“the child” or “a parent” instead. Your words are still here."
)


def something_personal(said: str, read: Sequence[Passage], scanner: Scanner) -> bool:
    """Whether words hold something of a real person. Names that the module itself uses are invented ones."""
    known = "\n".join(one.text for one in read)
    return any(kind != "name" or said[start:end] not in known for start, end, kind in scanner.spans(said))


class VerdictForm(forms.Form):
    """What somebody thinks of the module as they read it."""

    says = forms.ChoiceField(
        label="What do you say?",
        choices=Verdict.Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say"},
    )
    place = forms.ChoiceField(label="What is it about?", required=False)
    words = forms.CharField(
        label="Your words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Needed if you ask for a change. Say what you would write instead, if you can.",
    )
    credit = forms.ChoiceField(
        label="How shall the page name you?",
        choices=ModuleReview.Credit.choices,
        widget=forms.RadioSelect,
        help_text="You can change this later. Learners read it on the page of the module.",
        error_messages={"required": "Choose how the page names you"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        step: StepState,
        read: Sequence[Passage],
        mark: str,
        data: Any = None,
        *,
        credit: str = "",
        scanner: Scanner | None = None,
    ) -> None:
        super().__init__(data, initial={"seen": mark, "credit": credit})
        self.read, self.scanner = read, scanner
        whole = [("", "The whole module")]
        self.fields["place"].choices = whole + [(one.key, one.title) for one in read]  # type: ignore[attr-defined]
        if step.step != Verdict.Step.FAMILY:
            del self.fields["credit"]

    def clean_words(self) -> str:
        """Nothing of a real person is kept."""
        said: str = self.cleaned_data["words"].strip()
        if said and self.scanner is not None and something_personal(said, self.read, self.scanner):
            raise forms.ValidationError(PERSONAL)
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asks = cleaned.get("says") == Verdict.Says.CHANGE
        if asks and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Say what you would like to be changed")
        return cleaned


class SendForm(forms.Form):
    """How a module is reviewed, and by whom for the forum."""

    kind = forms.ChoiceField(
        label="What kind of review?",
        choices=ModuleReview.Kind.choices,
        widget=forms.RadioSelect,
        initial=ModuleReview.Kind.FULL,
        error_messages={"required": "Choose what kind of review"},
    )
    coauthor = forms.ChoiceField(
        label="Who reads it for the parent carer forum?",
        required=False,
        error_messages={"required": "Choose who reads it for the parent carer forum"},
        help_text="Not needed for a small correction. Ask them first: they will see the module here.",
    )
    asked = forms.CharField(
        label="What shall they look at?",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. Everybody who reads it sees them.",
    )

    def __init__(self, coauthors: Sequence[User], may_be_small: bool, data: Any = None) -> None:
        super().__init__(data)
        people = [(str(one.pk), one.get_full_name()) for one in coauthors]
        self.people = {str(one.pk): one for one in coauthors}
        self.fields["coauthor"].choices = [("", "Choose one"), *people]  # type: ignore[attr-defined]
        kind: Any = self.fields["kind"]
        kind.hints = {
            "full": "You, then the law check, then the parent carer forum.",
            "small": "A few words in something learners have already. You and one other person.",
        }
        if not may_be_small:
            kind.choices = [one for one in kind.choices if one[0] == ModuleReview.Kind.FULL]
            coauthor = self.fields["coauthor"]
            coauthor.required = True
            coauthor.help_text = "Ask them first: they will see the module here."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lacks = cleaned.get("kind") == ModuleReview.Kind.FULL and not cleaned.get("coauthor")
        if lacks and "coauthor" not in self.errors:
            self.add_error("coauthor", "Choose who reads it for the parent carer forum")
        return cleaned

    @property
    def chosen_coauthor(self) -> User | None:
        """The person that was chosen."""
        return self.people.get(self.cleaned_data.get("coauthor", ""))


class PublishForm(forms.Form):
    """When learners get it, and until when. Empty: now, and for good."""

    live_on = forms.DateField(
        label="Learners get it on",
        required=False,
        widget=forms.SelectDateWidget(),
        help_text="Leave it empty to publish now. It comes at 7 in the morning.",
    )
    until = forms.DateField(
        label="It is taken away on",
        required=False,
        widget=forms.SelectDateWidget(),
        help_text="Leave it empty to keep it. It goes at 7 in the morning.",
    )

    @property
    def live_at(self) -> datetime.datetime | None:
        """The moment it comes."""
        return _morning(self.cleaned_data["live_on"])

    @property
    def until_at(self) -> datetime.datetime | None:
        """The moment it goes."""
        return _morning(self.cleaned_data["until"])


def _morning(day: datetime.date | None) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(day, MORNING)) if day else None


class CreditForm(forms.Form):
    """How the page names the co-author."""

    credit = forms.ChoiceField(
        label="How shall the page name you?",
        choices=ModuleReview.Credit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the page names you"},
    )


class StartForm(forms.Form):
    """A new module: its name, its promise, and the pattern to begin with."""

    title = forms.CharField(
        label="What is the module called?",
        max_length=120,
        help_text="A few words that say what it is about, for example: Saying no kindly.",
        error_messages={"required": "Give the module a name"},
    )
    summary = forms.CharField(
        label="What gets better for a family?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One or two sentences. They stand at the top of the module.",
        error_messages={"required": "Say in a sentence what gets better for a family"},
    )
    programme = forms.ChoiceField(label="Where does it belong?")
    week = forms.IntegerField(
        label="In which week?",
        required=False,
        min_value=1,
        max_value=52,
        help_text="Only for a programme that is taken week by week.",
    )
    competency = forms.ChoiceField(
        label="Which competency does it help with?",
        help_text="The one that fits best. You can add others later.",
        error_messages={"required": "Choose a competency"},
    )
    pattern = forms.ChoiceField(
        label="How do you want to begin?",
        widget=forms.RadioSelect,
        initial="case",
        error_messages={"required": "Choose how to begin"},
    )

    def __init__(self, programmes: Sequence[ProgrammePage], council_id: int, data: Any = None) -> None:
        super().__init__(data)
        self.programmes = {str(one.pk): one for one in programmes}
        fields: Any = self.fields
        fields["programme"].choices = [(str(one.pk), one.title) for one in programmes]
        single = next((pk for pk, one in self.programmes.items() if not one.code), "")
        fields["programme"].initial = single
        fields["competency"].choices = offers.main_competency_offered(council_id)
        ways = patterns()
        fields["pattern"].choices = [(name, way.title) for name, way in ways.items()]
        fields["pattern"].hints = {name: way.words for name, way in ways.items()}

    @property
    def chosen_programme(self) -> ProgrammePage:
        """The programme that was chosen."""
        return self.programmes[self.cleaned_data["programme"]]
