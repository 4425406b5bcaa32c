import pytest

import builders
from evacmap.model import EdtfDate, Mode, Status
from evacmap.render import select_routes
from render.samples import route


def ids(**wanted: object) -> str:
    legs = [
        builders.leg(id="a", date="2024-12-08", mode=Mode.BUS),
        builders.leg(id="b", date="2024-12-06/2024-12-09", mode=Mode.FOOT, status=Status.PLANNED),
        builders.leg(id="c", date="2025-01", mode=Mode.BUS, status=Status.DENIED),
        builders.leg(id="d", date=None, mode=Mode.AIR),
        builders.leg(id="e", date="../2024-11-30", mode=Mode.AIR),
    ]
    chosen = select_routes([route(leg) for leg in legs], **wanted)  # type: ignore[arg-type]
    return "".join(each.leg.id for each in chosen)


@pytest.mark.parametrize(
    ("period", "chosen"),
    [
        ("2024-12-09/2024-12-31", "bd"),
        ("2024-12-07/2024-12-08", "abd"),
        ("2024", "abde"),
        ("2025-01-31/..", "cd"),
        ("../2024-12-06", "bde"),
    ],
)
def test_a_leg_stays_where_a_day_of_it_may_be_of_the_period(period: str, chosen: str) -> None:
    assert ids(period=EdtfDate(period)) == chosen


def test_modes_and_statuses_are_each_one_of_those_given() -> None:
    assert ids() == "abcde"
    assert ids(modes=[Mode.BUS]) == "ac"
    assert ids(modes=[Mode.BUS, Mode.FOOT], statuses=[Status.COMPLETED, Status.PLANNED]) == "ab"
    assert ids(modes=[Mode.SEA]) == ""
