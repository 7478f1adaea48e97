"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Names the app and listens to news from below; its tables live in its parts."""

    name = "courses"
    label = "courses"

    def ready(self) -> None:
        """Register who answers which topic, and who knows what is open to whom."""
        from academy.partners.registry import counts_places
        from assessments.auditing.registry import tells_permits
        from assessments.calibration.registry import tells_licences, tells_terms
        from assessments.statistics.queries.groups import answer_cohorts
        from courses import listeners, touches  # noqa: F401
        from courses.assignments.queries.rulebooks import auditor_terms
        from courses.bookings.queries.coming import coming_of_organisation
        from courses.cohorts.queries import releases
        from courses.cohorts.queries.names import cohort_names
        from courses.improvements.queries import trials as group_trials  # noqa: F401
        from courses.pathways.queries.licences import auditors_licensed, licences_to_audit
        from courses.progress.queries.releases import answer_releases
        from courses.rulebook.queries import trials  # noqa: F401

        answer_cohorts(cohort_names)
        counts_places(coming_of_organisation)
        tells_permits(licences_to_audit)
        tells_licences(auditors_licensed)
        tells_terms(auditor_terms)
        answer_releases(weeks=releases.weeks_to_come, exempted=releases.exempted)
        from courses.bookings import listeners as booking_listeners  # noqa: F401
        from courses.bookings.actions import set_places
        from courses.bookings.registry import tells_afterwards, tells_said
        from courses.handbook import listeners as handbook_listeners  # noqa: F401
        from courses.improvements.queries.workshops import why_workshop
        from courses.registers import listeners as register_listeners  # noqa: F401
        from courses.registers.queries.telling import after_session, said_in_short
        from courses.sessions import listeners as session_listeners  # noqa: F401
        from courses.sessions.registry import sets_places, tells_why

        tells_why(why_workshop)
        tells_afterwards(after_session)
        tells_said(said_in_short)
        sets_places(set_places)
