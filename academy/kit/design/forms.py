"""A form with every kind of field, for the design page."""

from django import forms


class SampleForm(forms.Form):
    """Every kind of field that pages use."""

    name = forms.CharField(label="Full name", help_text="As it is in the staff file.")
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=2, required=False)
    note = forms.CharField(
        label="Your version", widget=forms.Textarea, max_length=400, help_text="Practice only."
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Choose a team"), ("n", "North"), ("s", "South")])
    date = forms.ChoiceField(
        label="Which date?",
        widget=forms.RadioSelect,
        choices=[("3", "Thursday 3 December, 4pm to 5:30pm"), ("10", "Thursday 10 December, 4pm to 5:30pm")],
    )
    who = forms.MultipleChoiceField(
        label="I am a",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("senco", "SENCO or inclusion lead"),
            ("health", "Therapist or health"),
            ("social", "Social worker"),
        ],
    )
    started = forms.DateField(
        label="When did you start?", widget=forms.SelectDateWidget, help_text="27 3 2026"
    )
    file = forms.FileField(label="Spreadsheet of audits", help_text="XLSX or CSV, up to 10 MB.")
    agree = forms.BooleanField(label="If I cannot come, send my place to my deputy")
