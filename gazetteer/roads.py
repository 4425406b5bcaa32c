"""Pack the world's main roads and railways into the graphs that evacmap routes over.

Reads the wheel of scgraph-data (OpenStreetMap, simplified) named and hashed in
``roads-sources.toml``, parses the two literals without running the package's code, and writes
``roads.graph.zst`` and ``roads-rail.graph.zst`` beside their licence into ``src/evacmap/data``.
The same wheel gives the same bytes.

    python gazetteer/roads.py WHEEL [-o FOLDER]
"""

import argparse
import hashlib
import json
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import zstandard
from pyproj import Geod

HERE = Path(__file__).parent
SOURCES = HERE / "roads-sources.toml"
DATA = HERE.parent / "src" / "evacmap" / "data"
WGS84 = Geod(ellps="WGS84")
MAGIC = b"evacmap-graph-1\n"
HILBERT_BITS = 19


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DATA)
    options = parser.parse_args()
    source = tomllib.loads(SOURCES.read_text(encoding="utf-8"))["scgraph-data"]
    if (found := hashlib.sha256(options.wheel.read_bytes()).hexdigest()) != source["sha256"]:
        print(f"{options.wheel}: SHA-256 {found}, expected {source['sha256']}", file=sys.stderr)
        return 1
    with zipfile.ZipFile(options.wheel) as wheel:
        for file in source["files"]:
            nodes, edges, ratio = read_network(wheel.read(file["member"]).decode("utf-8"))
            packed = pack(nodes, edges, ratio)
            (options.output / file["output"]).write_bytes(packed)
            print(f"{file['output']}: {len(nodes)} nodes, {len(edges)} edges, {len(packed)} bytes")
            if (len(nodes), len(edges)) != (file["nodes"], file["edges"]):
                print(f"{SOURCES.name} says {file['nodes']}, {file['edges']}", file=sys.stderr)
                return 1
    return 0


def read_network(code: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return nodes (n, 2) as thousandths of a degree, lon then lat; edges (m, 2); detour ratios.

    The ratio is the reported length of an edge over the geodesic between its ends, at least 1:
    the edges are straightened, their lengths are not.
    """
    lines = {
        line.split("=", 1)[0]: line.split("=", 1)[1] for line in code.splitlines() if "=[" in line
    }
    lat_lon = np.array(json.loads(lines["nodes"]))
    # The literal has whole-number keys, which JSON does not allow.
    neighbours = json.loads(re.sub(r"(\d+):", r'"\1":', lines["graph"]))
    lengths: dict[tuple[int, int], float] = {}
    for start, ends in enumerate(neighbours):
        for text, length in ends.items():
            edge = (min(start, int(text)), max(start, int(text)))
            if edge[0] != edge[1]:
                lengths[edge] = min(length, lengths.get(edge, length))
    edges = np.array(list(lengths), dtype=np.int64)
    lon, lat = lat_lon[:, 1], lat_lon[:, 0]
    first, second = edges.T
    geodesic_km = WGS84.inv(lon[first], lat[first], lon[second], lat[second])[2] / 1000
    # Ends are rounded to 0.001 degree, so the ratio of a very short edge means nothing.
    ratio = np.where(
        geodesic_km > 0.5, np.array(list(lengths.values())) / np.maximum(geodesic_km, 1e-9), 1
    )
    return np.rint(np.column_stack([lon, lat]) * 1000).astype(np.int64), edges, np.maximum(ratio, 1)


def pack(nodes: np.ndarray, edges: np.ndarray, ratio: np.ndarray) -> bytes:
    """Return the graph as bytes: nodes along a Hilbert curve, differences, byte planes, zstd."""
    order = np.lexsort((nodes[:, 1], nodes[:, 0], hilbert(nodes)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    nodes = nodes[order]
    edges = np.sort(rank[edges], axis=1)
    by_start = np.lexsort((edges[:, 1], edges[:, 0]))
    edges, ratio = edges[by_start], ratio[by_start]
    hundredths = np.clip(np.rint((ratio - 1) * 100), 0, 255).astype(np.uint8)
    same_start = np.diff(edges[:, 0], prepend=-1) == 0
    reach = edges[:, 1] - np.where(same_start, np.roll(edges[:, 1], 1), edges[:, 0])
    parts = [
        planes(zigzag(np.diff(nodes[:, 0], prepend=0)), 3),
        planes(zigzag(np.diff(nodes[:, 1], prepend=0)), 3),
        np.bincount(edges[:, 0], minlength=len(nodes)).astype(np.uint8).tobytes(),
        planes(reach, 3),
        hundredths.tobytes(),
    ]
    head = len(nodes).to_bytes(4, "little") + len(edges).to_bytes(4, "little")
    return MAGIC + zstandard.ZstdCompressor(level=22).compress(head + b"".join(parts))


def zigzag(values: np.ndarray) -> np.ndarray:
    return np.where(values < 0, -2 * values - 1, 2 * values)


def planes(values: np.ndarray, count: int) -> bytes:
    """Return the low ``count`` bytes of each value, all first bytes together, then the second."""
    if len(values) and (values.min() < 0 or values.max() >= 256**count):
        raise ValueError(f"values do not fit in {count} bytes")
    octets = values.astype("<u4").view(np.uint8).reshape(-1, 4)
    return octets[:, :count].T.tobytes()


def hilbert(nodes: np.ndarray) -> np.ndarray:
    """Return each node's place along a Hilbert curve over the world, (n,) whole numbers.

    Method: the rotate-and-flip walk down the quadrants, as in Skilling (2004),
    doi:10.1063/1.1751381.
    """
    x, y = nodes[:, 0] + 180_000, nodes[:, 1] + 90_000
    place = np.zeros(len(nodes), dtype=np.int64)
    side = 1 << (HILBERT_BITS - 1)
    while side:
        right, up = (x & side) > 0, (y & side) > 0
        place += side * side * ((3 * right) ^ up)
        flip = right & ~up
        x, y = (
            np.where(flip, side - 1 - (x & (side - 1)), x & (side - 1)),
            np.where(flip, side - 1 - (y & (side - 1)), y & (side - 1)),
        )
        x, y = np.where(up, x, y), np.where(up, y, x)
        side >>= 1
    return place


if __name__ == "__main__":
    raise SystemExit(main())
