"""Addresses of the training matrix and of what is asked of people."""

from django.urls import path

from courses.requirements.views import asking, matrix, standing

urlpatterns = [
    path("me/asked/", asking.MyAsks.as_view(), name="my_asks"),
    path("matrix/", matrix.MatrixPage.as_view(), name="matrix"),
    path("matrix/new/", matrix.NewCell.as_view(), name="requirement_new"),
    path("matrix/cells/<int:pk>/", matrix.EditCell.as_view(), name="requirement_edit"),
    path("matrix/people/", standing.PeoplePage.as_view(), name="matrix_standing"),
    path("matrix/people.csv", standing.PeopleCsv.as_view(), name="standing_csv"),
    path("matrix/people.xlsx", standing.PeopleXlsx.as_view(), name="standing_xlsx"),
    path("matrix/people/<int:pk>/", asking.PersonAsks.as_view(), name="person_asks"),
    path("matrix/asks/<int:pk>/withdraw/", asking.Withdraw.as_view(), name="ask_withdraw"),
]
