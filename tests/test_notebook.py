"""``evacmap.show``: a map in a notebook."""

from pathlib import Path

import pytest

import evacmap
from evacmap.errors import NotAMapError
from evacmap.render import write_csv
from render.samples import small_story


def test_routes_legs_and_written_maps_can_be_shown(tmp_path: Path) -> None:
    routes = small_story()
    view = evacmap.show(routes, title="Ways out", height=480)
    assert view.page.description == "11 movements reported by 2 sources."
    assert 'height="480"' in view._repr_html_()
    again = evacmap.show(route.leg for route in routes)
    assert again.page.description.startswith("11 movements")
    view.save(tmp_path / "map.html")
    read = evacmap.show(str(tmp_path / "map.html"))
    assert read.page == view.page
    assert repr(read) == "<MapView 'Ways out': 11 movements reported by 2 sources.>"


def test_a_folder_of_reports_can_be_shown() -> None:
    view = evacmap.show(Path(__file__).parents[1] / "seeds" / "2013-01-22-masnaa-crossing")
    assert view.page.description.endswith("reported by 1 source.")
    assert not view.page.description.startswith("0 ")


def test_a_page_that_is_no_map_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<p>Hello")
    with pytest.raises(NotAMapError, match=r"x\.html: is not a map page"):
        evacmap.show(tmp_path / "x.html")


def test_a_table_of_legs_can_be_shown(tmp_path: Path) -> None:
    write_csv(small_story(), tmp_path / "legs.csv")
    view = evacmap.show(tmp_path / "legs.csv")
    assert view.page.description == "11 movements reported by 2 sources."
    other = tmp_path / "moves.csv"
    other.write_text("from;to;date\nDamascus;Beirut;2024-12-08\n", encoding="utf-8")
    assert evacmap.show(other).page.description.startswith("1 movement ")
