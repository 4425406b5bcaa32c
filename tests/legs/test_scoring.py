"""Scoring of predicted legs against hand-checked ones, by the guideline's rules."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evacmap.errors import BadTableError
from evacmap.legs.cases import GoldLeg, PredictedLeg, predicted_leg, read_gold, read_predictions
from evacmap.legs.same_place import NamedPlace, is_same_name, is_same_place
from evacmap.legs.scoring import CRITERIA, agreement, pair_legs, score_legs

ROOT = Path(__file__).parents[2]
OWN_CASES = ROOT / "benchmarks" / "cases"
SHARED_CASES = ROOT.parent / "shared" / "cases"

HOMS = NamedPlace(name="Homs", lon_lat=(36.71, 34.73), country="SY")
TARTUS = NamedPlace(name="Tartus", lon_lat=(35.89, 34.89), country="SY")
SYRIA = NamedPlace(name="Syria", lon_lat=(38.5, 35.0), kind="country", country="SY")

GOLD = GoldLeg(
    origin=(HOMS,),
    destination=(TARTUS,),
    modes=frozenset({"bus"}),
    statuses=frozenset({"completed"}),
    earliest="2015-12-09",
    latest="2015-12-10",
    people=(700, 700),
    quote="Fifteen buses left Homs for Tartus.",
    is_optional=False,
)
FOUND = PredictedLeg(
    origin=HOMS,
    destination=TARTUS,
    mode="bus",
    status="completed",
    earliest="2015-12-09",
    latest="2015-12-10",
    people=(700, 700),
    quote="Fifteen buses left Homs for Tartus.",
)


def test_a_leg_equal_to_the_hand_checked_one_is_right_by_every_criterion() -> None:
    assert [agreement(GOLD, FOUND).meets(criterion) for criterion in CRITERIA] == [True] * 7


def test_an_end_that_the_report_leaves_open_is_not_judged() -> None:
    gold = replace(GOLD, destination=())
    assert agreement(gold, FOUND).endpoints
    assert agreement(gold, replace(FOUND, destination=None)).endpoints


def test_a_leg_turned_round_shares_no_endpoint() -> None:
    turned = replace(FOUND, origin=TARTUS, destination=HOMS)
    assert not agreement(GOLD, turned).one_endpoint


def test_any_of_several_acceptable_places_will_do() -> None:
    gold = replace(GOLD, origin=(HOMS, SYRIA))
    assert agreement(gold, replace(FOUND, origin=NamedPlace(name="Syria"))).endpoints


@pytest.mark.parametrize(
    ("kind", "north_km", "is_same"),
    [("place", 49, True), ("place", 51, False), ("region", 99, True), ("region", 101, False)],
)
def test_the_distance_allowed_goes_by_the_kind_of_place(
    kind: str, north_km: float, is_same: bool
) -> None:
    gold = replace(HOMS, kind=kind)
    point = NamedPlace(name="elsewhere", lon_lat=(36.71, 34.73 + north_km / 111.195))
    assert is_same_place(gold, point) is is_same


def test_a_point_anywhere_inside_meets_the_country_but_another_country_does_not() -> None:
    assert is_same_place(SYRIA, NamedPlace(name="Qamishli", lon_lat=(41.2, 37.05)))
    lebanon = NamedPlace(name="Lebanon", lon_lat=(36.0, 34.0))
    assert not is_same_place(SYRIA, lebanon)


def test_the_name_of_a_country_is_never_a_finer_place() -> None:
    near_homs = NamedPlace(name="Syria", lon_lat=(36.7, 34.7))
    assert not is_same_place(HOMS, near_homs)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Idlib province", "Idlib", True),
        ("Al-Waer", "al Waer", True),
        ("Türkiye", "Turkey", True),
        ("Burma", "Myanmar", True),
        ("Jordan", "Jordan Valley", False),
        ("Camp", "Port", False),
    ],
)
def test_names_are_compared_without_accents_articles_and_words_of_kind(
    one: str, other: str, is_same: bool
) -> None:
    assert is_same_name(one, other) is is_same


@pytest.mark.parametrize(
    ("earliest", "latest", "is_right"),
    [
        ("2015-12-10", "2015-12-31", True),
        ("2015-12-11", None, False),
        (None, "2015-12-09", True),
        (None, None, False),
    ],
)
def test_dates_are_right_where_the_intervals_overlap(
    earliest: str | None, latest: str | None, is_right: bool
) -> None:
    assert agreement(GOLD, replace(FOUND, earliest=earliest, latest=latest)).date is is_right


def test_any_date_is_right_where_the_report_gives_none() -> None:
    gold = replace(GOLD, earliest=None, latest=None)
    assert agreement(gold, FOUND).date


@pytest.mark.parametrize(
    ("gold", "found", "is_right"),
    [
        ((700, 700), (840, 840), True),
        ((700, 700), (870, 870), False),
        ((700, None), (1100, 1100), True),
        ((700, None), (1300, 1300), False),
        ((None, 99), (60, 60), True),
        ((None, None), (None, None), True),
        ((None, None), (5, 5), False),
        ((5, 5), (None, None), False),
    ],
)
def test_counts_are_right_where_the_ranges_nearly_overlap(
    gold: tuple[int | None, int | None], found: tuple[int | None, int | None], is_right: bool
) -> None:
    agreed = agreement(replace(GOLD, people=gold), replace(FOUND, people=found))
    assert agreed.count is is_right


@pytest.mark.parametrize(
    ("gold", "found", "is_strictly_right", "is_leniently_right"),
    [
        ({"bus"}, "convoy", False, True),
        ({"air"}, "helicopter", False, True),
        ({"bus", "rail"}, "rail", True, True),
        ({"bus"}, "rail", False, False),
        ({"unknown"}, "road", False, False),
    ],
)
def test_lenient_mode_lets_road_vehicles_stand_for_one_another_and_aircraft(
    gold: set[str], found: str, is_strictly_right: bool, is_leniently_right: bool
) -> None:
    agreed = agreement(replace(GOLD, modes=frozenset(gold)), replace(FOUND, mode=found))
    assert (agreed.mode, agreed.mode_lenient) == (is_strictly_right, is_leniently_right)


def test_pairs_are_the_best_for_the_whole_document() -> None:
    """The first prediction fits both legs, the second only the first leg."""
    to_anywhere = replace(GOLD, destination=())
    golds = [to_anywhere, GOLD]
    to_moscow = replace(FOUND, destination=NamedPlace(name="Moscow", lon_lat=(37.6, 55.75)))
    pairs = [(g, p) for g, p, _ in pair_legs(golds, [FOUND, to_moscow])]
    assert pairs == [(0, 1), (1, 0)]


def test_optional_legs_are_neither_missed_nor_false_alarms() -> None:
    optional = replace(GOLD, is_optional=True)
    empty = score_legs({"1": [optional]}, {})
    assert (empty.required, empty.judged, empty.micro("endpoints")) == (0, 0, (1.0, 1.0, 1.0))
    met = score_legs({"1": [optional]}, {"1": [FOUND]})
    assert (met.neutral, met.judged, met.documents["1"].false_alarms) == (1, 0, ())


def test_misses_false_alarms_and_half_right_legs_are_told_apart() -> None:
    astray = replace(FOUND, destination=NamedPlace(name="Moscow", lon_lat=(37.6, 55.75)))
    document = score_legs({"1": [GOLD]}, {"1": [astray]}).documents["1"]
    assert (document.misses, document.false_alarms) == ((GOLD,), (astray,))
    assert document.half_right == ((GOLD, astray),)


def test_figures_are_over_all_legs_and_averaged_over_documents() -> None:
    gold = {"1": [GOLD, replace(GOLD, origin=(TARTUS,), destination=(HOMS,))], "2": []}
    result = score_legs(gold, {"1": [replace(FOUND, status="denied")], "9": [FOUND]})
    assert result.micro("endpoints") == (1.0, 0.5, pytest.approx(2 / 3))
    assert result.micro("status") == (0.0, 0.0, 0.0)
    assert result.macro("endpoints") == (1.0, 0.75, pytest.approx(5 / 6))
    assert result.share_of_found("date") == 1.0
    assert result.share_of_found("status") == 0.0


def test_rows_of_the_flat_table_and_of_a_case_give_the_same_leg(tmp_path: Path) -> None:
    flat = {"doc": "7", "origin": "Homs", "origin_lon": "36.71", "origin_lat": "34.73"}
    flat |= {"mode": "bus", "status": "planned", "people_min": "12", "people_max": ""}
    case = {"origin": "Homs", "origin_latlon": [34.73, 36.71], "mode": "bus", "status": "planned"}
    case |= {"people_min": 12, "people_max": None}
    (tmp_path / "legs.csv").write_text(f"{','.join(flat)}\n{','.join(flat.values())}\n")
    (tmp_path / "7.json").write_text(json.dumps({"doc": "7", "legs": [case]}))
    feature = {"type": "Feature", "geometry": None, "properties": flat}
    (tmp_path / "legs.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    expected = {"7": (predicted_leg(case),)}
    assert expected["7"][0].origin == replace(HOMS, country=None)
    for path in (tmp_path / "legs.csv", tmp_path / "legs.geojson", tmp_path / "7.json", tmp_path):
        assert read_predictions(path) == expected


def test_what_is_not_a_table_of_legs_is_refused_by_name(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"legs": [3]}')
    with pytest.raises(BadTableError, match=r"bad\.json: not a table of legs"):
        read_predictions(bad)
    with pytest.raises(BadTableError, match="no hand-checked legs"):
        read_gold(tmp_path / "nothing")
    with pytest.raises(BadTableError, match=r"bad\.json: not a case"):
        read_gold(tmp_path)


@pytest.mark.parametrize("path", sorted((OWN_CASES / "gold").glob("*.json")), ids=lambda p: p.stem)
def test_every_own_case_keeps_to_the_guideline(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    header, _, body = (OWN_CASES / "docs" / f"{path.stem}.txt").read_text("utf-8").partition("\n\n")
    assert f"published: {case['published']}" in header.splitlines()
    assert case["doc"] == path.stem
    for leg in case["legs"]:
        assert leg["quote"] in body
        assert leg["origin"] or leg["destination"]
        for side in ("origin", "destination"):
            assert (leg[side] is None) == (leg[f"{side}_latlon"] is None)
        days = [leg["date_earliest"] or "", leg["date_latest"] or "9999"]
        assert days == sorted(days)
        assert leg["mode"] in MODES
        assert leg["status"] in STATUSES


MODES = "road bus car convoy foot rail air helicopter sea unknown".split()  # noqa: SIM905
STATUSES = ("completed", "ongoing", "planned", "urged", "denied")


def test_the_own_cases_score_perfectly_against_themselves() -> None:
    gold = read_gold(OWN_CASES / "gold")
    result = score_legs(gold, read_predictions(OWN_CASES / "gold"))
    assert len(gold) >= 150
    assert result.required >= 300
    assert 3 * len(result.without_legs) >= len(gold)
    assert result.micro("all") == (1.0, 1.0, 1.0)
    assert result.judged == result.required


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(6))
def test_figures_equal_those_of_the_other_scorer(seed: int, tmp_path: Path) -> None:
    """The cases come with a scorer of their own; both must agree on the same predictions."""
    # The other scorer is no part of the project; the cases above are scored without it.
    if not SHARED_CASES.exists():
        pytest.skip("the shared cases are not next to this checkout")
    predictions, figures = tmp_path / "pred.json", tmp_path / "figures.json"
    predictions.write_text(json.dumps(_perturbed(SHARED_CASES / "gold", random.Random(seed))))
    script = SHARED_CASES / "score_legs.py"
    subprocess.run(
        [sys.executable, script, predictions, "--json", figures], check=True, capture_output=True
    )
    theirs = json.loads(figures.read_text())
    ours = score_legs(read_gold(SHARED_CASES / "gold"), read_predictions(predictions))
    for criterion, name in THEIR_NAMES.items():
        assert ours.micro(criterion) == pytest.approx(theirs["micro"][name])
        assert ours.macro(criterion) == pytest.approx(theirs["macro_all_docs"][name])
    assert (ours.judged, ours.neutral) == (
        theirs["pred_legs_scored"],
        theirs["pred_legs_on_optional_gold"],
    )


THEIR_NAMES = {
    "endpoints": "endpoints",
    "date": "endpoints+date",
    "mode": "endpoints+mode",
    "mode_lenient": "endpoints+mode(lenient)",
    "status": "endpoints+status",
    "count": "endpoints+count",
    "all": "all(lenient mode)",
}


def _perturbed(folder: Path, rng: random.Random) -> dict[str, list[dict[str, Any]]]:
    """Return the legs of ``folder`` as a mediocre extractor might give them."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    pool = [leg for case in cases for leg in case["legs"]]
    found = {}
    for case in cases:
        legs = [_spoiled(leg, rng) for leg in case["legs"] if rng.random() < 0.8]
        if rng.random() < 0.3:
            legs.append(_spoiled(rng.choice(pool), rng))
        rng.shuffle(legs)
        found[case["doc"]] = legs
    return found


def _spoiled(leg: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    spoiled = {key: value for key, value in leg.items() if not key.endswith("_alt")}
    changes: list[dict[str, Any]] = [
        {"mode": rng.choice(MODES)},
        {"status": rng.choice(STATUSES)},
        {"date_earliest": None, "date_latest": None},
        {"date_earliest": "2031-01-01", "date_latest": None},
        {"people_min": rng.choice([None, 24, 5000]), "people_max": None},
        {"origin": None, "origin_latlon": None},
        {
            "origin": leg["destination"],
            "origin_latlon": leg["destination_latlon"],
            "destination": leg["origin"],
            "destination_latlon": leg["origin_latlon"],
        },
        {"quote": leg["quote"][: len(leg["quote"]) // 2]},
    ]
    for change in changes:
        if rng.random() < 0.2:
            spoiled |= change
    for side in ("origin", "destination"):
        point = spoiled[f"{side}_latlon"]
        if point and rng.random() < 0.5:
            spoiled[side] = "somewhere " + str(spoiled[side])
            spoiled[f"{side}_latlon"] = [point[0] + rng.uniform(-0.8, 0.8), point[1]]
    return spoiled
