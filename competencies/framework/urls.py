"""Addresses of the framework."""

from django.urls import path

from competencies.framework.views import bridging, drafting, editing, exchange, reading

reading_patterns = [
    path("framework/", reading.FrameworkPage.as_view(), name="framework"),
    path("framework/tasks/", reading.TasksPage.as_view(), name="framework_tasks"),
    path("framework/versions/", reading.VersionsPage.as_view(), name="framework_versions"),
    path("framework/versions/<int:pk>/", reading.VersionPage.as_view(), name="framework_version"),
    path(
        "framework/versions/<int:pk>/tasks/", reading.VersionTasks.as_view(), name="framework_version_tasks"
    ),
]
DRAFT = "framework/draft/"
writing_patterns = [
    path(f"{DRAFT}start/", drafting.Start.as_view(), name="framework_start"),
    path(DRAFT, drafting.DraftPage.as_view(), name="framework_draft"),
    path(f"{DRAFT}about/", editing.About.as_view(), name="framework_about"),
    path(f"{DRAFT}changes/", drafting.ChangesPage.as_view(), name="framework_changes"),
    path(f"{DRAFT}send/", drafting.Send.as_view(), name="framework_send"),
    path(f"{DRAFT}return/", drafting.Return.as_view(), name="framework_return"),
    path(f"{DRAFT}publish/", drafting.Publish.as_view(), name="framework_publish"),
    path(f"{DRAFT}drop/", drafting.Drop.as_view(), name="framework_drop"),
    path(f"{DRAFT}domains/new/", editing.EditDomain.as_view(), name="framework_domain_new"),
    path(f"{DRAFT}domains/<int:pk>/", editing.EditDomain.as_view(), name="framework_domain"),
    path(f"{DRAFT}domains/<int:pk>/end/", bridging.EndDomain.as_view(), name="framework_domain_end"),
    path(f"{DRAFT}levels/<int:pk>/", editing.EditLevel.as_view(), name="framework_level"),
    path(f"{DRAFT}evidence/<int:pk>/", editing.EditKind.as_view(), name="framework_kind"),
]
COMPETENCY, TASK = f"{DRAFT}competencies/<int:pk>/", f"{DRAFT}tasks/<int:pk>/"
bridging_patterns = [
    path(f"{DRAFT}competencies/new/", editing.EditCompetency.as_view(), name="framework_competency_new"),
    path(COMPETENCY, editing.EditCompetency.as_view(), name="framework_competency"),
    path(f"{COMPETENCY}split/", bridging.SplitCompetency.as_view(), name="framework_competency_split"),
    path(f"{COMPETENCY}end/", bridging.EndCompetency.as_view(), name="framework_competency_end"),
    path(f"{DRAFT}tasks/new/", editing.EditTask.as_view(), name="framework_task_new"),
    path(TASK, editing.EditTask.as_view(), name="framework_task"),
    path(f"{TASK}expectations/", editing.Expectations.as_view(), name="framework_expectations"),
    path(f"{TASK}split/", bridging.SplitTask.as_view(), name="framework_task_split"),
    path(f"{TASK}end/", bridging.EndTask.as_view(), name="framework_task_end"),
    path(
        f"{DRAFT}bridge/competencies/<int:old>/",
        bridging.CarryCompetency.as_view(),
        name="framework_carry_competency",
    ),
    path(f"{DRAFT}bridge/tasks/<int:old>/", bridging.CarryTask.as_view(), name="framework_carry_task"),
]
exchange_patterns = [
    path("framework/files/", exchange.Files.as_view(), name="framework_files"),
    path("framework/files/<slug:format_code>/", exchange.Download.as_view(), name="framework_file"),
]
"""Bringing in and taking out, in other systems' formats."""
urlpatterns = [*reading_patterns, *writing_patterns, *bridging_patterns, *exchange_patterns]
