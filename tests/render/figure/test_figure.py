"""Figures: what stands on the sheet, that nothing overlaps, that the bytes stay the same."""

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from builders import evidence, leg
from evacmap.errors import MissingPackageError, UnwritableOutputError
from evacmap.geometry import route_leg
from evacmap.model import Count, Endpoint, Leg, Mode, Party, Place, PlaceKind, Route, Status
from evacmap.render.figure import SIZES, figure_bytes, write_figure
from evacmap.render.figure.letters import font
from evacmap.render.figure.pen import Pen, Shape, Words
from evacmap.render.figure.sizes import Sheet, sheet_of

SPOTS = {
    "Anchorage": (-149.9, 61.2),
    "Petropavlovsk": (158.6, 53.0),
    "Suva": (178.4, -18.1),
    "Apia": (-171.8, -13.8),
    "London": (0.0, 51.5),
    "Sydney": (151.2, -33.9),
    "Buenos Aires": (-58.4, -34.6),
    "Tokyo": (139.7, 35.7),
}


def spot(name: str, lon: float, lat: float, kind: PlaceKind = PlaceKind.SETTLEMENT) -> Endpoint:
    place = Place(
        id=f"t:{name}", name=name, kind=kind, lon=lon, lat=lat, extent_km=5.0,
        source="test", source_id=name,
    )  # fmt: skip
    return Endpoint(name=name, place=place, score=0.9)


def far_leg(origin: str, destination: str | None, **fields: object) -> Leg:
    made = leg(id=f"{origin}-{destination}", **fields)  # type: ignore[arg-type]
    end = spot(destination, *SPOTS[destination]) if destination else None
    return dataclasses.replace(made, origin=spot(origin, *SPOTS[origin]), destination=end)


def story() -> tuple[Route, ...]:
    """A story with every mode and status, open ends, an area, both directions, and a far place."""
    legs = [
        leg("Damascus", "Khmeimim", id="a", people=Count(low=400, high=None, text="at least 400")),
        leg("Khmeimim", "Damascus", id="b", mode=Mode.CAR, date=None),
        leg("Syria", "Lebanon", id="c", mode=Mode.BUS, status=Status.PLANNED, date="2013-01-22"),
        leg("Tartus", None, id="d", mode=Mode.SEA, status=Status.DENIED),
        leg(None, "Beirut", id="e", mode=Mode.AIR, status=Status.URGED, date="../2013-01-22"),
        leg("Beirut", "Masnaa", id="f", mode=Mode.FOOT, status=Status.ONGOING),
        leg("Beirut", "Moscow", id="g", mode=Mode.HELICOPTER, date="2013-01-23"),
        leg("Damascus", "Beirut", id="h", mode=Mode.ROAD),
        leg("Tartus", "Damascus", id="i", mode=Mode.RAIL),
        leg("Syria", "Russia", id="j", mode=Mode.UNKNOWN),
    ]
    return tuple(route_leg(each) for each in legs)


@pytest.fixture(scope="module")
def routes() -> tuple[Route, ...]:
    return story()


def drawn(routes: tuple[Route, ...], size: str = "a4", **options: str) -> "Drawing":
    from evacmap.render.figure.compose import compose, story_of

    sheet = sheet_of(size)
    return Drawing(compose(story_of(routes, **options), sheet).marks, sheet)


class Drawing:
    """A figure as drawn: its texts with the boxes of their letters, and its ids."""

    def __init__(self, marks: Sequence[Shape | Words], sheet: Sheet) -> None:
        self.marks = marks
        self.width, self.height = sheet.width_pt, sheet.height_pt
        self.ids = [mark.gid for mark in marks if mark.gid]
        self.texts = [
            (mark.text, mark.gid, ink_of_text(mark))
            for mark in marks
            if isinstance(mark, Words) and mark.text
        ]
        self.all_text = " ".join(text for text, _, _ in self.texts)

    def shape(self, gid: str) -> Shape:
        return next(mark for mark in self.marks if isinstance(mark, Shape) and mark.gid == gid)


def ink_of_text(mark: Words) -> Bbox:
    """Where the letters of a text are, by matplotlib's own layout of it."""
    prop = font(mark.face, mark.size)
    points, codes = text_to_path.get_text_path(prop, mark.text)
    scale = mark.size / text_to_path.FONT_SCALE
    place = Affine2D().scale(scale).translate(mark.x, mark.y)
    return Outline(points, codes).get_extents(place)


def overlaps(drawing: Drawing) -> Iterator[str]:
    boxes = drawing.texts
    for number, (text, _, box) in enumerate(boxes):
        # What no printer shows is no overlap.
        for other, _, second in boxes[number + 1 :]:
            wide = min(box.x1, second.x1) - max(box.x0, second.x0)
            high = min(box.y1, second.y1) - max(box.y0, second.y0)
            if wide > 0.2 and high > 0.2:
                yield f"{text!r} over {other!r}: {wide:.1f} x {high:.1f} points"


@pytest.mark.parametrize("size", sorted(SIZES))
def test_no_text_overlaps_another_nor_leaves_the_sheet(
    routes: tuple[Route, ...], size: str
) -> None:
    drawing = drawn(routes, size)
    assert list(overlaps(drawing)) == []
    for text, _, box in drawing.texts:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= drawing.width, text
        assert box.y1 <= drawing.height, text


def test_no_text_overlaps_where_many_legs_start_close_together() -> None:
    near = [(36.0 + 0.03 * (n % 10), 33.0 + 0.03 * (n // 10)) for n in range(60)]
    legs = [
        dataclasses.replace(
            leg(id=f"n{n}", mode=Mode.UNKNOWN),
            origin=spot(f"Village {n}", *at),
            destination=spot(f"Village {(n + 7) % 60}", *near[(n + 7) % 60]),
        )
        for n, at in enumerate(near)
    ]
    crowded = tuple(route_leg(each) for each in legs)
    drawing = drawn(crowded)
    assert list(overlaps(drawing)) == []
    # Whatever has no room on the map is listed.
    listed = drawing.all_text
    for n in range(60):
        assert re.search(rf"\bVillage {n}\b", listed), n


def test_every_line_has_its_row_in_the_key_and_its_style_in_the_legend(
    routes: tuple[Route, ...],
) -> None:
    drawing = drawn(routes)
    lines = {name for name in drawing.ids if name.startswith("legs-")}
    assert lines == {f"legs-{n}" for n in range(1, 11)}
    assert {f"key-{n}" for n in range(1, 11)} <= set(drawing.ids)
    shown = {name for name in drawing.ids if name.startswith("legend-")}
    assert {f"legend-mode-{route.leg.mode}" for route in routes} <= shown
    assert {f"legend-status-{route.leg.status}" for route in routes} <= shown
    assert {"legend-people-3.5", "legend-people-2"} <= shown
    assert {"legend-place", "legend-area", "legend-open-end", "legend-arc"} <= shown


def test_the_legend_shows_only_what_is_on_the_map() -> None:
    alone = (route_leg(leg("Damascus", "Beirut", mode=Mode.ROAD)),)
    shown = {name for name in drawn(alone).ids if name.startswith("legend-")}
    assert shown - {"legend-disputed"} == {
        "legend-mode-road",
        "legend-status-completed",
        "legend-place",
    }


def test_a_line_to_a_place_off_the_map_tells_where_it_goes(routes: tuple[Route, ...]) -> None:
    drawing = drawn(routes)
    assert "→ Moscow" in [text for text, _, _ in drawing.texts]
    # The whole story stands in a corner, with the far place and the outline of the large map.
    assert "Moscow" in [text for text, _, _ in drawing.texts]
    assert "extent-of-main-map" in drawing.ids


def test_title_period_sources_credits_and_disclaimer_stand_on_the_sheet(
    routes: tuple[Route, ...],
) -> None:
    text = drawn(routes, title="On the move").all_text
    assert "On the move" in text
    assert "22 January 2013 to 16 December 2024 · 10 movements reported by 1 source" in text
    assert "Sources: The Example, published 16 December 2024." in text
    assert "Made with Natural Earth" in text
    assert "imply no opinion on any territory" in text
    assert "Lambert azimuthal equal-area projection" in text


def test_widths_colours_and_dashes_are_those_of_the_page() -> None:
    from evacmap.render.symbols import read_symbols

    counted = leg(
        "Damascus", "Beirut", mode=Mode.BUS, status=Status.PLANNED,
        people=Count(low=5000, high=5000, text="5,000"),
    )  # fmt: skip
    drawing = drawn((route_leg(counted),))
    line = drawing.shape("legs-1")
    unit = sheet_of("a4").type_pt / 13
    assert line.edge == read_symbols()["lines"]["light"]["bus"] == "#8f6200"
    assert line.width == pytest.approx(5 * unit)
    assert line.dash == pytest.approx([part * 5 / 3 * unit for part in (11, 6)])


@pytest.mark.parametrize("kind", [".svg", ".png", ".pdf"])
def test_the_same_legs_give_the_same_bytes_in_any_process(kind: str, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/render/figure'); sys.path.insert(0, 'tests')\n"
        "from test_figure import story\n"
        "from evacmap.render.figure import write_figure\n"
        "write_figure(story(), sys.argv[1], dpi=60)\n"
    )
    root = Path(__file__).parents[3]
    digests = set()
    for seed, zone in (("1", "UTC"), ("77", "Pacific/Kiritimati")):
        path = tmp_path / f"{seed}{kind}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(
            [sys.executable, "-c", code, str(path)], cwd=root, env=environment, check=True
        )
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_the_users_own_settings_of_matplotlib_change_nothing(routes: tuple[Route, ...]) -> None:
    import matplotlib as mpl

    plain = figure_bytes(routes[:2], ".svg", size="half")
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "none"}):
        assert figure_bytes(routes[:2], ".svg", size="half") == plain


def test_an_svg_is_well_formed_and_has_its_title_and_size(routes: tuple[Route, ...]) -> None:
    data = figure_bytes(routes, ".svg", title="Out & <away>", size="half")
    root = ElementTree.fromstring(data)
    assert root.get("viewBox") == "0 0 595.275591 419.527559"
    titles = [each.text for each in root.iter() if each.tag.endswith("title")]
    assert titles[0] == "Out & <away>"
    # Nothing in it asks for anything elsewhere.
    links = [value for each in root.iter() for name, value in each.items() if "href" in name]
    assert all(link.startswith("#") for link in links)


def test_a_pdf_opens_with_its_title_as_text(routes: tuple[Route, ...], tmp_path: Path) -> None:
    path = tmp_path / "fig.pdf"
    write_figure(routes, path, title="On the move", size="a4")
    document = pypdfium2.PdfDocument(path)
    text = document[0].get_textpage().get_text_range()
    assert "On the move" in text
    assert "Khmeimim" in text
    assert document.get_metadata_dict()["Title"] == "On the move"
    assert document[0].get_size() == pytest.approx((841.9, 595.3), abs=0.1)


def test_every_name_in_a_pdf_can_be_searched_and_copied(
    routes: tuple[Route, ...], tmp_path: Path
) -> None:
    path = tmp_path / "fig.pdf"
    write_figure(routes, path)
    lines = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range().split("\r\n")
    on_map = [text for text, name, _ in drawn(routes).texts if name and name.startswith("name-")]
    assert {"Khmeimim", "→ Moscow", "Homs"} <= set(on_map)
    assert [name for name in on_map if name not in lines] == []


def test_a_png_has_the_pixels_asked_for(routes: tuple[Route, ...]) -> None:
    data = figure_bytes(routes[:1], ".png", size="square", width_mm=90, dpi=100)
    assert Image.open(io.BytesIO(data)).size == (354, 354)


@pytest.mark.parametrize(
    ("pair", "projection"),
    [
        (("Anchorage", "Petropavlovsk"), "Lambert"),
        (("Suva", "Apia"), "Lambert"),
        (("London", "Sydney"), "Equal Earth"),
    ],
)
def test_a_line_over_the_antimeridian_is_not_drawn_around_the_world(
    pair: tuple[str, str], projection: str
) -> None:
    routes = (route_leg(far_leg(*pair, mode=Mode.AIR)), route_leg(far_leg("Sydney", "Tokyo")))
    from evacmap.render.figure.maps import projection_of

    chosen = projection_of(routes[:1] if projection == "Lambert" else [*routes, *world()])
    assert projection in chosen.name
    for line in chosen.pieces([_array(line) for line in routes[0].lines]):
        metres = chosen.metres(line)
        steps = abs(metres[1:] - metres[:-1]).max(axis=1)
        assert steps.max() < 3_000_000


def world() -> list[Route]:
    return [
        route_leg(far_leg("Sydney", "Buenos Aires", mode=Mode.AIR)),
        route_leg(far_leg("London", "Tokyo", mode=Mode.AIR)),
    ]


def _array(line: object) -> object:
    import numpy as np

    return np.array(line, float)


@pytest.mark.parametrize(
    "legs",
    [
        (),
        (leg("Damascus", None, date=None),),
        (leg("Damascus", "Damascus"),),
        tuple(leg("Damascus", None, id=str(n)) for n in range(30)),
    ],
)
def test_few_or_placeless_legs_still_make_a_figure(legs: tuple[Leg, ...]) -> None:
    drawing = drawn(tuple(route_leg(each) for each in legs), "half")
    assert list(overlaps(drawing)) == []
    assert ("· 0 movements" in drawing.all_text or "No movement" in drawing.all_text) == (not legs)


def test_a_route_without_a_line_shows_its_place() -> None:
    route = dataclasses.replace(route_leg(leg("Damascus", None)), lines=())
    assert "Damascus" in [text for text, _, _ in drawn((route,)).texts]


HOSTILE = "$\\frac{1}{0}$ <b>& \u202eevil\u0000 \ud800 \U0001f600 سوريا " + "x" * 300


def test_text_of_reports_is_never_taken_for_markup() -> None:
    bad = leg(
        "Damascus", "Beirut", party=Party(text=HOSTILE), quotes=(evidence(publisher=HOSTILE),)
    )  # fmt: skip
    routes = (route_leg(bad),)
    drawing = drawn(routes, "half", title=HOSTILE, subtitle=HOSTILE)
    assert list(overlaps(drawing)) == []
    assert "$\\frac{1}{0}$ <b>&" in drawing.all_text
    ElementTree.fromstring(figure_bytes(routes, ".svg", title=HOSTILE))


def shuttle(count: int) -> tuple[Route, ...]:
    """One way told by every other leg, and others between."""
    ends = (("Damascus", "Beirut"), ("Masnaa", "Tartus"))
    return tuple(
        route_leg(leg(*ends[n % 2], id=f"s{n}", date=f"2024-12-{n % 28 + 1:02}"))
        for n in range(count)
    )


def test_a_line_of_more_movements_than_a_badge_holds_has_a_letter_that_the_key_explains() -> None:
    drawing = drawn(shuttle(26))
    badges = {"A", "B"}
    assert badges <= {text for text, name, _ in drawing.texts if name is None}
    assert {"key-A", "key-B"} <= set(drawing.ids)
    assert "Damascus → Beirut: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25" in drawing.all_text
    assert list(overlaps(drawing)) == []


def test_lines_of_a_series_keep_their_letters_apart() -> None:
    drawing = drawn(shuttle(56), series="week", title="Out")
    letters = [name for name in drawing.ids if re.fullmatch("key-[A-Z]", name)]
    assert letters == sorted(set(letters))
    assert len(letters) > 2
    assert "Damascus → Beirut: 1, 3, 5, 29, 31, 33" not in drawing.all_text


@pytest.mark.parametrize(
    ("rank", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_letters_of_lines_never_run_out(rank: int, letter: str) -> None:
    from evacmap.render.figure.strands import _letter

    assert _letter(rank) == letter


def test_numbers_of_three_digits_stand_clear_of_the_pictures_in_the_key() -> None:
    from evacmap.render.figure.rows import key_row, key_style

    pen = Pen()
    style = key_style(["7", "188"], size=10, width=200, most=1)
    key_row("188", Mode.CONVOY, "Homs → Tartus", style).draw(pen, 0.0, 100.0)
    picture = next(mark for mark in pen.marks if isinstance(mark, Shape))
    number = next(mark for mark in pen.marks if isinstance(mark, Words) and mark.text == "188")
    assert picture.outline.get_extents().x1 < number.x - 1


def test_what_has_no_room_on_the_map_does_not_cost_the_key_its_dates() -> None:
    crowded = tuple(
        route_leg(
            dataclasses.replace(
                leg(id=f"n{n}", mode=Mode.UNKNOWN, date=f"2024-12-{n + 1:02}"),
                origin=spot("A village with a rather long name", 36.0 + 0.001 * n, 33.0),
                destination=spot(f"Town {n}", 36.5, 33.3 + 0.001 * n),
            )
        )
        for n in range(14)
    )
    drawing = drawn(crowded, "square", title="Out")
    assert "Without room for a" in drawing.all_text
    assert [text for text, _, _ in drawing.texts if "…" in text] == []


def test_a_day_its_month_and_its_year_stay_on_one_line() -> None:
    from evacmap.render.figure.letters import wrapped

    text = "Homs → Tartus · some 80 people, 9 to 16 December 2024, by bus"
    for width in range(90, 300, 7):
        lines = wrapped(text, "regular", 8, width)
        assert any("16 December 2024" in line for line in lines), width


def test_a_series_has_a_map_a_day_all_of_one_extent(routes: tuple[Route, ...]) -> None:
    some = (
        route_leg(leg("Damascus", "Beirut", id="1", date="2013-01-22")),
        route_leg(leg("Beirut", "Damascus", id="2", date="2013-01-23/2013-01-24")),
        route_leg(leg("Tartus", None, id="3", date=None)),
    )
    drawing = drawn(some, series="day")
    titles = [text for text, name, _ in drawing.texts if name and name.startswith("period-")]
    assert titles == [
        "22 January 2013 (1)",
        "23 January 2013 (1)",
        "24 January 2013 (1)",
        "Date not reported (1)",
    ]
    assert "legend-faint" in drawing.ids
    weeks = [
        text for text, name, _ in drawn(some, series="week").texts if name and "period" in name
    ]
    assert weeks == ["21 to 27 January 2013 (2)", "Date not reported (1)"]


def test_a_series_of_too_many_maps_is_refused_with_a_way_out() -> None:
    long = (route_leg(leg("Damascus", "Beirut", date="2013-01-01/2013-12-31")),)
    with pytest.raises(ValueError, match="by week"):
        drawn(long, series="day")


def test_what_cannot_be_drawn_is_said_in_one_line(
    routes: tuple[Route, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=r"no figure size 'a3'; there are: a4, "):
        write_figure(routes, tmp_path / "x.svg", size="a3")
    with pytest.raises(ValueError, match="cannot be 5 mm wide"):
        write_figure(routes, tmp_path / "x.svg", width_mm=5)
    with pytest.raises(ValueError, match="cannot draw at 1 dpi"):
        write_figure(routes, tmp_path / "x.png", dpi=1)
    with pytest.raises(ValueError, match=r"no figures of kind '\.jpg'"):
        write_figure(routes, tmp_path / "x.jpg")
    with pytest.raises(ValueError, match="no series by 'hour'"):
        write_figure(routes, tmp_path / "x.svg", series="hour")
    with pytest.raises(UnwritableOutputError, match="the folder does not exist"):
        write_figure(routes[:1], tmp_path / "no" / "x.svg", size="half")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingPackageError, match=r"evacmap\[figures\]"):
        write_figure(routes, tmp_path / "x.svg")
    assert list(tmp_path.iterdir()) == []
