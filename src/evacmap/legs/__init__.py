"""4. Legs: roles, assembly, itineraries; 5. corroboration and plausibility."""

from evacmap.legs.assemble import assemble_legs

__all__ = ["assemble_legs"]
