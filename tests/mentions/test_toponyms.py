"""Place names are found with their bounds and their role; names of people and bodies are not."""

import pytest

from builders import document
from evacmap.geocode import Gazetteer
from evacmap.mentions.toponyms import find_toponyms
from evacmap.model import Block, BlockKind, Document, Source, ToponymRole


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    return [
        (toponym.text, toponym.role.value)
        for toponym in find_toponyms(document(text), gazetteer)
        if toponym.role is not ToponymRole.DEMONYM
    ]


def places(text: str, gazetteer: Gazetteer) -> list[str]:
    return [name for name, role in found(text, gazetteer) if role == "place"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They fled from Damascus to Beirut.", ["Damascus", "Beirut"]),
        ("Buses left Dymer, Vorzel and Irpin on Friday.", ["Dymer", "Vorzel", "Irpin"]),
        ("Families from Idlib province crossed into Turkey.", ["Idlib province", "Turkey"]),
        ("The storm hit Palm Beach County late on Monday.", ["Palm Beach County"]),
        ("He flew from Hamid Karzai International Airport to Doha.",
         ["Hamid Karzai International Airport", "Doha"]),
        ("Trucks drove to the Khmeimim airbase near Latakia.", ["Khmeimim airbase", "Latakia"]),
        ("A ship left the Port of Tartus for Novorossiysk.", ["Port of Tartus", "Novorossiysk"]),
        ("They waited at the Lebanon-Syria border.", ["Lebanon", "Syria"]),
        ("The train from Springfield, Ill., was late.", ["Springfield", "Ill."]),
        ("Flights from the U.A.E. and the U.K. came to Khartoum.", ["U.A.E.", "U.K.", "Khartoum"]),
        ("People left Deir ez-Zor for Raqqa.", ["Deir ez-Zor", "Raqqa"]),
        ("Crews were taken to Gaza's Rafah crossing.", ["Gaza", "Rafah crossing"]),
        ("The Gaza Strip and the Bay of Bengal were calm.", ["Gaza Strip", "Bay of Bengal"]),
        ("The Bay of Bengal was calm.", ["Bay of Bengal"]),
        ("The Hague and The Gambia sent lawyers.", ["The Hague", "The Gambia"]),
        ("They waited at Elbow Cay for boats.", ["Elbow Cay"]),
        ("They drove to Damascus international airport.", ["Damascus international airport"]),
        ("Families went from Ain Issa to Tel Abyad.", ["Ain Issa", "Tel Abyad"]),
        ("Shells fell on Raqqa, near Tel Rifaat.", ["Raqqa", "Tel Rifaat"]),
    ],
)  # fmt: skip
def test_names_of_places_are_found_whole(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert places(text, gazetteer) == names


@pytest.mark.parametrize(
    "text",
    [
        "“I’ve been on the board, and I've had enough,” he said.",
        "On Monday, March 3, the minister spoke to reporters.",
        "Reading the list, he said nothing.",
        "President Bashar al-Assad spoke. Assad did not resign.",
        "Mr. Jordan Smith waited. Smith said he was tired.",
        "Most of the men slept. Many were ill.",
        "Vladimir Petrenko and Taras Kovalchuk waited.",
        "The U.S. embassy took in US citizens.",
        "Fighters of the Islamic State slept.",
        "They crossed at Anjuman Para and slept at the Tunon Taka port.",
    ],
)
def test_persons_months_and_common_words_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert places(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("He told The Moscow Times about it.", "Moscow", "nested"),
        ("She studied at the University of Aleppo before the war.", "Aleppo", "nested"),
        ("Moscow denied the report on Tuesday.", "Moscow", "government"),
        ("Ten men of the Lagos Water Works Company left.", "Lagos", "nested"),
        ("They saw Wagner fighters near Bakhmut.", "Wagner", "nested"),
        ("Moscow has also denied the report.", "Moscow", "government"),
        ("MASNAA, Lebanon — Cars stood in a long line.", "MASNAA", "dateline"),
        ("HOMS, SYRIA (3:15 P.M.) – Buses stood in a long line.", "SYRIA", "dateline"),
        ("Hanoi (RND) – Buses stood in a long line.", "Hanoi", "dateline"),
        ("The soldiers were flown to Moscow on Friday.", "Moscow", "place"),
    ],
)
def test_a_name_has_the_role_that_it_plays(
    text: str, name: str, role: str, gazetteer: Gazetteer
) -> None:
    assert [each for each in found(text, gazetteer) if each[0] == name] in ([(name, role)], [])
    if role in ("place", "dateline", "government"):
        assert (name, role) in found(text, gazetteer)


def test_a_sentence_may_begin_with_a_preposition(gazetteer: Gazetteer) -> None:
    for text in ("From Port Sudan they sailed.", "In Port Sudan they boarded a ship."):
        assert places(text, gazetteer) == ["Port Sudan"]


def test_a_sort_of_place_before_a_name_lets_it_be_written_otherwise(gazetteer: Gazetteer) -> None:
    assert places("They left the coastal city of Al-Hodayda.", gazetteer) == ["Al-Hodayda"]


def test_words_for_people_are_marked_apart(gazetteer: Gazetteer) -> None:
    text = "Syrian officers and two Russians met South Ossetians in Lebanon."
    roles = {item.text: item.role for item in find_toponyms(document(text), gazetteer)}
    assert roles == {
        "Syrian": ToponymRole.DEMONYM,
        "Russians": ToponymRole.DEMONYM,
        "South Ossetians": ToponymRole.DEMONYM,
        "Lebanon": ToponymRole.PLACE,
    }


def test_offsets_point_at_the_words_of_the_text(gazetteer: Gazetteer) -> None:
    text = "From Mariupol’s port they reached Zaporizhzhia, then Lviv."
    for toponym in find_toponyms(document(text), gazetteer):
        assert text[toponym.start : toponym.end] == toponym.text


def test_no_name_crosses_the_edge_of_a_block(gazetteer: Gazetteer) -> None:
    text = "They reached Port\nSudan in May."
    blocks = (
        Block(kind=BlockKind.HEADING, start=0, end=17),
        Block(kind=BlockKind.PARAGRAPH, start=18, end=len(text)),
    )
    report = Document(name="report", text=text, blocks=blocks, source=Source())
    assert "Port\nSudan" not in [item.text for item in find_toponyms(report, gazetteer)]


def test_a_label_of_a_person_is_a_weak_clue_against_a_place(gazetteer: Gazetteer) -> None:
    text = "They took the wounded to Masnaa on Sunday."
    start = text.index("Masnaa")
    labelled = find_toponyms(document(text), gazetteer, entities=[(start, start + 6, "PERSON")])
    assert [item.text for item in labelled] == ["Masnaa"]


def test_an_acronym_that_the_report_defines_is_no_country_of_that_code(
    gazetteer: Gazetteer,
) -> None:
    text = "The Island Office for Migrants (IOM) met. IOM went to Nepal and Kuwait."
    assert places(text, gazetteer) == ["Nepal", "Kuwait"]


def test_the_name_of_a_ship_is_no_place(gazetteer: Gazetteer) -> None:
    text = "The frigate Mombasa and the cutter Key Largo left the port of Durban."
    assert places(text, gazetteer) == ["Durban"]
