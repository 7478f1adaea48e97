"""The sections of a plan, the law on each, and what tells two of them apart. Pure."""

from __future__ import annotations

from types import MappingProxyType

SECTIONS = (
    ("A", "A: views, interests and aspirations"),
    ("B", "B: special educational needs"),
    ("C", "C: health needs"),
    ("D", "D: social care needs"),
    ("E", "E: outcomes"),
    ("F", "F: special educational provision"),
    ("G", "G: health care provision"),
    ("H1", "H1: social care under the 1970 Act"),
    ("H2", "H2: other social care provision"),
    ("I", "I: the setting"),
    ("J", "J: personal budget"),
    ("K", "K: advice and information"),
)
CODES = tuple(code for code, _ in SECTIONS)
NAMES = MappingProxyType(dict(SECTIONS))
HOLDS = MappingProxyType(
    {
        "A": "what the child or young person and the parents say, like and hope for",
        "B": "every special educational need and how it affects learning",
        "C": "health needs that are related to the special educational needs",
        "D": "social care needs that are related to the special educational needs or to a disability",
        "E": "the difference to be made for the child or young person, measured and dated",
        "F": "education or training that is extra or different, and any help that educates or trains",
        "G": "health care that the needs call for and that does not itself educate or train",
        "H1": "social care that must be given under section 2 of the 1970 Act",
        "H2": "other social care that the needs reasonably call for",
        "I": "the name and type of the setting, and it stays empty in a draft",
        "J": "how a personal budget is used: what is bought, for which outcome, by which payment",
        "K": "the advice that was gathered, with author and date",
    }
)
LAW = MappingProxyType(
    {
        "A": ("reg-12-1-a", "code-9-69"),
        "B": ("reg-12", "code-9-69"),
        "C": ("reg-12", "code-9-69"),
        "D": ("reg-12", "code-9-69"),
        "E": ("cfa-2014-s37-2-b", "code-9-66"),
        "F": ("reg-12-1-f", "cfa-2014-s37-2-c"),
        "G": ("reg-12-1-g", "reg-12-2"),
        "H1": ("reg-12-1-h", "csdpa-1970-s2"),
        "H2": ("reg-12-1-h",),
        "I": ("reg-12", "code-9-69"),
        "J": ("personal-budgets-regs-2014", "code-9-95-to-9-118"),
        "K": ("reg-12", "code-9-69"),
    }
)
EDUCATES = "Health or care help that educates or trains is special educational provision, whoever gives it."
FREE_OF_TEACHING = "This help treats or cares. It does not educate or train, so it is not in F."
NEED_NOT_HELP = "This says what is hard for the child, not what is done about it."
HELP_NOT_NEED = "This says what is done, not what is hard for the child."
RESULT_NOT_HELP = "An outcome says what the child or young person will do. It does not describe a service."
HOPE = "A hope in the person's own words is an aspiration. An outcome serves it, with a measure and a date."
ACTS = "Help for a disabled child under 18 owed under section 2 of the 1970 Act is H1. The rest is H2."
_TELLS = {
    ("F", "G"): EDUCATES,
    ("F", "H1"): EDUCATES,
    ("F", "H2"): EDUCATES,
    ("G", "F"): FREE_OF_TEACHING,
    ("H1", "F"): FREE_OF_TEACHING,
    ("H2", "F"): FREE_OF_TEACHING,
    ("E", "F"): RESULT_NOT_HELP,
    ("F", "E"): "This says what others will do. An outcome says what the child or young person will do.",
    (
        "E",
        "A",
    ): "It has a measure and a date and says what will change, so it is more than a hope.",
    ("A", "E"): HOPE,
    ("A", "B"): "This is what somebody says or wants, in their own words. The need that it shows goes in B.",
    ("A", "F"): "This is a wish. What will be given, once decided, goes in F.",
    ("B", "A"): "This is a need that somebody has assessed, not a view or a wish.",
    ("B", "C"): "A condition of health is for C. Its effect on learning is a special educational need.",
    ("C", "B"): "This is a need of health. Only its effect on learning belongs in B.",
    ("B", "D"): "This is about learning. Needs of care and safety at home are for D.",
    ("D", "B"): "This is about care at home or in the community, not about learning.",
    ("C", "D"): "This is a need of health, not of care at home.",
    ("D", "C"): "This is a need of care, not of health.",
    ("H1", "H2"): ACTS,
    ("H2", "H1"): ACTS,
    ("G", "H1"): "This is given by health and called for by a health need.",
    ("G", "H2"): "This is given by health and called for by a health need.",
    ("J", "F"): "What is given stands in F. How the money for it is handled stands in J.",
    ("F", "J"): "Money may pay for it, but what is given must stand in F.",
    ("I", "F"): "The name or type of a setting is never provision. It stands in I alone.",
    ("F", "I"): "What is given stands in F. I holds only the name and type of the setting.",
    ("K", "B"): "This names a piece of advice. What the advice says goes into the other sections.",
    ("K", "F"): "This names a piece of advice. What the advice says goes into the other sections.",
    ("K", "C"): "This names a piece of advice. What the advice says goes into the other sections.",
}
_NEEDS, _HELP = ("B", "C", "D"), ("F", "G", "H1", "H2")


def what_tells_apart(right: str, chosen: str) -> str:
    """Why a statement of the one section is not one of the other."""
    if said := _TELLS.get((right, chosen)):
        return said
    if right in _NEEDS and chosen in _HELP:
        return NEED_NOT_HELP
    if right in _HELP and chosen in _NEEDS:
        return HELP_NOT_NEED
    return f"{chosen} holds {HOLDS[chosen]}."
