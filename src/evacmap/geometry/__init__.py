"""6. Geometry: the line of a leg by road, rail, sea or air, and how it was found."""

from evacmap.geometry.engine import Engine
from evacmap.geometry.routers import ROUTERS, route_leg

__all__ = ["ROUTERS", "Engine", "route_leg"]
