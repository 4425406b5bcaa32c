"""6. Geometry: the line of a leg by road, rail, sea or air, and how it was found."""

from evacmap.geometry.engine import Engine
from evacmap.geometry.main_roads import main_roads
from evacmap.geometry.routers import ROUTERS, route_leg

__all__ = ["ROUTERS", "Engine", "main_roads", "route_leg"]
