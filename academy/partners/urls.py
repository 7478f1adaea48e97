"""Addresses of partner organisations: the way in, the coordinators' side and the academy's."""

from django.urls import URLPattern, path

from academy.partners.views import experts, joining, managing, organisations


def _side(base: str, name: str, *, hub: bool) -> list[URLPattern]:
    """The pages about one organisation, for coordinators or for the academy."""
    one, place = f"{base}<int:pk>/", f"{base}<int:pk>/people/<int:place>/"
    asked = f"{base}<int:pk>/requests/<int:asked>/"
    on, views = {"hub": hub}, managing
    return [
        path(one, organisations.OrganisationView.as_view(**on), name=f"{name}_organisation"),
        path(f"{one}invite/", views.Invite.as_view(**on), name=f"{name}_invite"),
        path(f"{one}code/", views.NewCode.as_view(**on), name=f"{name}_code"),
        path(f"{one}code/off/", views.CodeOff.as_view(**on), name=f"{name}_code_off"),
        path(f"{place}resend/", views.Resend.as_view(**on), name=f"{name}_resend"),
        path(f"{place}end/", views.EndPlace.as_view(**on), name=f"{name}_end"),
        path(f"{place}coordinator/", views.Coordinate.as_view(**on), name=f"{name}_coordinator"),
        path(
            f"{place}coordinator/off/",
            views.Coordinate.as_view(**on, on=False),
            name=f"{name}_coordinator_off",
        ),
        path(f"{asked}approve/", views.Answer.as_view(**on), name=f"{name}_approve"),
        path(f"{asked}decline/", views.Answer.as_view(**on, approve=False), name=f"{name}_decline"),
    ]


urlpatterns = [
    path("hub/join/", joining.Join.as_view(), name="hub_join"),
    path("hub/join/code/", joining.JoinCheck.as_view(), name="hub_join_code"),
    path("hub/join/place/", joining.JoinPlace.as_view(), name="hub_join_place"),
    path("hub/organisation/", organisations.MyOrganisation.as_view(), name="hub_my_organisation"),
    path("hub/young-experts/", experts.MyYoungExperts.as_view(), name="my_young_experts"),
    path("people/partners/", organisations.Organisations.as_view(), name="partners"),
    path("people/partners/young-experts/", experts.Experts.as_view(), name="young_experts"),
    path(
        "people/partners/young-experts/<int:pk>/end/",
        experts.EndSponsorship.as_view(),
        name="young_expert_end",
    ),
    *_side("hub/organisation/", "hub", hub=True),
    *_side("people/partners/", "partners", hub=False),
    path(
        "people/partners/<int:pk>/domains/",
        managing.Domains.as_view(),
        name="partners_domains",
    ),
]
