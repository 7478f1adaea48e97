"""Forms of the way in: a file, what it cannot say by itself, whom to ask, why not, and what is shared."""

from assessments.imports.forms.files import SendForm, TurnDownForm, UploadForm
from assessments.imports.forms.matching import MatchForm
from assessments.imports.forms.sharing import BringMappingForm, KeepFiguresForm

__all__ = ["BringMappingForm", "KeepFiguresForm", "MatchForm", "SendForm", "TurnDownForm", "UploadForm"]
