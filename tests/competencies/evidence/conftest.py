"""A council with a framework, and somebody whose evidence is recorded."""

from __future__ import annotations

import pytest

from competencies.framework.models import Competency, EntrustableTask, EvidenceKind
from tests.factories.competencies import CompetencyFactory, EntrustableTaskFactory
from tests.factories.worlds import CouncilWorld, council_world


@pytest.fixture
def world(db: None) -> CouncilWorld:
    """Two competencies, a task built on both, and every kind of evidence."""
    made = council_world()
    rows = [
        CompetencyFactory(domain__framework__council=made.council, code=code, text=text, position=place)
        for place, (code, text) in enumerate(
            [("C5.3", "Writes outcomes"), ("C5.4", "Writes provision that is specified")]
        )
    ]
    task = EntrustableTaskFactory(framework=rows[0].domain.framework, competencies=rows)
    EvidenceKind.objects.filter(framework=task.framework, code="CAL").update(months_valid=12)
    return made


@pytest.fixture
def task(world: CouncilWorld) -> EntrustableTask:
    return EntrustableTask.objects.get(framework__council=world.council)


@pytest.fixture
def competency(world: CouncilWorld) -> Competency:
    return Competency.objects.get(code="C5.4", domain__framework__council=world.council)
