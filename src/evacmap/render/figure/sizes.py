"""The sheets that figures are drawn on."""

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
# Below this, in points, print cannot be read (ISO 3098 asks for 1.8 mm capitals; news graphics
# go down to six points).
SMALLEST_TYPE_PT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet, in points (1/72 inch), and the size of its ordinary type."""

    width_pt: float
    height_pt: float
    type_pt: float

    @property
    def has_column(self) -> bool:
        """Whether legend and key stand beside the map; below it otherwise."""
        return self.width_pt > 1.2 * self.height_pt


# Width and height in millimetres, and the type in points. A slide is seen from afar.
SIZES: dict[str, tuple[float, float, float]] = {
    "a4": (297.0, 210.0, 8.0),
    "a4-portrait": (210.0, 297.0, 8.0),
    "half": (210.0, 148.0, 6.6),
    "slide": (338.7, 190.5, 10.0),
    "square": (180.0, 180.0, 7.2),
}


def sheet_of(size: str, *, width_mm: float | None = None) -> Sheet:
    """Return the sheet of a size; with a width, the same shape as wide as that.

    Raises:
        ValueError: there is no such size, or the width is under 60 or over 1500 mm.
    """
    if size not in SIZES:
        raise ValueError(f"no figure size {size!r}; there are: {', '.join(SIZES)}")
    width, height, type_pt = SIZES[size]
    scale = 1.0
    if width_mm is not None:
        if not 60 <= width_mm <= 1500:
            raise ValueError(f"a figure cannot be {width_mm:g} mm wide; give 60 to 1500")
        scale = width_mm / width
    # Type grows and shrinks less than the sheet: it is read from the same distance.
    return Sheet(
        width_pt=width * scale * POINTS_PER_MM,
        height_pt=height * scale * POINTS_PER_MM,
        type_pt=max(SMALLEST_TYPE_PT, type_pt * scale**0.6),
    )
