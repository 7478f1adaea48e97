"""The access matrix is whole and closed. That the routes answer as it says is seen in `test_canaries.py`,
where everything in it is fetched."""

from __future__ import annotations

from tests.architecture.routes import all_routes
from tests.architecture.visits import all_rows
from tests.factories.worlds import COLUMNS

NOT_EDITORS = [column for column in COLUMNS if column not in ("anonymous", "pdl")]


def test_every_route_has_a_row() -> None:
    known = {row.route for row in all_rows()}
    routes = {route.name for route in all_routes()}
    assert not sorted(routes - known), "routes without a row in tests/architecture/matrix/"
    assert not sorted(known - routes), "rows for routes that do not exist"


def test_every_route_is_really_asked_for() -> None:
    asked = {row.route for row in all_rows() if set(row.cells.values()) - {"-"}}
    assert not sorted({route.name for route in all_routes()} - asked), "routes whose every cell is -"


def test_cells_are_statuses() -> None:
    odd = [
        str(row)
        for row in all_rows()
        if not all(c == "-" or (c.isdigit() and len(c) == 3) for c in row.cells.values())
    ]
    assert not odd


def test_the_editors_area_is_closed_to_everybody_else() -> None:
    for row in all_rows():
        if row.route.startswith("wagtail") and row.route != "wagtail_serve":
            assert row.cells["anonymous"] == "302", str(row)
            assert {row.cells[column] for column in NOT_EDITORS} == {"404"}, str(row)


def test_the_other_council_never_gets_a_thing_of_this_one() -> None:
    for row in all_rows():
        if row.thing.endswith(("_of_coordinator", "_of_colleague", "_of_stranger", "_of_home")):
            assert row.cells["other_council"] in ("404", "405"), str(row)
        if row.thing.endswith(("_of_foreigner", "_of_second")):
            seen = {
                cell for column, cell in row.cells.items() if column not in ("anonymous", "other_council")
            }
            sent_away = {"302"} if row.route.startswith("wagtail") else set()
            assert seen <= {"404", "405"} | sent_away, str(row)


def test_rows_are_asked_once() -> None:
    seen: set[tuple[str, str]] = set()
    for row in all_rows():
        key = (row.method, f"{row.route}@{row.thing}")
        assert key not in seen, f"{row} stands twice"
        seen.add(key)
