"""Routes of the people screens."""

from django.urls import path

from academy.staffing import views

urlpatterns = [
    path("me/looks/", views.MyLooks.as_view(), name="my_looks"),
    path("people/", views.PeopleList.as_view(), name="people"),
    path("people/import/", views.ImportStaff.as_view(), name="import_staff"),
    path("people/import/<int:pk>/", views.StaffFileView.as_view(), name="staff_file"),
    path("people/<int:pk>/", views.PersonView.as_view(), name="person"),
    path("people/<int:pk>/invite/", views.Invite.as_view(), name="invite_person"),
]
