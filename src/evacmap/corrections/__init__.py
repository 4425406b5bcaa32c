"""What a person has changed, kept apart from what was extracted, and applying it.

Takes ``corrections.toml`` and legs; gives the legs as the person wants them, and says what of it
no longer fits.
"""

from evacmap.corrections.apply import Corrected, apply_corrections
from evacmap.corrections.edit import Find
from evacmap.corrections.entries import Entry, Problem, read_corrections
from evacmap.corrections.write import append_corrections, pin_corrections

__all__ = [
    "Corrected",
    "Entry",
    "Find",
    "Problem",
    "append_corrections",
    "apply_corrections",
    "pin_corrections",
    "read_corrections",
]
