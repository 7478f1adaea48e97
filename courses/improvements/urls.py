"""Addresses of shared steps."""

from django.urls import path

from courses.improvements.views import acting, reading

urlpatterns = [
    path("loop/improvements/", reading.ImprovementsPage.as_view(), name="improvements"),
    path("loop/improvements/<int:pk>/", reading.ImprovementPage.as_view(), name="improvement"),
    path("loop/improvements/<int:pk>/decide/", acting.Decide.as_view(), name="improvement_decide"),
    path("loop/improvements/<int:pk>/drop/", acting.Drop.as_view(), name="improvement_drop"),
    path("loop/improvements/<int:pk>/workshop/", acting.PlanWorkshop.as_view(), name="improvement_workshop"),
    path("loop/improvements/<int:pk>/start/", acting.Start.as_view(), name="improvement_start"),
    path("loop/improvements/<int:pk>/finish/", acting.Finish.as_view(), name="improvement_finish"),
]
