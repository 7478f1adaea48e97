"""Forms whose free text is looked through for personal data before it is kept."""

from __future__ import annotations

from typing import Any

from django import forms

from academy.gate.scan import Scanner

PERSONAL = (
    "{label}: this looks as if it had a name, a number or an address in it. Write for example “the child”, "
    "“the parent” or “a colleague” instead. Your words are still here."
)


class CleanForm(forms.Form):
    """Looks through `texts`. What is found is never said, only at which field; what was typed stays."""

    texts: tuple[str, ...] = ()
    personal = PERSONAL

    def __init__(self, *args: Any, scanner: Scanner | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scanner = scanner

    def clean(self) -> dict[str, Any]:
        for name in self.texts:
            said = self.cleaned_data.get(name) or ""
            if self.scanner is not None and said and self.scanner.kinds(said):
                label = str(self.fields[name].label).rstrip("?")
                self.add_error(name, self.personal.format(label=label))
        return self.cleaned_data
