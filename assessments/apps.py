"""The assessments app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the app; its tables live in its parts."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Tell the ledger which of its topics are answered here, the bank which exercises there are, and
        those who decide about levels which audits are a sign."""
        from assessments import listeners, touches  # noqa: F401
        from assessments.auditing.registry import tells_seeded
        from assessments.auditing.rules.answering import tells_answered
        from assessments.audits.queries import two_below_good
        from assessments.audits.registry import tells_flags
        from assessments.calibration.queries.figures import flagged_auditors
        from assessments.calibration.queries.pages import seeded_plan_ids
        from assessments.exercises.registering import register_all
        from assessments.moderation.queries.replies import has_answered
        from competencies.entrustment.registry import tells_signs

        tells_answered(has_answered)
        tells_signs(two_below_good)
        tells_flags(flagged_auditors)
        tells_seeded(seeded_plan_ids)
        register_all()
