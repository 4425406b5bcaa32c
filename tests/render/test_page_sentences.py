"""Each leg as a plain sentence, in every language of the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import builders
from evacmap.model import Count, Mode, Party, Status
from evacmap.render import write_map
from render.samples import route

pytestmark = pytest.mark.browser
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
# A convoy with an estimate, a planned flight, a walk in a month, a denied one with one end only.
LEGS = [
    builders.leg(
        "Damascus",
        "Beirut",
        id="a1",
        waypoints=("Masnaa",),
        date="2024-12-08",
        mode=Mode.CONVOY,
        party=Party(text="families"),
        people=Count(low=400, high=400, text="about 400"),
    ),
    builders.leg(
        "Khmeimim", "Moscow", id="a2", date=None, mode=Mode.AIR, status=Status.PLANNED,
        party=Party(text="soldiers"), people=Count(low=2, high=None, text="at least 2"),
    ),
    builders.leg(
        "Damascus", "Tartus", id="a3", date="2024-12", mode=Mode.FOOT, status=Status.ONGOING,
        party=Party(text="refugees"), people=Count(low=20, high=25, text="20 to 25"),
    ),
    builders.leg(
        "Damascus", None, id="a4", date="2024-12-08~", mode=Mode.UNKNOWN, status=Status.DENIED,
        party=Party(text="diplomats"),
    ),
]  # fmt: skip
SENTENCES = {
    "en": [
        "Families (about 400) went from Damascus through Masnaa to Beirut in a convoy, "
        "8 December 2024.",
        "Planned: soldiers (at least 2) to go from Khmeimim to Moscow by plane.",
        "Under way: refugees (20 to 25) going from Damascus to Tartus on foot, December 2024.",
        "Denied: diplomats going away from Damascus, about 8 December 2024.",
    ],
    "fr": [
        "Déplacement signalé de « Damascus » par « Masnaa » vers « Beirut » en convoi : "
        "« families » (400 personnes, « about 400 »), le 8 décembre 2024.",
        "Déplacement prévu de « Khmeimim » vers « Moscow » en avion : "
        "« soldiers » (au moins 2 personnes).",
        "Déplacement en cours de « Damascus » vers « Tartus » à pied : "
        "« refugees » (20–25 personnes), en décembre 2024.",
        "Déplacement démenti au départ de « Damascus » (destination non précisée) : "
        "« diplomats », 8 décembre 2024 environ.",
    ],
    "ru": [
        "Сообщается о перемещении по маршруту Damascus — Masnaa — Beirut колонной: "
        "«families» (400 человек, «about 400»); 8 декабря 2024 г.",
        "Сообщается, что планируется перемещение по маршруту Khmeimim — Moscow самолётом: "
        "«soldiers» (не менее 2 человек).",
        "Сообщается, что продолжается перемещение по маршруту Damascus — Tartus пешком: "
        "«refugees» (20–25 человек); декабрь 2024 г.",
        "Опровергается сообщение о перемещении (откуда: Damascus; куда, не названо): "
        "«diplomats»; 8 декабря 2024 г. (примерно).",
    ],
    "uk": [
        "Повідомляється про переміщення за маршрутом Damascus — Masnaa — Beirut колоною: "
        "«families» (400 осіб, «about 400»); 8 грудня 2024 р.",
        "Повідомляється, що планується переміщення за маршрутом Khmeimim — Moscow літаком: "
        "«soldiers» (щонайменше 2 особи).",
        "Повідомляється, що триває переміщення за маршрутом Damascus — Tartus пішки: "
        "«refugees» (20–25 осіб); грудень 2024 р.",
        "Спростовується повідомлення про переміщення (звідки: Damascus; куди, не названо): "
        "«diplomats»; 8 грудня 2024 р. (приблизно).",
    ],
    "ar": [
        "أفادت تقارير بانتقال «families» (400 شخص، «about 400») من «Damascus» عبر «Masnaa» "
        "إلى «Beirut» في قافلة، في 8 ديسمبر 2024.",
        "أفادت تقارير بالتخطيط لانتقال «soldiers» (2 من الأشخاص على الأقل) من «Khmeimim» "
        "إلى «Moscow» بالطائرة.",
        "أفادت تقارير بأن انتقال «refugees» (20–25 شخصًا) من «Damascus» إلى «Tartus» "
        "سيرًا على الأقدام جارٍ، في ديسمبر 2024.",
        "نُفي انتقال «diplomats» من «Damascus» إلى مكان غير مذكور، نحو 8 ديسمبر 2024.",
    ],
}
COUNTS = (1, 2, 5, 21, 22, 80)
PEOPLE = {
    "fr": ["1 personne", *(f"{n} personnes" for n in COUNTS[1:])],
    "ru": ["1 человек", "2 человека", "5 человек", "21 человек", "22 человека", "80 человек"],
    "uk": ["1 особа", "2 особи", "5 осіб", "21 особа", "22 особи", "80 осіб"],
    "ar": ["شخص واحد", "2 من الأشخاص", "5 أشخاص", "21 شخصًا", "22 شخصًا", "80 شخصًا"],
}  # fmt: skip


def plain(text: str) -> str:
    return text.translate(ISOLATES).replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_leg_is_told_in_one_sentence(
    tmp_path: Path, open_page: Callable[..., Any], language: str
) -> None:
    write_map([route(leg) for leg in LEGS], tmp_path / "x.html", title="x", language=language)
    page = open_page(tmp_path / "x.html")
    told = page.evaluate("[0, 1, 2, 3].map(leg => evacmap.sentence(leg))")
    assert [plain(text) for text in told] == SENTENCES[language]


@pytest.mark.parametrize("language", PEOPLE)
def test_people_are_counted_in_the_forms_of_the_language(
    tmp_path: Path, open_page: Callable[..., Any], language: str
) -> None:
    legs = [builders.leg(id=f"n{n}", people=Count(low=n, high=n, text=str(n))) for n in COUNTS]
    write_map([route(leg) for leg in legs], tmp_path / "x.html", title="x", language=language)
    page = open_page(tmp_path / "x.html")
    told = page.evaluate("evacmap.state.order.map((_, leg) => evacmap.headCount(leg))")
    assert [plain(text) for text in told] == PEOPLE[language]
