"""Geocode: choose the place that each toponym means.

Takes a document's toponyms and the gazetteer; gives each toponym with its place, its
candidates, a score and the reason.
"""

from evacmap.geocode.gazetteer import Gazetteer
from evacmap.geocode.geocode import geocode
from evacmap.geocode.lookup import FoundName, find_places

__all__ = ["FoundName", "Gazetteer", "find_places", "geocode"]
