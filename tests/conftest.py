"""What holds for all tests.

They see the gazetteer as it is bundled, whatever places their user has added, and no earlier
work of their user, nor leave any. Property tests try the same examples on every machine, however
slow it is.
"""

import itertools
import os

import pytest
from hypothesis import settings

os.environ["EVACMAP_PLACES"] = os.devnull
settings.register_profile("evacmap", deadline=None, derandomize=True)
settings.load_profile("evacmap")
_NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    name = f"cache-{next(_NUMBERS)}.sqlite"
    os.environ["EVACMAP_CACHE"] = str(tmp_path_factory.getbasetemp() / name)
