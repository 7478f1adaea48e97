"""Which text of which table says something about a person or a council, and what kind of information it is.

Every text field of ours is either here or in PLAIN; a test fails for one that is in neither.
"""

SENSITIVE: dict[str, dict[str, str]] = {
    "academy.User": {"given_name": "name", "family_name": "name", "email": "contact", "ref": "contact"},
    "academy.Team": {"name": "team"},
    "academy.Organisation": {"name": "organisation", "ref": "organisation"},
    "academy.Entry": {"words": "history"},
    "academy.StaffFile": {"name": "staff_file"},
    "academy.Message": {"about": "message"},
    "competencies.Evidence": {"source_label": "evidence"},
    "assessments.Audit": {"ref": "audit", "plan_ref": "audit"},
    "assessments.Remark": {"text": "audit"},
    "assessments.Batch": {"file_name": "batch", "refusal": "batch"},
    "assessments.Mapping": {"name": "mapping"},
    "assessments.Reaudit": {"source_key": "reaudit"},
    "assessments.Submission": {"text": "submission"},
    "assessments.SubmittedFile": {"name": "submission", "text": "submission"},
    "assessments.Marking": {"strengths": "marking", "changes": "marking"},
    "assessments.MarkedLine": {"words": "marking"},
    "assessments.PassageComment": {"quote": "marking", "words": "marking"},
    "assessments.Outcome": {"strengths": "task_result", "changes": "task_result", "reason": "task_result"},
    "courses.Assignment": {
        "reason": "assignment", "words": "assignment", "decision": "assignment", "coaching": "assignment",
    },
    "courses.Offer": {"reason": "offer"},
    "courses.Rewrite": {"text": "learning"},
    "courses.Completion": {"title": "completion"},
}  # fmt: skip
"""Table, field, kind of information."""

PLAIN: dict[str, set[str]] = {
    "academy.Council": {"name", "slug"},
    "academy.User": {"password"},
    "academy.Team": {"area"},
    "academy.Post": {"working_days"},
    "academy.Organisation": {"sector", "email_domain"},
    "academy.Entry": {"verb", "noun", "noun_id"},
    "academy.StaffFile": {"kind", "sha256", "stored_as"},
    "academy.Job": {"topic", "key", "fault"},
    "academy.Message": {"template"},
    "competencies.Framework": {"name"},
    "competencies.Domain": {"code", "title"},
    "competencies.Competency": {"code", "text"},
    "competencies.Evidence": {"source_path", "source_key"},
    "assessments.Instrument": {"code", "name", "version"},
    "assessments.Criterion": {
        "code", "section", "text", "outstanding", "good", "requires_improvement", "inadequate",
    },
    "assessments.Audit": {"layout", "auditor_ref", "content_hash"},
    "assessments.SectionGrade": {"section"},
    "assessments.Remark": {"label"},
    "assessments.Batch": {"sha256", "stored_as", "layout"},
    "assessments.Mapping": {"layout", "header_key"},
    "assessments.Task": {"code"},
    "assessments.Edition": {"title", "brief", "good"},
    "assessments.BundleDocument": {"title", "text"},
    "assessments.RubricLine": {"criterion", "level_0", "level_1", "level_2", "level_3"},
    "assessments.SubmittedFile": {"stored_as", "sha256"},
    "courses.LoopRule": {"code", "title", "asks"},
    "courses.Assignment": {"module_code"},
    "courses.Offer": {"module_code"},
    "courses.Rewrite": {"exercise"},
    "courses.Completion": {"module_code", "score"},
    "courses.LoadedPage": {"key", "sha256"},
}  # fmt: skip
"""Codes, keys and content for everybody: they say nothing about a person."""
