import dataclasses
import itertools
import json
import sqlite3
import zlib
from pathlib import Path

import pytest

import builders
from evacmap import cache as cache_module
from evacmap.cache import Cache, Findings
from evacmap.errors import UnreadableReportError
from evacmap.geometry import route_leg
from evacmap.model import Document, Mode, Route, RouteMethod


class Work:
    """A stage that counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def find(self, document: Document) -> Findings:
        self.times += 1
        quote = builders.evidence(document.text, document=document.name)
        legs = (builders.leg(id=f"leg{self.times}", quotes=(quote,)),)
        return Findings(sentences=3, sentences_parsed=1, legs=legs)

    def route(self, leg):
        self.times += 1
        line = tuple((stop.place.lon, stop.place.lat) for stop in leg.ends)
        flagged = dataclasses.replace(leg, flags=(*leg.flags, "over water"))
        return Route(leg=flagged, lines=(line,), method=RouteMethod.ROAD, length_km=7.5)

    def read(self, path: Path):
        self.times += 1
        text = path.read_text()
        if "BAD" in text:
            yield UnreadableReportError(path, "bad")
        else:
            yield dataclasses.replace(builders.document(text, name=path.stem), path=str(path))


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "work.sqlite"


def test_a_document_is_worked_through_once_and_its_legs_are_the_same(work, store):
    document = builders.document("They left.")
    with Cache.open(path=store) as cache:
        first = cache.findings(document, work.find)
    with Cache.open(path=store) as cache:
        assert cache.findings(document, work.find) == first
    assert work.times == 1


def test_a_changed_word_is_worked_through_again(work, store):
    for text in ("They left.", "They fled."):
        with Cache.open(path=store) as cache:
            found = cache.findings(builders.document(text), work.find)
        assert found.legs[0].evidence[0].quote == text
    assert work.times == 2


def test_a_changed_day_of_publication_is_worked_through_again(work, store):
    with Cache.open(path=store) as cache:
        cache.findings(builders.document("They left."), work.find)
        cache.findings(builders.document("They left.", published="2024-12-17"), work.find)
    assert work.times == 2


def test_a_renamed_document_keeps_its_legs_under_the_new_name(work, store):
    for name in ("a/report", "b/report"):
        with Cache.open(path=store) as cache:
            found = cache.findings(builders.document("They left.", name=name), work.find)
        assert found.legs[0].evidence[0].document == name
    assert work.times == 1


def test_a_file_is_read_once_wherever_it_lies(work, store, tmp_path):
    for folder in ("here", "there"):
        path = tmp_path / folder / "report.txt"
        path.parent.mkdir()
        path.write_text("They left.")
        with Cache.open(path=store) as cache:
            (document,) = cache.documents(path, work.read)
        assert (document.path, document.text) == (str(path), "They left.")
    assert work.times == 1


def test_a_report_that_cannot_be_read_is_tried_again_each_time(work, store, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("BAD")
    for _ in range(2):
        with Cache.open(path=store) as cache:
            (error,) = cache.documents(path, work.read)
        assert str(error) == f"{path}: bad"
    assert work.times == 2


def test_a_route_comes_back_with_the_flags_of_its_way_and_all_evidence(work, store):
    leg = builders.leg(flags=("too many people",))
    with Cache.open(path=store) as cache:
        first = cache.route(leg, work.route)
    with Cache.open(path=store) as cache:
        again = cache.route(leg, work.route)
    assert again == first
    assert again.leg.flags == ("too many people", "over water")
    assert again.leg.evidence == leg.evidence
    assert work.times == 1


def test_other_code_or_places_do_not_see_the_work(work, store, tmp_path, monkeypatch):
    document = builders.document("They left.")
    places = tmp_path / "places.sqlite"
    places.write_bytes(b"mine")
    for own in ((), (places,)):
        with Cache.open(own, path=store) as cache:
            cache.findings(document, work.find)
    places.write_bytes(b"other")
    with Cache.open((places,), path=store) as cache:
        cache.findings(document, work.find)
    monkeypatch.setattr(cache_module, "version", lambda name: "99")
    with Cache.open(path=store) as cache:
        cache.findings(document, work.find)
    assert work.times == 4


def test_the_code_and_data_behind_the_work_are_all_in_the_stamp():
    stamped = (cache_module.EXTRACTING, cache_module.ROUTING, cache_module.DRAWING)
    extracting, routing, drawing = (
        {name for name, _ in cache_module._files_of(parts)} for parts in stamped
    )
    for part in itertools.chain(*stamped):
        assert any(name.startswith(part) for name in extracting | routing | drawing), part
    assert {"pipeline.py", "data/gazetteer.sqlite.zst", "legs/status.py"} <= extracting
    assert {"languages/en.toml", "read/publishers.toml", "model/leg.py"} <= extracting
    assert {"geometry/sea.py", "data/coast.zst", "data/roads.graph.zst"} <= routing
    assert {"data/roads-rail.graph.zst", "model/place.py"} <= routing
    assert {"render/basemap.py", "data/basemap.zst", "data/roads.graph.zst"} <= drawing
    assert {"render/folium_page.py", "render/html_map.py"} <= drawing
    assert {"geometry/main_roads.py", "geometry/graph.py", "render/text.py"} <= drawing
    assert {"tables/flat.py", "read/rows/reader.py", "errors.py"} <= extracting
    assert not any(name.endswith(".pyc") for name in extracting | routing | drawing)


@pytest.mark.parametrize("damage", ["garbage", "cut", "flipped", "folder", "empty", "other table"])
def test_a_damaged_store_is_recognised_and_the_work_done_again(work, store, damage):
    documents = [builders.document(f"They left {number}." * 50) for number in range(200)]
    with Cache.open(path=store) as cache:
        first = [cache.findings(document, work.find) for document in documents]
    data = store.read_bytes()
    store.unlink()
    if damage == "garbage":
        store.write_bytes(b"no database at all " * 1000)
    elif damage == "cut":
        store.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        middle = bytearray(data)
        for at in range(2000, len(middle), 700):
            middle[at] ^= 0xFF
        store.write_bytes(bytes(middle))
    elif damage == "folder":
        store.mkdir()
    elif damage == "other table":
        with sqlite3.connect(store) as connection:
            connection.execute("CREATE TABLE work (something INTEGER)")
    else:
        store.write_bytes(b"")
    with Cache.open(path=store) as cache:
        again = [cache.findings(document, work.find) for document in documents]
    quotes = [[leg.evidence for leg in found.legs] for found in again]
    assert quotes == [[leg.evidence for leg in found.legs] for found in first]


def test_a_row_that_someone_wrote_is_no_leg(work, store):
    document = builders.document("They left.")
    with Cache.open(path=store) as cache:
        cache.findings(document, work.find)
    with sqlite3.connect(store) as connection:
        forged = b"0" * 32 + zlib.compress(json.dumps({"legs": []}).encode())
        connection.execute("UPDATE work SET data = ?", (forged,))
    with Cache.open(path=store) as cache:
        assert cache.findings(document, work.find).legs[0].id == "leg2"


def test_the_store_stays_below_its_bound_and_keeps_what_was_used_last(work, store, monkeypatch):
    old, kept = builders.document("Old."), builders.document("Kept.")
    with Cache.open(path=store) as cache:
        cache.findings(old, work.find)
        cache.findings(kept, work.find)
    with sqlite3.connect(store) as connection:
        (total,) = connection.execute("SELECT sum(size) FROM work").fetchone()
    monkeypatch.setattr(cache_module, "MOST_BYTES", total + 16)  # Far less than a third takes.
    with Cache.open(path=store) as cache:
        cache.findings(kept, work.find)
        cache.findings(builders.document("New."), work.find)
    assert work.times == 3
    with Cache.open(path=store) as cache:
        cache.findings(kept, work.find)
        cache.findings(builders.document("New."), work.find)
        assert work.times == 3
        cache.findings(old, work.find)
    assert work.times == 4


def test_what_was_found_before_an_interruption_is_kept(work, store):
    def interrupt(document: Document) -> Findings:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Cache.open(path=store) as cache:  # noqa: PT012
        cache.findings(builders.document("They left."), work.find)
        cache.findings(builders.document("They fled."), interrupt)
    with Cache.open(path=store) as cache:
        cache.findings(builders.document("They left."), work.find)
    assert work.times == 1


def test_fresh_work_is_done_again_and_kept(work, store):
    document = builders.document("They left.")
    for is_fresh in (False, True):
        with Cache.open(path=store, is_fresh=is_fresh) as cache:
            cache.findings(document, work.find)
    with Cache.open(path=store) as cache:
        assert cache.findings(document, work.find).legs[0].id == "leg2"
    assert work.times == 2


def test_legs_that_go_the_same_way_share_a_route_and_keep_what_they_say(work, store):
    with Cache.open(path=store) as cache:
        cache.route(builders.leg(id="a", flags=("odd",)), work.route)
        other = builders.leg(id="b", quotes=(builders.evidence("Others left."),))
        assert cache.route(other, work.route).leg == dataclasses.replace(
            other, flags=("over water",)
        )
    assert work.times == 1


@pytest.mark.parametrize("mode", [Mode.FOOT, Mode.BUS, Mode.SEA, Mode.AIR])
def test_a_route_from_the_cache_is_that_of_the_routers(store, mode):
    leg = builders.leg("Beirut", "Moscow", mode=mode, date="2024-12-09", flags=("odd",))
    for _ in range(2):
        with Cache.open(path=store) as cache:
            assert cache.route(leg, route_leg) == route_leg(leg)


def test_a_drawing_is_made_once_for_what_is_said_and_anew_with_other_libraries(
    work, store, monkeypatch
):
    def draw() -> tuple[str, str]:
        work.times += 1
        return "json", f"\ud800 drawn {work.times}"

    with Cache.open(path=store) as cache:
        first = cache.drawing("a box", draw)
        other = cache.drawing("another box", draw)
    with Cache.open(path=store) as cache:
        assert cache.drawing("a box", draw) == first == ("json", "\ud800 drawn 1")
        assert cache.drawing("another box", draw) == other
    assert work.times == 2
    monkeypatch.setattr(cache_module, "version", lambda name: "99")
    with Cache.open(path=store) as cache:
        assert cache.drawing("a box", draw) == ("json", "\ud800 drawn 3")


def test_two_runs_at_once_do_not_fail(work, store):
    with Cache.open(path=store) as one, Cache.open(path=store) as other:
        one.findings(builders.document("One."), work.find)
        other.findings(builders.document("Two."), work.find)
    with Cache.open(path=store) as cache:
        cache.findings(builders.document("One."), work.find)
        cache.findings(builders.document("Two."), work.find)
    assert work.times == 2
