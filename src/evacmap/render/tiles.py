"""Online map tiles below the legs, for those who ask for them: by name or by URL template."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# A host of the web: nothing in it can end the policy of the page that it is written into.
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")
SLOTS = re.compile(r"\{(\w+)\}")
KNOWN_SLOTS = frozenset("zxysr")
MOST_ZOOM = 19
ALIASES = {"osm": "OpenStreetMap.Mapnik", "openstreetmap": "OpenStreetMap.Mapnik"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Where tiles come from: a URL template with {z}, {x}, {y} and perhaps {s} or {r}.

    ``subdomains`` are what {s} stands for. ``attribution`` is text, owed wherever they are shown.
    """

    url: str
    attribution: str
    subdomains: str = "abc"
    most_zoom: int = MOST_ZOOM

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that the page may load pictures from."""
        parts = urlsplit(self.url)
        hosts = [parts.netloc.replace("{s}", letter) for letter in self.subdomains]
        return tuple(dict.fromkeys(f"{parts.scheme}://{host}" for host in hosts))

    def for_page(self) -> dict[str, str | int]:
        """Return what the page's own code needs to know."""
        return {
            "url": self.url,
            "attribution": self.attribution,
            "subdomains": self.subdomains,
            "most_zoom": self.most_zoom,
            "host": self.host,
        }

    @property
    def host(self) -> str:
        """The host as a reader would name it."""
        return urlsplit(self.url).netloc.removeprefix("{s}.")


def find_tiles(name: str) -> Tiles:
    """Return the tiles of a name, such as ``OpenStreetMap``, or of a URL template.

    Raises:
        ValueError: the name is not known, its tiles need a key, or the template is none.
    """
    if "://" in name:
        return _checked(Tiles(url=name, attribution=urlsplit(name).netloc.removeprefix("{s}.")))
    from xyzservices import providers

    try:
        found = providers.query_name(ALIASES.get(name.casefold(), name))
    except ValueError:
        raise ValueError(
            f"no tiles are called {name!r}; give OpenStreetMap, OpenTopoMap or "
            "a template such as https://tiles.example.org/{z}/{x}/{y}.png"
        ) from None
    if found.requires_token():
        raise ValueError(f"the tiles {name!r} need a key; give their URL template with the key")
    # The page fills what changes from tile to tile, the provider the rest.
    kept = {slot: f"{{{slot}}}" for slot in KNOWN_SLOTS}
    return _checked(
        Tiles(
            url=SLOTS.sub(lambda slot: str({**found, **kept}.get(slot[1], slot[0])), found.url),
            attribution=str(found.attribution).replace("(C)", "©"),
            subdomains=str(found.get("subdomains", "abc")),
            most_zoom=min(MOST_ZOOM, int(found.get("max_zoom", MOST_ZOOM))),
        )
    )


def _checked(tiles: Tiles) -> Tiles:
    parts = urlsplit(tiles.url)
    slots = set(SLOTS.findall(tiles.url))
    reason = None
    if parts.scheme not in ("http", "https"):
        reason = "must begin with https://"
    elif not {"z", "x", "y"} <= slots:
        reason = "must hold {z}, {x} and {y}"
    elif slots - KNOWN_SLOTS:
        reason = f"holds {{{min(slots - KNOWN_SLOTS)}}}, which nothing fills"
    elif not HOST.fullmatch(parts.netloc.replace("{s}", "a")) or "@" in parts.netloc:
        reason = "has no plain host name"
    if reason:
        raise ValueError(f"the tiles {tiles.url!r}: the template {reason}")
    return tiles
