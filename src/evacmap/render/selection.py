"""Which of many routes a map, a figure or a table shows: those of a period, a mode, a status."""

from collections.abc import Collection, Iterable

from evacmap.model import EdtfDate, Mode, Route, Status


def select_routes(
    routes: Iterable[Route],
    *,
    period: EdtfDate | None = None,
    modes: Collection[Mode] = (),
    statuses: Collection[Status] = (),
) -> list[Route]:
    """Return the routes whose leg may lie in a period and has one of the modes and statuses.

    An undated leg may lie in any period, so it stays. No modes, or no statuses, means all.
    """
    return [
        route
        for route in routes
        if (period is None or route.leg.date is None or route.leg.date.overlaps(period))
        and (not modes or route.leg.mode in modes)
        and (not statuses or route.leg.status in statuses)
    ]
