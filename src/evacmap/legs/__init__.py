"""4. Legs: roles, assembly, itineraries; 5. corroboration and plausibility."""
