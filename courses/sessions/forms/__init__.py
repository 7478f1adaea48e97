"""What people say who plan topics and sessions."""

from courses.sessions.forms.changing import BookingTimesForm, CancelForm, MoveForm, MoveSeriesForm
from courses.sessions.forms.desk import DeskFilter
from courses.sessions.forms.parts import MaterialForm, PlacesForm, ReserveForm, TrainerForm
from courses.sessions.forms.planning import PlanForm
from courses.sessions.forms.topics import TopicForm
from courses.sessions.forms.venues import VenueForm

__all__ = [
    "BookingTimesForm",
    "CancelForm",
    "DeskFilter",
    "MaterialForm",
    "MoveForm",
    "MoveSeriesForm",
    "PlacesForm",
    "PlanForm",
    "ReserveForm",
    "TopicForm",
    "TrainerForm",
    "VenueForm",
]
