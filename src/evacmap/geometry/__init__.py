"""6. Geometry: the line of a leg by road, sea or air."""
