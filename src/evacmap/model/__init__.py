"""What things are: frozen types, one for each stage, and nothing that acts on them."""

from evacmap.model.atlas import Atlas
from evacmap.model.dates import EdtfDate
from evacmap.model.document import Block, BlockKind, Document, Source
from evacmap.model.leg import (
    RESTING_FIELDS,
    Correction,
    Count,
    Endpoint,
    Evidence,
    FieldSpan,
    Inference,
    Leg,
    Mode,
    Party,
    PartyKind,
    Status,
)
from evacmap.model.mentions import CountMention, DateMention, Mentions, Sentence
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
    "RESTING_FIELDS",
    "Atlas",
    "Block",
    "BlockKind",
    "Candidate",
    "Correction",
    "Count",
    "CountMention",
    "DateMention",
    "Document",
    "EdtfDate",
    "Endpoint",
    "Evidence",
    "FieldSpan",
    "GeocodedToponym",
    "Inference",
    "Leg",
    "Mentions",
    "Mode",
    "Party",
    "PartyKind",
    "Place",
    "PlaceKind",
    "Route",
    "RouteMethod",
    "Sentence",
    "SetAside",
    "Source",
    "Status",
    "Toponym",
    "ToponymRole",
]
