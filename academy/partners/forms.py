"""What people fill in: joining, inviting, endings of addresses, and a young expert."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError

from academy.kit.refusals import Refused
from academy.partners.actions.sponsoring import YoungExpert
from academy.partners.rules.addresses import domain_of, is_free_mail
from academy.people.models import User

WORK_ADDRESS = (
    "E-mail address at work: use the address that your organisation gave you. Anybody can have an address "
    "like this one. If you have no other, write to the academy."
)


def _names(whose: str) -> dict[str, forms.Field]:
    missing = "{}: write {} {}"
    return {
        name: forms.CharField(
            label=label,
            max_length=80,
            error_messages={"required": missing.format(label, whose, label.lower())},
            widget=forms.TextInput(attrs={"autocomplete": fill if whose == "your" else "off"}),
        )
        for name, label, fill in (
            ("given_name", "First name", "given-name"),
            ("family_name", "Last name", "family-name"),
        )
    }


def _address(label: str, fill: str) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": fill, "spellcheck": "false"}),
        error_messages={
            "required": f"{label}: write the address",
            "invalid": f"{label}: write it like name@oakfield.example",
        },
    )


class RefusableForm(forms.Form):
    """A form that says what the domain refuses at the field it is about, or above the form."""

    place_of: dict[str, str] = {}

    def refuse(self, refused: Refused) -> None:
        """The words, at the field that belongs to the code."""
        self.add_error(self.place_of.get(refused.code), refused.words)


class JoinForm(forms.Form):
    """Who wants to join. Nothing here says whether the address or the code is known."""

    email = _address("E-mail address at work", "email")
    code = forms.CharField(
        label="Your organisation’s code",
        required=False,
        max_length=40,
        help_text="Like ab3d-fg4h-km5n. If you have none, leave this empty: we will ask your organisation.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**_names("your"), **self.fields}

    def clean_email(self) -> str:
        """In small letters. An address that anybody can have shows no organisation."""
        email: str = self.cleaned_data["email"].strip().lower()
        if is_free_mail(domain_of(email)):
            raise ValidationError(WORK_ADDRESS)
        return email


class MailedCodeForm(forms.Form):
    """The code from the e-mail."""

    code = forms.CharField(
        label="Code from the e-mail",
        max_length=20,
        error_messages={"required": "Code from the e-mail: write the code"},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class PlaceForm(RefusableForm):
    """Where somebody works and as what, once their address has been checked."""

    place_of = {"role": "role"}
    organisation = forms.TypedChoiceField(
        label="Where do you work?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you work"},
    )
    role = forms.ChoiceField(
        label="What do you do there?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you do there"},
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        help_text="At least 12 characters. Leave it empty to get a code by e-mail each time you sign in.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[tuple[int, str]],
        roles: Sequence[tuple[str, str]],
        person: User | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].required = False
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = organisations[0][0]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0][0]
        if person is None:
            del self.fields["password"]

    def clean_password(self) -> str:
        """A password that is good enough, or none."""
        password: str = self.cleaned_data["password"]
        if password:
            get_adapter().clean_password(password, user=self.person)
        return password


class InviteForm(RefusableForm):
    """A colleague to invite."""

    place_of = {
        "domain": "email",
        "bad_address": "email",
        "address": "email",
        "role": "role",
        "until": "until",
        "no_name": "given_name",
    }
    email = _address("E-mail address at work", "off")
    role = forms.ChoiceField(
        label="What do they do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they do"},
    )
    until = forms.DateField(
        label="Last day",
        required=False,
        help_text="For a guest trainer, or somebody who comes for a time. Leave it empty for no end.",
        widget=forms.SelectDateWidget(),
        error_messages={"invalid": "Last day: write a date, such as 31 7 2027"},
    )

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], with_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**_names("their"), **self.fields}
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        if not with_end:
            del self.fields["until"]


class DomainsForm(RefusableForm):
    """The endings of an organisation's addresses."""

    place_of = {"bad_domain": "domains", "free_mail": "domains"}
    domains = forms.CharField(
        label="Endings of work addresses",
        required=False,
        max_length=600,
        help_text="What stands after the @, one a line, such as oakfield.example. The usual one comes first.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )


class SearchForm(forms.Form):
    """Which organisations to look for."""

    words = forms.CharField(label="Name, reference or address", required=False, max_length=80)
    waiting = forms.BooleanField(label="Only with a request that waits", required=False)


class ExpertForm(RefusableForm):
    """A young expert whom an adult brings."""

    place_of = {"sponsor": "sponsor", "consent": "consent_on", "until": "until", "twice": "name"}
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="What the young person wants to be called",
        max_length=80,
        help_text="A first name, or another name that they choose. No last name.",
        error_messages={"required": "What the young person wants to be called: write the name"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sponsor = _address("E-mail address of the adult who brings them", "off")
    consent_on = forms.DateField(
        label="When did the young person agree?",
        help_text="They were told what is written down, who sees it and that they can change their mind.",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "When did the young person agree: say which day",
            "invalid": "When did the young person agree: write a date, such as 27 11 2026",
        },
    )
    until = forms.DateField(
        label="Last day",
        help_text="A year at most. The name is deleted a month later.",
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": "Last day: say which day",
            "invalid": "Last day: write a date, such as 31 7 2027",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})

    @property
    def expert(self) -> YoungExpert:
        """What was agreed; for a valid form."""
        said = self.cleaned_data
        return YoungExpert(said["name"], said["consent_on"], said["until"])
