"""Tests see the gazetteer as it is bundled, whatever places their user has added."""

import os

os.environ["EVACMAP_PLACES"] = os.devnull
