"""Tables from any hand become routes; what is wrong with a row is said, and the rest goes on."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
from shapely import LineString, MultiLineString, Point

import builders
import evacmap
from evacmap.errors import BadTableError
from evacmap.geocode import Gazetteer
from evacmap.model import EdtfDate, Mode, Route, RouteMethod, Status
from evacmap.render import write_csv, write_geojson
from evacmap.tabled import RoutedTable, from_geodataframe, routes_of_table
from render.samples import small_story


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def read(tmp_path: Path, gazetteer: Gazetteer):
    def reading(text: str, **options: object) -> RoutedTable:
        path = tmp_path / "moves.csv"
        path.write_text(text, encoding="utf-8")
        return routes_of_table(path, gazetteer=gazetteer, **options)

    return reading


def ends(table: RoutedTable) -> list[tuple[str | None, ...]]:
    return [
        tuple(end and end.place.id for end in (route.leg.origin, route.leg.destination))
        for route in table.routes
    ]


HOMS, TARTUS, BEIRUT = "gn:169577", "gn:163345", "gn:276781"


class TestColumns:
    @pytest.mark.parametrize(
        "heading",
        [
            "from,to,when",
            "Origin,Destination,Date",
            "SOURCE;TARGET;DATE",
            "Von;Nach;Datum",
            "Départ (ville),Arrivée,Date",
            "откуда,куда,дата",
            "place_of_departure,place-of-arrival,date of movement",
        ],
    )
    def test_names_in_common_use_are_recognised(self, read, heading):
        mark = ";" if ";" in heading else ","
        table = read(f"{heading}\nHoms{mark}Tartus{mark}2024-12-08\n")
        assert ends(table) == [(HOMS, TARTUS)]
        assert table.routes[0].leg.date == EdtfDate("2024-12-08")
        assert (table.set_aside, table.notes) == ((), ())

    def test_hxl_tags_come_before_names(self, read):
        table = read(
            "Place,To where,Day,n,Country\n"
            "#adm2+dest+name,#loc+origin,#date+start,#affected+ind,#country\n"
            "Tartus,Homs,2024-12-08,400,SY\n"
        )
        assert ends(table) == [(HOMS, TARTUS)]
        assert table.routes[0].leg.people.low == 400
        assert str(table.routes[0].leg.date) == "2024-12-08/.."

    def test_columns_can_be_named_outright(self, read):
        text = "a,b,c,from\nHoms,Tartus,2024-12-08,the council\n"
        table = read(text, columns={"a": "origin", "b": "to", "c": "when", "from": "said_by"})
        assert ends(table) == [(HOMS, TARTUS)]
        assert table.routes[0].leg.evidence[0].said_by == "the council"

    @pytest.mark.parametrize(
        ("columns", "message"),
        [
            ({"x": "origin"}, "no column 'x'; it has Homs, Tartus"),
            ({"Homs": "place"}, "no field 'place' to map 'Homs' to; fields are id, doc, origin,"),
            ({}, "no column for origin or destination among Homs, Tartus; name them with --map"),
        ],
    )
    def test_columns_that_are_missing_are_one_line(self, read, columns, message):
        with pytest.raises(BadTableError) as caught:
            read("Homs,Tartus\na,b\n", columns=columns)
        assert str(caught.value).partition("moves.csv: ")[2].startswith(message)

    def test_a_table_without_dates_is_drawn_and_said(self, read):
        table = read("from,to\nHoms,Tartus\n")
        assert ends(table) == [(HOMS, TARTUS)]
        assert table.notes == ("no column for date among from, to; name it with --map COLUMN=date",)


class TestPlaces:
    def test_the_row_tells_which_of_two_places_is_meant(self, read):
        table = read(
            "from,to,date,from country\n"
            "Tripoli,Beirut,2024,\nTripoli,Misrata,2024,\nTripoli,Beirut,2024,Libya\n"
            'Tripoli,Beirut,2024,LY\n"Tripoli, Libya",Beirut,2024,\n'
        )
        countries = [route.leg.origin.place.country for route in table.routes]
        assert countries == ["LB", "LY", "LY", "LY", "LY"]

    def test_a_place_unknown_or_in_doubt_sets_the_row_aside(self, read):
        table = read("from,to,date\nHoms,Xqzwvk,2024\nHoms,Tartus,2024\n")
        assert ends(table) == [(HOMS, TARTUS)]
        (aside,) = table.set_aside
        assert aside.path.endswith("moves.csv, row 2")
        assert aside.reason.startswith("column 'to': 'Xqzwvk' is not in the gazetteer")

    def test_a_place_not_in_its_country_is_named(self, read):
        (aside,) = read("from,to,date,to country\nHoms,Tartus,2024,Ukraine\n").set_aside
        assert aside.reason.startswith("column 'to': 'Tartus' is no place in Ukraine that")

    def test_coordinates_win_and_the_gazetteer_says_what_stands_there(self, read):
        table = read(
            "from,origin_lon,origin_lat,to,destination_lon,destination_lat,date\n"
            "Homs,36.72,34.73,Syria,38.9,34.8,2024\n,36.72,34.73,Camp 5,35.1,34.2,2024\n"
        )
        first, second = (route.leg for route in table.routes)
        assert (first.origin.place.id, first.origin.place.lon) == (HOMS, 36.72)
        assert first.destination.place.kind.value == "country"
        assert first.destination.place.extent_km > 100
        assert (second.origin.name, second.destination.name) == ("34.7300, 36.7200", "Camp 5")
        assert second.destination.place.id == "at:35.10000,34.20000"

    def test_swapped_coordinates_are_an_error_or_a_remark(self, read):
        table = read(
            "from,origin_lon,origin_lat,to,date\n"
            "Homs,34.73,36.72,Tartus,2024\nKyiv,50.45,30.52,Lviv,2024\nTokyo,35.7,139.7,Osaka,2024\n"
        )
        assert len(table.routes) == 2
        assert table.notes == (
            "row 3, column 'origin_lat': 30.52 and its longitude 50.45 look swapped: Kyiv lies "
            "at latitude 50.45, longitude 30.52; drawn as written",
        )
        assert "latitude and longitude look swapped" in table.set_aside[0].reason

    def test_a_place_taken_with_doubt_is_remarked_on(self, read):
        table = read("from,to,date\nKyiv,Severodonestk,2022\nKyiv,Zaporizhzhja,2022\n")
        assert [route.leg.destination.score < 0.6 for route in table.routes] == [True, True]
        assert table.notes[0].startswith("row 2, column 'to': 'Severodonestk' was taken for Siver")
        assert table.notes[1].startswith("row 3, column 'to': 'Zaporizhzhja' was taken for Zapori")

    def test_waypoints_are_found_too(self, read):
        (route,) = read("from,via,to,date\nDamascus,Masnaa; Zahlé,Beirut,2024\n").routes
        assert [stop.name for stop in route.leg.waypoints] == ["Masnaa", "Zahlé"]


class TestRows:
    def test_each_bad_row_is_named_with_its_column_as_written(self, read):
        table = read(
            "Left;Nach;Tag;Status\nHoms;Tartus;31.02.2024;\nHoms;Tartus;8.12.2024;vielleicht\n"
            "Homs;Tartus;8.12.2024;geplant\nHoms;Tartus;8.12.2024;geplant;x\n;;;planned\n"
        )
        assert [route.leg.status for route in table.routes] == [Status.PLANNED]
        assert [(item.path[-5:], item.reason) for item in table.set_aside] == [
            ("row 2", "column 'Tag': '31.02.2024' is no day of the calendar"),
            (
                "row 3",
                "column 'Status': 'vielleicht' is no status; write one of completed, ongoing, "
                "planned, urged, denied",
            ),
            ("row 5", "has 5 cells under 4 columns"),
            ("row 6", "column 'Left' is empty, and so is the destination"),
        ]

    def test_a_day_in_doubt_is_said_unless_other_rows_or_the_user_tell(self, read):
        text = "from,to,date\nHoms,Tartus,03/04/2022\n"
        assert "is one of two days" in read(text).set_aside[0].reason
        for day_first, date in ((True, "2022-04-03"), (False, "2022-03-04")):
            assert str(read(text, day_first=day_first).routes[0].leg.date) == date
        told = read(f"{text}Homs,Tartus,25/04/2022\n")
        assert [str(route.leg.date) for route in told.routes] == ["2022-04-03", "2022-04-25"]
        assert told.notes == (
            "dates such as 03/04/2022 were read day before month, as other rows have it",
        )

    def test_one_remark_about_many_rows_is_one_line(self, read):
        table = read("from,to,date,mode\n" + "Homs,Tartus,2024,teleport\n" * 3)
        assert table.notes == (
            "row 2 (and 2 more), column 'mode': 'teleport' is none of road, bus, car, convoy, "
            "foot, rail, air, helicopter, sea, unknown; taken as unknown",
        )

    def test_a_row_without_a_report_is_its_own_evidence(self, read):
        (route,) = read("from,to,date,source\nHoms,Tartus,2024,https://example.org/a\n").routes
        (item,) = route.leg.evidence
        assert (item.document, item.publisher) == ("moves#2", None)
        assert item.url == "https://example.org/a"
        assert item.quote == "from: Homs; to: Tartus; date: 2024; source: https://example.org/a"
        assert (item.start, item.end) == (0, len(item.quote))

    def test_rows_that_say_the_same_have_ids_of_their_own(self, read):
        ids = [route.leg.id for route in read("from,to,date\n" + "Homs,Tartus,2024\n" * 3).routes]
        assert ids[1:] == [f"{ids[0]}-2", f"{ids[0]}-3"]

    def test_progress_is_told(self, read):
        told = []
        read("from,to,date\nHoms,Tartus,2024\n", progress=lambda *step: told.append(step))
        assert told[0] == ("opening", 0, 1)
        assert ("placing", 1, 1) in told
        assert told[-1] == ("routing", 1, 1)


class TestOwnTables:
    def test_geojson_gives_back_legs_and_lines(self, tmp_path, gazetteer):
        routes = [rounded(route) for route in small_story()]
        write_geojson(routes, tmp_path / "x.geojson")
        table = routes_of_table(tmp_path / "x.geojson", gazetteer=gazetteer)
        assert list(table.routes) == routes
        assert (table.set_aside, table.notes) == ((), ())

    def test_csv_gives_back_the_legs_and_routes_them(self, tmp_path, gazetteer):
        write_csv(small_story(), tmp_path / "x.csv")
        table = routes_of_table(tmp_path / "x.csv", gazetteer=gazetteer)
        assert [unflagged(route) for route in table.routes] == [
            unflagged(route) for route in small_story()
        ]
        assert table.routes[0].method is RouteMethod.ROAD

    def test_a_changed_mode_is_routed_anew(self, tmp_path, gazetteer):
        frame = evacmap.to_geodataframe(small_story())
        frame.loc[0, "mode"] = "air"
        routes = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert (routes[0].leg.mode, routes[0].method) == (Mode.AIR, RouteMethod.GEODESIC)
        assert routes[1] == small_story()[1]

    def test_an_end_dragged_in_a_gis_moves_the_place(self, gazetteer):
        frame = evacmap.to_geodataframe(small_story()[:1])
        line = list(frame.geometry[0].coords)
        frame.loc[0, "geometry"] = LineString([(36.5, 33.6), *line[1:]])
        (route,) = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert route.leg.origin.place.id == "at:36.50000,33.60000"
        assert route.leg.origin.name == "Damascus"
        assert route.leg.destination == small_story()[0].leg.destination
        assert route.lines[0][0] == (36.5, 33.6)

    def test_a_frame_comes_back_as_it_was(self, gazetteer):
        frame = evacmap.to_geodataframe(small_story())
        assert list(from_geodataframe(frame, gazetteer=gazetteer).routes) == small_story()


class TestLinesOfOthers:
    def frame(self, *shapes: object, **columns: object) -> geopandas.GeoDataFrame:
        given = {"date": ["2024-12-08"] * len(shapes), **columns}
        return geopandas.GeoDataFrame(given, geometry=list(shapes), crs="EPSG:4326")

    def test_a_line_alone_tells_both_ends(self, gazetteer):
        frame = self.frame(LineString([(36.7, 34.7), (35.9, 34.9)]))
        (route,) = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert [(end.place.lon, end.place.lat) for end in route.leg.ends] == [
            (36.7, 34.7),
            (35.9, 34.9),
        ]
        assert route.method is RouteMethod.ARC

    def test_a_line_with_bends_is_kept_as_the_way(self, gazetteer):
        track = [(36.72, 34.73), (36.4, 34.6), (36.1, 34.8), (35.89, 34.89)]
        frame = self.frame(LineString(track), **{"from": ["Homs"], "to": ["Tartus"]})
        (route,) = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert (route.lines, route.method) == ((tuple(track),), RouteMethod.GIVEN)
        assert 80 < route.length_km < 100
        assert route.leg.origin.place.id == HOMS

    def test_a_line_of_two_parts_stays_in_two(self, gazetteer):
        parts = [[(179.0, 10.0), (180.0, 10.5)], [(-180.0, 10.5), (-179.0, 11.0)]]
        (route,) = from_geodataframe(self.frame(MultiLineString(parts)), gazetteer=gazetteer).routes
        assert [list(line) for line in route.lines] == parts

    def test_a_point_is_the_one_end_that_is_named(self, gazetteer):
        frame = self.frame(Point(35.5, 33.9), to=["Beirut"])
        (route,) = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert route.leg.origin is None
        assert (route.leg.destination.place.id, route.leg.destination.place.lon) == (BEIRUT, 35.5)

    def test_an_area_tells_no_end(self, gazetteer):
        frame = self.frame(Point(0, 0).buffer(1), **{"from": ["Homs"], "to": ["Tartus"]})
        (route,) = from_geodataframe(frame, gazetteer=gazetteer).routes
        assert route.leg.origin.place.id == HOMS


def rounded(route: Route) -> Route:
    lines = tuple(tuple((round(x, 5), round(y, 5)) for x, y in line) for line in route.lines)
    return replace(route, lines=lines)


def unflagged(route: Route):
    """The leg without what routing remarks on."""
    return replace(route.leg, flags=())


def test_a_line_of_others_is_read_again_as_it_was(tmp_path, gazetteer):
    text = io.StringIO()
    csv.writer(text).writerows([["from", "to", "date"], ["Homs", "Tartus", "2024-12-08"]])
    (tmp_path / "a.csv").write_text(text.getvalue())
    first = routes_of_table(tmp_path / "a.csv", gazetteer=gazetteer).routes
    write_geojson(first, tmp_path / "b.geojson")
    again = routes_of_table(tmp_path / "b.geojson", gazetteer=gazetteer).routes
    assert again == tuple(map(rounded, first))


def test_builders_and_samples_agree():
    """The stories that the tests above compare name places of the tests' own."""
    assert builders.place("Damascus").id == "test:Damascus"
