"""What a reader of a news report understands: who is driven out, called on, spoken of, named."""

import pytest

from reading import extract, summary

FRIDAY = "2024-12-06"

# Text; origin, destination, mode, status, date, people of each leg.
MEANT = [
    # What happens in a place drives people out of it.
    (
        "Raids in the hill town of Masisi have forced dozens of nurses to flee into the bush.",
        [("Masisi", None, "unknown", "completed", "../2024-12-06", (24, 99))],
    ),
    (
        "Floods in Beledweyne drove 40,000 residents from their homes on Tuesday.",
        [("Beledweyne", None, "unknown", "completed", "2024-12-03", (40000, 40000))],
    ),
    (
        "The clashes drove 2,000 farmers from Tigray across the border into Sudan.",
        [("Tigray", "Sudan", "unknown", "completed", "../2024-12-06", (2000, 2000))],
    ),
    (
        "A truce agreed in Geneva led the rebels to withdraw from Goma.",
        [("Goma", None, "unknown", "completed", "../2024-12-06", None)],
    ),
    # Those called on leave, not those who call.
    (
        "Norway has called on Norwegians in Iraq to evacuate at once.",
        [("Iraq", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    # What is told only to say who they are.
    (
        "About 300 farmers who had fled to Chad returned to Darfur on Tuesday.",
        [("Chad", "Darfur", "unknown", "completed", "2024-12-03", (300, 300))],
    ),
    # A kingdom, and a state that is an island.
    (
        "A frigate brought 20 evacuees from Port Sudan to Jeddah on Monday. Another 22 people "
        "fled to the Kingdom from Eritrea on Tuesday.",
        [
            ("Port Sudan", "Jeddah", "sea", "completed", "2024-12-02", (20, 20)),
            ("Eritrea", "Saudi Arabia", "unknown", "completed", "2024-12-03", (22, 22)),
        ],
    ),
    (
        "Cyprus has opened its doors. Italy flew 350 people from Beirut to the island on Monday.",
        [("Beirut", "Cyprus", "air", "completed", "2024-12-02", (350, 350))],
    ),
    # Those who are brought to an embassy are on no errand.
    (
        "The three children, who were stranded in Tyre, were taken to the Maltese embassy in "
        "Beirut on Monday.",
        [("Tyre", "Beirut", "unknown", "completed", "2024-12-02", (3, 3))],
    ),
    # The day of the fighting is not that of the flight.
    (
        "Families have fled to Uganda from clashes that began on 2 November.",
        [(None, "Uganda", "unknown", "completed", "../2024-12-06", None)],
    ),
    # The main verb, wherever the parser hangs it.
    (
        "About 450 migrants who had been stuck in Serbia for weeks crossed into Hungary on Monday.",
        [("Serbia", "Hungary", "unknown", "completed", "2024-12-02", (450, 450))],
    ),
    # Those told apart are not the whole list.
    (
        "Families fled Sudan for Chad, Egypt and Eritrea. Some 3,000 of them crossed into Egypt.",
        [
            ("Sudan", "Chad", "unknown", "completed", "../2024-12-06", None),
            ("Sudan", "Eritrea", "unknown", "completed", "../2024-12-06", None),
            ("Sudan", "Egypt", "unknown", "completed", "../2024-12-06", (3000, 3000)),
        ],
    ),
    # The main verb's day is that of what is believed, and not of what came before it.
    (
        "On Tuesday alone, over 4,500 refugees were estimated to have entered Liberia.",
        [(None, "Liberia", "unknown", "completed", "2024-12-03", (4500, None))],
    ),
    (
        "Rebels took the town on Tuesday, days after troops had withdrawn from Goma.",
        [("Goma", None, "unknown", "completed", "../2024-12-06", None)],
    ),
    (
        "Fighting in northern Tigray has forced 2,000 farmers into Sudan.",
        [("Tigray", "Sudan", "unknown", "completed", "../2024-12-06", (2000, 2000))],
    ),
    (
        "Norway is calling on all Norwegians to evacuate from Iraq.",
        [("Iraq", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    (
        "Kenya evacuated 26 of its citizens, including 5 nurses, from Juba on a flight to Nairobi.",
        [("Juba", "Nairobi", "air", "completed", "../2024-12-06", (26, 26))],
    ),
    # The camp lies there; those it is for go nowhere.
    (
        "Residents of Damboa have fled the town and are seeking refuge in relief camps for "
        "displaced persons in Maiduguri.",
        [("Damboa", "Maiduguri", "unknown", "completed", "../2024-12-06", None)],
    ),
    # As some papers write.
    (
        "An Airbus 320 aircraft arrived the Abuja airport on Thursday with 162 returnees from "
        "Libya.",
        [("Libya", "Abuja airport", "air", "completed", "2024-12-05", (162, 162))],
    ),
    # The day of a deadline, and the country left.
    (
        "Soldiers withdrew from Iraq to Kuwait ahead of a December 31 deadline. The rest of the "
        "soldiers left the country by air.",
        [
            ("Iraq", "Kuwait", "unknown", "completed", "../2024-12-06", None),
            ("Iraq", None, "air", "completed", "../2024-12-06", None),
        ],
    ),
    (
        "Some 300 refugees crossed the border at Masnaa on Monday, en route to Zahle.",
        [(None, "Zahle", "unknown", "completed", "2024-12-02", (300, 300))],
    ),
    # Those carried may be told later.
    (
        "The rescue began with a ferry that arrived in Aqaba on Tuesday, carrying 150 evacuees.",
        [(None, "Aqaba", "sea", "completed", "2024-12-03", (150, 150))],
    ),
    (
        "A flight carrying 64 Greeks and 26 other foreigners arrived in Athens from Damascus.",
        [("Damascus", "Athens", "air", "completed", "../2024-12-06", (90, 90))],
    ),
    (
        "The town of Galveston has issued an evacuation notice for its residents.",
        [("Galveston", None, "unknown", "urged", "2024-12-06/..", None)],
    ),
    # "The country" is that of those who say so.
    (
        "Families fled Sudan for South Sudan on Monday. Officials in South Sudan's Renk region "
        "said some 900 refugees had entered the country from Eritrea.",
        [
            ("Sudan", "South Sudan", "unknown", "completed", "2024-12-02", None),
            ("Eritrea", "South Sudan", "unknown", "completed", "../2024-12-06", (900, 900)),
        ],
    ),
    # A firm is no place.
    (
        "The plane, carrying 34 workers of the Lagos Water Works Company, left Tripoli for Malta.",
        [("Tripoli", "Malta", "air", "completed", "../2024-12-06", (34, 34))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MEANT, ids=lambda value: str(value)[:50])
def test_it_is_read_as_it_is_meant(text: str, expected: list[object]) -> None:
    assert summary(extract(text, published=FRIDAY)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The fighting in Tripoli led Malta to send two ships.",
        "Dozens of captives held in the provinces of Aleppo and Homs were also freed.",
        "The airlines regret the suspension of evacuation flights to and from Tripoli.",
        "The ships sailed from a NATO base.",
        "In 2006-7, about 140 farmers had migrated to Afghanistan.",
        "A convoy loaded with shells crossed into Syria, to help fighters in the town of Saraqib.",
    ],
)
def test_it_is_no_movement(text: str) -> None:
    assert summary(extract(text, published=FRIDAY)) == []
