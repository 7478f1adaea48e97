"""Addresses of the instruments."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from assessments.instruments.views import drafting, editing, reading


class Way(StringConverter):
    """Up or down."""

    regex = "up|down"


register_converter(Way, "way")
HERE = "audits/instruments/"
ONE = f"{HERE}<slug:code>/"
DRAFT = f"{ONE}draft/"
ROW = f"{DRAFT}<int:pk>/"
reading_patterns = [
    path(HERE, reading.InstrumentList.as_view(), name="instruments"),
    path(f"{HERE}principles/", reading.PrinciplesPage.as_view(), name="instrument_principles"),
    path(f"{HERE}principles/<slug:principle>/", reading.EditPrinciple.as_view(), name="instrument_principle"),
    path(ONE, reading.InstrumentPage.as_view(), name="instrument"),
    path(f"{ONE}series/", reading.SeriesPage.as_view(), name="instrument_series"),
    path(f"{ONE}<int:pk>/", reading.VersionPage.as_view(), name="instrument_version"),
    path(f"{ONE}<int:pk>/take-back/", drafting.TakeBack.as_view(), name="instrument_take_back"),
]
writing_patterns = [
    path(DRAFT, drafting.DraftPage.as_view(), name="instrument_draft"),
    path(f"{DRAFT}start/", drafting.Start.as_view(), name="instrument_start"),
    path(f"{DRAFT}about/", drafting.About.as_view(), name="instrument_about"),
    path(f"{DRAFT}changes/", drafting.ChangesPage.as_view(), name="instrument_changes"),
    path(f"{DRAFT}send/", drafting.Send.as_view(), name="instrument_send"),
    path(f"{DRAFT}return/", drafting.Return.as_view(), name="instrument_return"),
    path(f"{DRAFT}publish/", drafting.Publish.as_view(), name="instrument_publish"),
    path(f"{DRAFT}drop/", drafting.Drop.as_view(), name="instrument_drop"),
    path(f"{DRAFT}new/", editing.EditCriterion.as_view(), name="instrument_criterion_new"),
    path(ROW, editing.EditCriterion.as_view(), name="instrument_criterion"),
    path(f"{ROW}<way:way>/", drafting.Move.as_view(), name="instrument_move"),
    path(f"{ROW}split/", editing.Split.as_view(), name="instrument_split"),
    path(f"{ROW}end/", editing.End.as_view(), name="instrument_end"),
    path(f"{DRAFT}bridge/<int:old>/", editing.Carry.as_view(), name="instrument_carry"),
]
urlpatterns = [*reading_patterns, *writing_patterns]
