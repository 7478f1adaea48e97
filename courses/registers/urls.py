"""Addresses of registers and of what comes after."""

from django.urls import path

from courses.registers.views import evaluating, files, here, register

urlpatterns = [
    path("sessions/<int:pk>/register/", register.register, name="session_register"),
    path("sessions/<int:pk>/register/code/", register.code, name="register_code"),
    path("sessions/<int:pk>/register/add/", register.walk_in, name="register_add"),
    path("sessions/<int:pk>/register/file/", files.choose, name="register_file"),
    path("sessions/<int:pk>/register/file/take-over/", files.take_over, name="register_take_over"),
    path("sessions/<int:pk>/register/said/", evaluating.said, name="register_said"),
    path("sessions/<int:pk>/register/said/<uuid:comment>/", evaluating.quote, name="register_quote"),
    path("hub/here/<str:token>/", here.here, name="here"),
    path("hub/evaluate/<int:pk>/", evaluating.evaluate, name="evaluate"),
    path("hub/evaluate/<int:pk>/manager/", evaluating.manager, name="evaluate_manager"),
    path("hub/certificates/<int:pk>.pdf", evaluating.certificate, name="attendance_certificate"),
]
