"""Routes of qualifications."""

from django.urls import path

from courses.qualifications.views import acts, files, pages

urlpatterns = [
    path("me/qualifications/", pages.Mine.as_view(), name="my_qualifications"),
    path("qualifications/", pages.Desk.as_view(), name="qualifications"),
    path("qualifications/new/", acts.Register.as_view(), name="qualification_new"),
    path("qualifications/<int:pk>/", pages.One.as_view(), name="qualification"),
    path("qualifications/<int:pk>/units/<int:unit>/", acts.Unit.as_view(), name="qualification_unit"),
    path("qualifications/<int:pk>/submit/", acts.Submit.as_view(), name="qualification_submit"),
    path("qualifications/<int:pk>/assess/", acts.Assess.as_view(), name="qualification_assess"),
    path("qualifications/<int:pk>/return/", acts.Return.as_view(), name="qualification_return"),
    path("qualifications/<int:pk>/verify/", acts.Verify.as_view(), name="qualification_verify"),
    path("qualifications/<int:pk>/award/", acts.Awarded.as_view(), name="qualification_award"),
    path("qualifications/<int:pk>/withdraw/", acts.Withdraw.as_view(), name="qualification_withdraw"),
    path("qualifications/<int:pk>/portfolio.pdf", files.portfolio_pdf, name="qualification_pdf"),
    path("qualifications/<int:pk>/portfolio.zip", files.portfolio_folder, name="qualification_zip"),
]
