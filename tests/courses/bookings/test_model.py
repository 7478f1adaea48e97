"""Mixed operations agree with a model that does one thing after the other."""

from __future__ import annotations

import pytest

from bench.bookings_world import Disagreement, run
from courses.bookings.actions import offering

pytestmark = pytest.mark.django_db


def test_mixed_operations_agree_with_a_sequential_model() -> None:
    """2,000 of them here; `python -m bench bookings_model` does 20,000."""
    done = run(2_000, seed=7)
    assert sum(done.values()) == 2_000
    assert min(done.values()) > 20


def test_the_model_notices_when_the_queue_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "offer_places", lambda *args, **more: [])
    with pytest.raises(Disagreement):
        run(500, seed=7)
