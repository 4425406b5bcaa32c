"""What things are: frozen types, one for each stage, and nothing that acts on them."""

from evacmap.model.dates import EdtfDate
from evacmap.model.document import Block, BlockKind, Document, Source
from evacmap.model.leg import (
    Count,
    Endpoint,
    Evidence,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    Status,
)
from evacmap.model.place import (
    AREA_KINDS,
    Candidate,
    GeocodedToponym,
    Place,
    PlaceKind,
    Toponym,
    ToponymRole,
)
from evacmap.model.route import Route, RouteMethod
from evacmap.model.run import SetAside

__all__ = [
    "AREA_KINDS",
    "Block",
    "BlockKind",
    "Candidate",
    "Count",
    "Document",
    "EdtfDate",
    "Endpoint",
    "Evidence",
    "GeocodedToponym",
    "Inference",
    "Leg",
    "Mode",
    "Party",
    "PartyKind",
    "Place",
    "PlaceKind",
    "Route",
    "RouteMethod",
    "SetAside",
    "Source",
    "Status",
    "Toponym",
    "ToponymRole",
]
