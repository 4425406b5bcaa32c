"""What holds for all tests.

They see the gazetteer as it is bundled, whatever places their user has added. Property tests
try the same examples on every machine, however slow it is.
"""

import os

from hypothesis import settings

os.environ["EVACMAP_PLACES"] = os.devnull
settings.register_profile("evacmap", deadline=None, derandomize=True)
settings.load_profile("evacmap")
