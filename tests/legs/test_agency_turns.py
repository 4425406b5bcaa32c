"""Turns of agency reports: provenance of troops, places near bases, planes told of as others."""

from dataclasses import replace

import pytest

from builders import document
from evacmap.geocode import geocode
from evacmap.legs import assemble_legs
from evacmap.mentions import find_mentions
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Block, BlockKind
from reading import extract, gazetteer, summary

FRIDAY = "2024-12-06"

# Text; origin, destination, mode, status, date, people of each leg.
TURNS = [
    (
        "The garrison has left the base near the village of Menaka in the Gao region on Sunday.",
        [("Menaka", None, "unknown", "completed", "2024-12-01", None)],
    ),
    (
        "The deal will see about 900 troops leave 4 bases in South Kivu by the end of January.",
        [("South Kivu", None, "unknown", "planned", "2025-01-25/2025-01-31", (900, 900))],
    ),
    (
        "Peacekeepers from Chad that are set to leave the camp near Ansongo will join the convoy.",
        [("Ansongo", None, "unknown", "planned", None, None)],
    ),
    (
        "The evacuees were bused out in the direction of Hama on Thursday.",
        [(None, "Hama", "bus", "completed", "2024-12-05", None)],
    ),
    (
        "On March 12, another 23 refugees were flown from Goma to Kigali.",
        [("Goma", "Kigali", "air", "completed", "2024-03-12", (23, 23))],
    ),
    (
        "All of the roughly 5,000 peacekeepers in Burundi will leave by February 2025.",
        [("Burundi", None, "unknown", "planned", "2024-12-06/2025-02-28", (5000, 5000))],
    ),
    (
        "A flight from Amman with 120 evacuees landed at Sofia airport on Thursday. The other "
        "from Cairo landed at the airport on Friday, carrying 91 people.",
        [
            ("Amman", "Sofia airport", "air", "completed", "2024-12-05", (120, 120)),
            ("Cairo", "Sofia Airport", "air", "completed", "2024-12-06", (91, 91)),
        ],
    ),
    (
        "On Monday buses drove the 300 refugees from Goma on to Kigali.",
        [("Goma", "Kigali", "bus", "completed", "2024-12-02", (300, 300))],
    ),
    (
        "Some 130 children were evacuated by bus to a school in Jacmel from an orphanage in the "
        "shoreside Gonaives slum.",
        [("Gonaives", "Jacmel", "bus", "completed", "../2024-12-06", (130, 130))],
    ),
    (
        "About 1,200 refugees stuck at a post in Tetovo were moved to a camp at Skopje on Monday.",
        [("Tetovo", "Skopje", "unknown", "completed", "2024-12-02", (1200, 1200))],
    ),
    (
        "Families have fled in thousands of cars to neighboring Rwanda since Tuesday.",
        [(None, "Rwanda", "car", "completed", "2024-12-03/2024-12-06", None)],
    ),
    (
        "Goma (RND) – Some 300 refugees fled to Bukavu on Tuesday and Wednesday.",
        [(None, "Bukavu", "unknown", "completed", "2024-12-03/2024-12-04", (300, 300))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TURNS, ids=lambda value: str(value)[:40])
def test_a_turn_is_read(text: str, expected: list[object]) -> None:
    assert summary(extract(text, published=FRIDAY)) == expected


def test_a_newspaper_beside_a_town_is_no_goal() -> None:
    text = "Damascus - Arab Today\n\nSome 620 families left the besieged town of Daraya on Monday."
    (leg,) = extract(text, published=FRIDAY)
    assert (leg.origin and leg.origin.name, leg.destination) == ("Daraya", None)


Ends = list[tuple[str | None, str | None]]

# Foreigners brought home, staff ordered out, refugees sent on.
FOREIGNERS: list[tuple[str, Ends]] = [
    # Whose people they are is not where they left, where that is told besides.
    (
        "Another 60 refugees from Chad, Mali and Togo left Tunis on a flight for Oslo.",
        [("Tunis", "Oslo")],
    ),
    (
        "Dozens of people from Togo, Benin and Mali have fled their homes in Libya.",
        [("Libya", None)],
    ),
    ("Families from Kharkiv left Ukraine for Poland.", [("Kharkiv", "Poland")]),
    ("Refugees from Chad fled to Tunis.", [("Chad", "Tunis")]),
    # Those who only leave are not together anywhere.
    (
        "Norway ordered the departure of embassy families from Chad, Mali and Togo.",
        [("Chad", None), ("Mali", None), ("Togo", None)],
    ),
    (
        "Staff were told to leave the U.S. embassies in Rabat and Bamako after protests.",
        [("Rabat", None), ("Bamako", None)],
    ),
    # Two groups of one notice.
    (
        "Norway ordered the evacuation of all diplomatic personnel from Chad on Monday. It urged "
        "Norwegian citizens to leave Chad at once.",
        [("Chad", None), ("Chad", None)],
    ),
    (
        "Norway evacuated embassy staff from Chad on Monday. Diplomats and their families were "
        "flown out of Chad to Oslo.",
        [("Chad", "Oslo")],
    ),
    (
        "Foreigners were evacuated from Gaza on Tuesday. Canadian nationals were evacuated from "
        "Gaza on Tuesday. French nationals were evacuated from Gaza.",
        [("Gaza", None), ("Gaza", None)],
    ),
    # Arriving at the finer place is the end of the same way; on another day it is a way on.
    (
        "The agency moved 54 refugees from Niger to Italy on Monday. The group landed in Rome.",
        [("Niger", "Rome")],
    ),
    (
        "Some 54 refugees fled from Niger to Italy on Monday. They arrived in Rome on Wednesday.",
        [("Niger", "Italy"), ("Italy", "Rome")],
    ),
    # The day of what went before is not the day of coming.
    (
        "A flight with 30 Danes fleeing Chad landed in Oslo on Sunday. It arrived in the capital "
        "after the embassy in Bamako earlier this month urged citizens to leave.",
        [("Chad", "Oslo")],
    ),
    # What they left is not where they have come to.
    (
        "A plane flew 90 Danes from Kathmandu to Delhi, India, on Monday. Separately, 70 Danes "
        "got out of the country on other flights.",
        [("Kathmandu", "Delhi"), ("Nepal", None)],
    ),
    (
        "Staff were evacuated from Chad, an aide in Togo said. Workers of agencies in the "
        "war-torn country were evacuated to Togo and Benin.",
        [("Chad", "Togo"), ("Chad", "Benin")],
    ),
    (
        "Refugees were moved to Pemba, an island off the coast, in May. On Monday 700 more "
        "refugees were taken to the island, which has no port.",
        [(None, "Pemba"), (None, "Pemba")],
    ),
    # Whose ship it is is not who is on board.
    (
        "Two vessels of the Kenyan Navy carrying 900 refugees left Mombasa for Pemba.",
        [("Mombasa", "Pemba")],
    ),
    ("Kenya evacuated 420 nationals from S. Korea.", [("S. Korea", None)]),
    # Those of a mission leave where it is; one that only speaks is left by nobody.
    (
        "Norway announced the closure of its embassy in Bamako. All diplomats have been evacuated.",
        [("Bamako", None)],
    ),
    (
        "The embassies of 12 states have closed in Mali, and all staff had to leave.",
        [("Mali", None)],
    ),
    ("The Danish embassy in Nairobi said that diplomats had been evacuated after the raid.", []),
    # On from where they were taken.
    (
        "Men deported to Togo included eight women who were later returned to Ghana.",
        [(None, "Togo"), ("Togo", "Ghana")],
    ),
    # Nobody is deported from his own country.
    (
        "Ghanaians deported as row deepens. Ghana summoned the envoy. Ghana called it unlawful, "
        "and officials in Ghana met.",
        [],
    ),
    ("A flight, OYO-373, left Accra for London with 300 Danes on board.", [("Accra", "London")]),
]


@pytest.mark.parametrize(("text", "ends"), FOREIGNERS, ids=lambda value: str(value)[:50])
def test_the_ways_of_foreigners_are_read(text: str, ends: Ends) -> None:
    assert [row[:2] for row in summary(extract(text, published="2024-12-06"))] == ends


def test_a_headline_is_of_the_plan_that_its_lead_tells() -> None:
    title = "Norway flies Norwegians out of Chad"
    lead = "A charter flight is to repatriate Norwegians from Chad."
    whole = document(f"{title}\n\n{lead}", published=FRIDAY)
    kinds = (
        (BlockKind.TITLE, 0, len(title)),
        (BlockKind.PARAGRAPH, len(title) + 2, len(whole.text)),
    )
    blocks = tuple(Block(kind=kind, start=start, end=end) for kind, start, end in kinds)
    report = replace(whole, blocks=blocks, source=replace(whole.source, title=title))
    places = geocode(report, find_toponyms(report, gazetteer()), gazetteer())
    legs = assemble_legs(report, find_mentions(report, places), places, atlas=gazetteer())
    assert [(row[0], row[3]) for row in summary(legs)] == [("Chad", "planned")]
