"""Whether a weak sentence tells a leg is decided by the others of its report, too."""

import pytest

from evacmap.legs import company, judge
from evacmap.legs.company import Company
from evacmap.mentions import worth
from reading import extract

FLIGHT = (
    "Residents fled Hama on Sunday. Some 200 villagers were evacuated from Idlib. "
    "Families fled Aleppo on foot. "
)
QUIET = "The price of bread rose in Hama. A bridge was opened in Idlib. Aleppo was quiet. "


def _ends(text: str) -> list[tuple[str | None, str | None]]:
    legs = extract(text, published="2024-12-06")
    return [
        (leg.origin and leg.origin.name, leg.destination and leg.destination.name) for leg in legs
    ]


@pytest.mark.parametrize(
    ("weak", "ends"),
    [
        ("Three were flown to Tartus.", (None, "Tartus")),
        ("The workers go to Tartus by road.", (None, "Tartus")),
    ],
)
def test_a_weak_sentence_counts_among_others_that_tell_flight(
    weak: str, ends: tuple[str | None, str]
) -> None:
    assert ends[1] in [destination for _, destination in _ends(FLIGHT + weak)]
    assert _ends(QUIET + weak) == []


def test_a_sure_sentence_needs_no_company() -> None:
    assert _ends(QUIET + "Residents fled Tartus.") == [("Tartus", None)]


SPORT = "The striker of the club scored in Hama. Fans came from all over. The match was drawn. "


def test_one_movement_in_a_report_counts_for_less_where_that_is_on_other_things() -> None:
    told = "Three families were flown from Homs to Tartus. "
    assert _ends(told + QUIET) == [("Homs", "Tartus")]
    lone = "Hundreds of families from Homs have arrived in Tartus. "
    assert _ends(lone + QUIET) == [("Homs", "Tartus")]
    assert _ends("Rebels shelled Homs. Hundreds of families arrived in Tartus. " + QUIET) == [
        ("Homs", "Tartus")
    ]
    assert _ends("Hundreds of families arrived in Tartus. " + QUIET) == []
    assert _ends(lone + SPORT) == []


def test_the_rest_of_a_report_speaks_by_how_many_tell_a_movement() -> None:
    told = Company(told=frozenset({1, 2, 5, 8, 9}), theme=0.0)
    assert [told.clue(number)[1] for number in (3, 1)] == [0.3, 0.3]
    assert Company(told=frozenset({1, 2}), theme=1.0).clue(2)[1] == 0.1
    assert Company(told=frozenset({2}), theme=1.0).clue(2)[1] == -0.2
    assert Company(told=None, theme=1.0).clue(2)[1] == 0.3


def test_what_is_chosen_for_a_parse_rests_on_the_same_weights() -> None:
    assert (worth.BY_EACH, worth.MOST_BY_OTHERS, worth.ALONE, worth.SEVERAL) == (
        company.BY_EACH,
        company.MOST,
        company.ALONE,
        company.SEVERAL,
    )
    assert worth.ENOUGH == judge.THRESHOLD


def test_both_ends_make_a_leg_of_weak_words_in_a_report_of_flight() -> None:
    soldiers = "On Friday twelve soldiers went from Homs to Tartus. "
    assert ("Homs", "Tartus") in _ends(soldiers + FLIGHT)
    assert ("Homs", "Tartus") not in _ends(soldiers + SPORT)
    assert ("Homs", "Tartus") not in _ends(soldiers + QUIET)
