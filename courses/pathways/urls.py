"""Addresses of the shorter way."""

from django.urls import path

from courses.pathways.views import board, deciding, mine

urlpatterns = [
    path("me/pathway/", mine.MyPathwayPage.as_view(), name="my_pathway"),
    path("me/prior-learning/", mine.MyPriorLearning.as_view(), name="my_prior_learning"),
    path(
        "me/prior-learning/<int:pk>/take-back/",
        mine.TakeBackRequest.as_view(),
        name="prior_learning_take_back",
    ),
    path("pathways/", board.BoardPage.as_view(), name="pathways"),
    path("pathways/people/<int:pk>/", board.PersonPage.as_view(), name="pathway_person"),
    path("pathways/people/<int:pk>/path/", deciding.PutOn.as_view(), name="path_put_on"),
    path("pathways/people/<int:pk>/licence/<str:kind>/", deciding.Grant.as_view(), name="licence_grant"),
    path("pathways/paths/<int:pk>/end/", deciding.EndPath.as_view(), name="path_end"),
    path("pathways/prior-learning/<int:pk>/", deciding.Decide.as_view(), name="prior_learning"),
    path("pathways/exemptions/<int:pk>/", deciding.TakeBackExemption.as_view(), name="exemption_take_back"),
    path("pathways/licences/<int:pk>/", deciding.Withdraw.as_view(), name="licence_withdraw"),
]
