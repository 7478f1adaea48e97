"""Names of posts and professions: who gives help in a setting, and who answers at a council. Plain data."""

from __future__ import annotations

GIVERS: tuple[str, ...] = tuple(
    one.strip()
    for one in """
    teacher, teachers, class teacher, specialist teacher, qualified teacher, teacher of the deaf, tutor,
    form tutor, subject teacher, headteacher, deputy head, teaching assistant, teaching assistants, ta, tas,
    hlta, higher level teaching assistant, learning support assistant, lsa, lsas, learning mentor, mentor,
    therapist, therapists, speech and language therapist, occupational therapist, physiotherapist,
    physiotherapists, music therapist, play therapist, art therapist, ot, slt, salt, therapy assistant,
    psychologist, educational psychologist, assistant psychologist, ep, nurse, school nurse, counsellor,
    senco, sendco, inclusion lead, pastoral lead, instructor, swimming instructor, coach, job coach,
    travel trainer, trainer, interpreter, intervenor, communication support worker, habilitation specialist,
    mobility specialist, midday supervisor, lunchtime supervisor, supervisor, key stage lead, nursery nurse,
    early years practitioner, youth worker, support worker, lecturer, technician, literacy lead, dietitian,
    orthoptist, optometrist, careers adviser, family worker, outreach teacher, outreach worker
    """.split(",")
)
"""Posts that say by themselves what somebody can do."""

ANYBODY: tuple[str, ...] = (
    "adult",
    "adults",
    "staff",
    "member of staff",
    "members of staff",
    "assistant",
    "assistants",
    "person",
    "practitioner",
    "worker",
    "key worker",
    "keyworker",
    "helper",
    "volunteer",
    "specialist",
    "professional",
)
"""Words for people that say nothing of their skill."""

COUNCIL: tuple[str, ...] = tuple(
    one.strip()
    for one in """
    coordinator, plan coordinator, co-ordinator, caseworker, case worker, case officer, send officer, manager,
    team manager, team leader, team lead, head of service, send manager, area manager, senior coordinator,
    duty officer, complaints officer, complaints team, mediation adviser, link officer, inclusion officer,
    transport officer, transport manager, panel chair, practice lead, business support officer,
    reviewing officer, annual review officer, assessment officer, educational psychologist,
    tribunal officer, director, administrator, family liaison officer, placement officer, finance officer,
    personal budget officer, early years adviser, tuition officer
    """.split(",")
)
"""Posts of a council that a family may ring."""
