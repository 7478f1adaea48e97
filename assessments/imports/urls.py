"""Addresses of the way in for files of audits."""

from django.urls import path

from assessments.imports.views import files, indicators, mappings, steps

urlpatterns = [
    path("audits/import/", files.FileList.as_view(), name="import_audits"),
    path("audits/import/new/", files.SendFile.as_view(), name="import_new"),
    path("audits/import/indicators/", indicators.IndicatorList.as_view(), name="import_indicators"),
    path("audits/import/<int:pk>/figures/", indicators.KeepFigures.as_view(), name="import_figures"),
    path(
        "audits/import/<int:pk>/figures/drop/", indicators.DropFigures.as_view(), name="import_figures_drop"
    ),
    path("audits/import/mappings/", mappings.MappingList.as_view(), name="import_mappings"),
    path(
        "audits/import/mappings/<int:pk>/mapping.json",
        mappings.DownloadMapping.as_view(),
        name="import_mapping_file",
    ),
    path(
        "audits/import/mappings/<int:pk>/retire/",
        mappings.RetireMapping.as_view(),
        name="import_mapping_retire",
    ),
    path("audits/import/<int:pk>/", files.FilePage.as_view(), name="import_file"),
    path("audits/import/<int:pk>/match/", steps.Match.as_view(), name="import_match"),
    path("audits/import/<int:pk>/check/", steps.CheckAgain.as_view(), name="import_check"),
    path("audits/import/<int:pk>/writers/", steps.ChooseWriters.as_view(), name="import_writers"),
    path("audits/import/<int:pk>/send/", steps.Send.as_view(), name="import_send"),
    path("audits/import/<int:pk>/approve/", steps.Approve.as_view(), name="import_approve"),
    path("audits/import/<int:pk>/turn-down/", steps.TurnDown.as_view(), name="import_turn_down"),
    path("audits/import/<int:pk>/take-back/", steps.TakeBack.as_view(), name="import_take_back"),
    path("audits/import/<int:pk>/rows.csv", files.RowsToCorrect.as_view(), name="import_rows"),
]
