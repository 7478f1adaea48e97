"""Addresses of cohorts, their members and buddies."""

from django.urls import path

from courses.cohorts.views import buddies, cohorts, files, members, sessions

urlpatterns = [
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/new/", cohorts.make, name="cohort_make"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<int:pk>/change/", cohorts.change, name="cohort_change"),
    path("cohorts/<int:pk>/add/", cohorts.add, name="cohort_add"),
    path("cohorts/<int:pk>/call-off/", cohorts.call_off, name="cohort_call_off"),
    path("cohorts/<int:pk>/sessions/", sessions.plan, name="session_plan"),
    path("cohorts/sessions/<int:pk>/", sessions.move, name="session_move"),
    path("cohorts/sessions/<int:pk>/cancel/", sessions.cancel, name="session_cancel"),
    path("cohorts/members/<int:pk>/", members.member, name="cohort_member"),
    path("cohorts/members/<int:pk>/buddy/", members.buddy, name="member_buddy"),
    path("cohorts/members/<int:pk>/move/", members.move, name="member_move"),
    path("cohorts/members/<int:pk>/away/", members.away, name="member_away"),
    path("cohorts/members/<int:pk>/leave/", members.let_go, name="member_leave"),
    path("cohorts/away/<int:pk>/back/", members.take_back, name="away_back"),
    path("me/away/", members.my_away, name="my_away"),
    path("me/calendar.ics", files.calendar, name="my_calendar"),
    path("me/buddies/", buddies.buddies, name="buddies"),
    path("me/buddies/<int:pk>/meet/", buddies.meet, name="buddy_meet"),
    path("me/buddies/meetings/<int:pk>/held/", buddies.held, name="buddy_held"),
    path("me/buddies/shadowing/<int:pk>/sign/", buddies.sign, name="shadowing_sign"),
]
