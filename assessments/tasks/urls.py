"""Addresses of practical tasks."""

from django.urls import path

from assessments.tasks.views import editing, marking, mine, observing, results, running, writing

urlpatterns = [
    path("tasks/", mine.TaskList.as_view(), name="tasks"),
    path("tasks/results/", results.Results.as_view(), name="task_results"),
    path("tasks/results/<int:pk>/", results.ResultPage.as_view(), name="task_result"),
    path("tasks/marking/", marking.QueuePage.as_view(), name="marking_queue"),
    path("tasks/marking/take/", marking.Take.as_view(), name="marking_take"),
    path("tasks/marking/<int:pk>/", marking.MarkPage.as_view(), name="marking"),
    path("tasks/marking/<int:pk>/release/", marking.Release.as_view(), name="marking_release"),
    path("tasks/board/", running.BoardPage.as_view(), name="tasks_board"),
    path("tasks/board/work/<int:pk>/", running.StoryPage.as_view(), name="task_moderate"),
    path("tasks/board/<str:code>/", running.TaskBoardPage.as_view(), name="task_board"),
    path("tasks/new/", editing.NewTask.as_view(), name="task_new"),
    path("tasks/<str:code>/", mine.TaskPage.as_view(), name="task"),
    path("tasks/<str:code>/begin/", mine.Begin.as_view(), name="task_begin"),
    path("tasks/<str:code>/bundle/<int:position>/", mine.DocumentPage.as_view(), name="task_document"),
    path("tasks/<str:code>/bundle.txt", mine.BundleFile.as_view(), name="task_bundle"),
    path("tasks/<str:code>/work/", writing.WorkPage.as_view(), name="task_work"),
    path("tasks/<str:code>/work/keep/", writing.KeepWords.as_view(), name="task_keep"),
    path("tasks/<str:code>/work/check/", writing.CheckPage.as_view(), name="task_check"),
    path("tasks/<str:code>/work/files/<int:pk>/", writing.OwnFile.as_view(), name="task_file"),
    path("tasks/<str:code>/observe/", observing.ObservePage.as_view(), name="task_observe"),
    path("tasks/<str:code>/edit/", editing.EditTask.as_view(), name="task_edit"),
    path("tasks/<str:code>/turn/", editing.Turn.as_view(), name="task_turn"),
]
