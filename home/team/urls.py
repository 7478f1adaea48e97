"""Addresses of teams and what each may be trusted with."""

from django.urls import path

from home.team.views import answers, files, matrix

urlpatterns = [
    path("team/", matrix.team_home, name="team"),
    path("team/all/", matrix.AllTeams.as_view(), name="team_all"),
    path("team/all/matrix.csv", files.AllCsv.as_view(), name="team_all_csv"),
    path("team/matrix.csv", files.TeamCsv.as_view(), name="team_csv"),
    path("team/matrix.xlsx", files.TeamXlsx.as_view(), name="team_xlsx"),
    path("team/caseload/", answers.CaseloadPage.as_view(), name="team_caseload"),
    path("team/ask/<slug:module>/", answers.AskTeam.as_view(), name="team_ask"),
    path("team/<int:pk>/", matrix.OneTeam.as_view(), name="team_one"),
    path("team/<int:pk>/matrix.csv", files.TeamCsv.as_view(), name="team_one_csv"),
    path("team/<int:pk>/matrix.xlsx", files.TeamXlsx.as_view(), name="team_one_xlsx"),
    path("team/<int:pk>/ask/<slug:module>/", answers.AskTeam.as_view(), name="team_one_ask"),
]
