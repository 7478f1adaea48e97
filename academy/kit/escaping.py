"""One short name for the thing that every piece of markup must do."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def esc(value: object) -> SafeString:
    """The value as text that is safe in HTML; what is safe already stays as it is."""
    return conditional_escape(value)  # type: ignore[arg-type]
