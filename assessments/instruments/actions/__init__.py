"""Changing instruments."""

from assessments.instruments.actions.bridging import carry_on, end_criterion, split_criterion
from assessments.instruments.actions.drafting import drop_draft, return_version, send_version, start_draft
from assessments.instruments.actions.importing import import_instrument
from assessments.instruments.actions.loading import (
    SHIPPED,
    load_instrument,
    load_instruments,
    load_principles,
)
from assessments.instruments.actions.principles import save_principle
from assessments.instruments.actions.publishing import publish_version, retire_overtaken, take_back_version
from assessments.instruments.actions.wording import (
    CriterionWords,
    move_criterion,
    save_about,
    save_criterion,
)

__all__ = [
    "SHIPPED",
    "CriterionWords",
    "carry_on",
    "drop_draft",
    "end_criterion",
    "import_instrument",
    "load_instrument",
    "load_instruments",
    "load_principles",
    "move_criterion",
    "publish_version",
    "retire_overtaken",
    "return_version",
    "save_about",
    "save_criterion",
    "save_principle",
    "send_version",
    "split_criterion",
    "start_draft",
    "take_back_version",
]
