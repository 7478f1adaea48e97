"""Addresses of the rules: what they say, how one is built and tried."""

from django.urls import path

from courses.rulebook.views import building, reading, trying

urlpatterns = [
    path("loop/rules/", reading.RulesPage.as_view(), name="loop_rules"),
    path("loop/rules/new/", building.ChooseKind.as_view(), name="rule_new"),
    path("loop/rules/new/<slug:kind>/", building.NewRule.as_view(), name="rule_build"),
    path("loop/rules/<int:pk>/change/", building.ChangeRule.as_view(), name="rule_change"),
    path("loop/rules/versions/<int:pk>/", reading.VersionPage.as_view(), name="rule_version"),
    path("loop/rules/versions/<int:pk>/try/", trying.TryVersion.as_view(), name="rule_try"),
    path("loop/rules/versions/<int:pk>/past/", trying.DryRunPage.as_view(), name="rule_past"),
    path("loop/rules/versions/<int:pk>/beside/", trying.SideBySidePage.as_view(), name="rule_beside"),
    path("loop/rules/versions/<int:pk>/on/", trying.SwitchOn.as_view(), name="rule_on"),
    path("loop/rules/versions/<int:pk>/off/", trying.SwitchOff.as_view(), name="rule_off"),
    path("loop/rules/versions/<int:pk>/drop/", trying.DropVersion.as_view(), name="rule_drop"),
]
