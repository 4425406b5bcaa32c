"""Cut the basemap's land into tiles, so that a line can be tested against the coast quickly.

Reads ``basemap.zst`` (made by ``basemap.py``) and writes ``coast.zst`` beside it: where the land
of the map is, lakes taken out, in tiles of ``TILE_DEG`` degrees. The same basemap gives the same
bytes.

    python gazetteer/coast.py
"""

import argparse
import hashlib
import itertools
import json
from pathlib import Path

import numpy as np
import shapely
import shapely.affinity
import zstandard

DATA = Path(__file__).parents[1] / "src" / "evacmap" / "data"
BASEMAP_MAGIC = b"evacmap-basemap-1\n"
MAGIC = b"evacmap-coast-1\n"
PER_DEGREE = 1000
TILE_DEG = 5
SEA, LAND, MIXED = 0, 1, 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, default=DATA)
    options = parser.parse_args()
    land, lakes = read_rings(DATA / "basemap.zst")
    packed = pack(tiles(areas(land), areas(lakes)))
    (options.output / "coast.zst").write_bytes(packed)
    print(f"coast.zst: {len(packed)} bytes, SHA-256 {hashlib.sha256(packed).hexdigest()}")
    return 0


def read_rings(path: Path) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the rings of land and of lakes, (n, 2) in thousandths of a degree."""
    body = zstandard.ZstdDecompressor().decompress(path.read_bytes()[len(BASEMAP_MAGIC) :])
    text, planes = body.split(b"\n", 1)
    header = json.loads(text)
    if header["per_degree"] != PER_DEGREE:
        raise ValueError(f"{path}: {header['per_degree']} to a degree, expected {PER_DEGREE}")
    octets = np.ascontiguousarray(np.frombuffer(planes, "u1").reshape(4, -1).T)
    deltas = octets.view("<i4").reshape(2, -1)
    rings, start = {}, 0
    for name, lengths in header["layers"].items():
        stop = start + sum(lengths)
        points = np.cumsum(deltas[:, start:stop], axis=1).T
        rings[name] = np.split(points, np.cumsum(lengths)[:-1])
        start = stop
    return rings["land"], rings["lakes"]


def areas(rings: list[np.ndarray]) -> shapely.Geometry:
    """Return the area the rings enclose by the even-odd rule, as the page fills them."""
    whole = shapely.make_valid([shapely.Polygon(ring) for ring in rings])
    tree = shapely.STRtree(whole)
    inside = np.zeros(len(whole), dtype=int)
    points = shapely.point_on_surface(whole)
    inner, outer = tree.query(points, predicate="within")
    np.add.at(inside, inner[inner != outer], 1)
    filled = shapely.union_all(whole[inside % 2 == 0])
    return shapely.difference(filled, shapely.union_all(whole[inside % 2 == 1]))


def tiles(land: shapely.Geometry, lakes: shapely.Geometry) -> dict[tuple[int, int], object]:
    """Return, for each tile by column and row, SEA, LAND or the area of land within it."""
    side = TILE_DEG * PER_DEGREE
    pieces = np.array(shapely.get_parts(land))
    lake_pieces = np.array(shapely.get_parts(lakes))
    land_tree, lake_tree = shapely.STRtree(pieces), shapely.STRtree(lake_pieces)
    found: dict[tuple[int, int], object] = {}
    for column, row in itertools.product(range(360 // TILE_DEG), range(180 // TILE_DEG)):
        west, south = column * side - 180 * PER_DEGREE, row * side - 90 * PER_DEGREE
        box = (west, south, west + side, south + side)
        square = shapely.box(*box)
        ground = clipped(pieces[land_tree.query(square)], box)
        ground = shapely.difference(ground, clipped(lake_pieces[lake_tree.query(square)], box))
        if ground.area == 0:
            found[column, row] = SEA
        elif ground.area > 0.999999 * square.area:
            found[column, row] = LAND
        else:
            found[column, row] = shapely.affinity.translate(ground, -west, -south)
    return found


def clipped(pieces: np.ndarray, box: tuple[int, int, int, int]) -> shapely.Geometry:
    """Return the part of ``pieces`` in ``box``; quick clipping can leave invalid polygons."""
    return shapely.union_all(shapely.make_valid(shapely.clip_by_rect(pieces, *box)))


def pack(found: dict[tuple[int, int], object]) -> bytes:
    """Return the file: magic, then zstd of states, ring lengths and coordinate differences.

    Rings of a tile are to be filled by the even-odd rule, in thousandths of a degree from its
    south-west corner.
    """
    states, counts, lengths, arrays = [], [], [], []
    for place in sorted(found):
        area = found[place]
        if isinstance(area, int):
            states.append(area)
            continue
        rings = ring_arrays(area)
        states.append(MIXED if rings else SEA)
        if rings:
            counts.append(len(rings))
            lengths.extend(len(ring) for ring in rings)
            arrays.extend(np.diff(ring, axis=0, prepend=[[0, 0]]) for ring in rings)
    deltas = np.concatenate(arrays).T.astype("<i2").copy()
    header = {"tile_deg": TILE_DEG, "per_degree": PER_DEGREE, "counts": counts, "lengths": lengths}
    text = json.dumps(header, separators=(",", ":")).encode()
    body = text + b"\n" + bytes(states) + deltas.view("u1").reshape(-1, 2).T.tobytes()
    return MAGIC + zstandard.ZstdCompressor(level=19).compress(body)


def ring_arrays(area: object) -> list[np.ndarray]:
    polygons = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    rings = [np.rint(shapely.get_coordinates(r)).astype(int) for r in shapely.get_rings(polygons)]
    rings = [ring for ring in rings if len(ring) >= 4]
    return sorted(rings, key=lambda ring: ring.tolist())


if __name__ == "__main__":
    raise SystemExit(main())
