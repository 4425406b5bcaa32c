"""Ask an online geocoder for a name that the gazetteer lacks: only when told to, slowly, once.

Answers are kept in the user's own places, marked with the service, and not asked for again.
"""

from typing import Any

from evacmap.errors import UnknownServiceError
from evacmap.geocode.overlay import Overlay, OwnPlace

# What the public Nominatim service allows: one request a second.
SECONDS_BETWEEN = 1.0
USER_AGENT = "evacmap"
SOURCE_PREFIX = "online: "


def open_service(service: str) -> Any:
    """Return a geopy geocoder by its name, such as ``nominatim``, asking once a second at most.

    Raises:
        UnknownServiceError: geopy has no such service, or it wants a key.
    """
    from geopy.exc import GeopyError
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import get_geocoder_for_service

    try:
        geocoder = get_geocoder_for_service(service)(user_agent=USER_AGENT)
    except (GeopyError, TypeError) as error:
        raise UnknownServiceError(service, str(error)) from error
    return RateLimiter(
        geocoder.geocode, min_delay_seconds=SECONDS_BETWEEN, swallow_exceptions=False
    )


def geocode_online(name: str, *, service: str, ask: Any, overlay: Overlay) -> tuple[OwnPlace, ...]:
    """Return what the service answers for ``name``, and keep it; () where it knows nothing.

    ``ask`` is a callable as of ``open_service``. Each place bears ``online: SERVICE`` as its
    source, so that maps and tables show that it was not the gazetteer's.
    """
    answer = ask(name)
    if answer is None:
        return ()
    place = OwnPlace(
        id=f"online:{service}:{answer.latitude:.5f},{answer.longitude:.5f}",
        name=name,
        lon=answer.longitude,
        lat=answer.latitude,
        names=(str(answer.address).partition(",")[0],),
        source=SOURCE_PREFIX + service,
        feature="ONLINE",
    )
    overlay.add([place])
    return (place,)
