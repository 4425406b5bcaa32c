"""The clues of the surroundings, and the bound on how many names are set against each other."""

import numpy as np
import pytest

from evacmap.geocode import Gazetteer, clues
from evacmap.geocode.geocode import document_names
from evacmap.model import Toponym

NAMES = [
    "Tripoli",
    "Beirut",
    "Sidon",
    "Tyre",
    "Zahle",
    "Homs",
    "Tartus",
    "Damascus",
    "Lebanon",
    "Syria",
    "Georgia",
    "Atlanta",
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def names_of(written: list[str], gazetteer: Gazetteer) -> list[clues.Name]:
    text, toponyms = " ".join(written), []
    for name in written:
        start = toponyms[-1].end + 1 if toponyms else 0
        toponyms.append(Toponym(text=name, start=start, end=start + len(name)))
    return document_names(text, toponyms, gazetteer)


def test_the_country_of_the_others_speaks_for_a_candidate(gazetteer: Gazetteer) -> None:
    names = names_of(["Tripoli", "Sidon", "Lebanon"], gazetteer)
    matrix, owners = clues.clue_matrix(names, clues.weights())
    places = [found.named.place for found in names[0].found]
    named = matrix[owners == 0][:, clues.CLUES.index("country named")]
    in_lebanon = np.array([place.country == "LB" for place in places])
    assert named[in_lebanon].min() > 0.9
    assert named[~in_lebanon].max() < 0.1


def test_a_name_speaks_neither_for_nor_against_itself(gazetteer: Gazetteer) -> None:
    matrix, _ = clues.clue_matrix(names_of(["Tripoli"], gazetteer), clues.weights())
    around = [i for i, clue in enumerate(clues.CLUES) if "others" in clue or "named" in clue]
    assert np.abs(matrix[:, around]).max() == 0.0


def test_groups_are_summed_as_all_against_all_would_be() -> None:
    rng = np.random.default_rng(4)
    owners = np.sort(rng.integers(0, 9, 60))
    group, belief = rng.integers(0, 5, 60), rng.random(60)
    expected = [
        sum(
            max(
                (belief[j] for j in range(60) if owners[j] == other and group[j] == group[i]),
                default=0.0,
            )
            for other in set(owners) - {owners[i]}
        )
        * (group[i] > 0)
        for i in range(60)
    ]
    assert clues._Groups.of(group, owners).others(belief) == pytest.approx(expected)


def test_only_neighbours_in_the_text_are_compared_where_names_are_very_many(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = names_of(NAMES, gazetteer)
    whole, owners = clues.clue_matrix(names, clues.weights())
    compared: list[int] = []
    distances = clues._distances_km

    def counted(places: list[object]) -> object:
        compared.append(len(places))
        return distances(places)

    monkeypatch.setattr(clues, "_distances_km", counted)
    monkeypatch.setattr(clues, "MOST_TOGETHER", 50)
    parts, _ = clues.clue_matrix(names, clues.weights())
    near = [clues.CLUES.index(clue) for clue in ("others close by", "others in reach")]
    rest = [i for i in range(len(clues.CLUES)) if i not in near]
    assert max(compared) <= 50
    assert sum(compared) == 2 * len(owners)
    assert np.abs(parts[:, near] - whole[:, near]).max() > 0
    assert parts[0, rest] == pytest.approx(whole[0, rest], abs=0.2)
