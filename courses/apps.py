"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Names the app and listens to news from below; its tables live in its parts."""

    name = "courses"
    label = "courses"

    def ready(self) -> None:
        """Register who answers which topic, and who knows what is open to whom."""
        from assessments.statistics.queries.groups import answer_cohorts
        from courses import listeners  # noqa: F401
        from courses.cohorts.queries import releases
        from courses.cohorts.queries.names import cohort_names
        from courses.progress.queries.releases import answer_releases

        answer_cohorts(cohort_names)
        answer_releases(weeks=releases.weeks_to_come, exempted=releases.exempted)
        from courses.handbook import listeners as handbook_listeners  # noqa: F401
