"""Imports point down the list of layers only; parts on one row never import each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "evacmap"

LAYERS = [
    {"cli"},
    {"batch", "remake", "correcting", "notebook"},
    {"tabled"},
    {"pipeline"},
    {"read", "mentions", "geocode", "legs", "geometry", "render", "corrections"}
    | {"cache", "changes", "description"},
    {"languages", "tables", "likeness"},
    {"model"},
    {"errors"},
]
LEVEL = {part: level for level, row in enumerate(LAYERS) for part in row}
HEAVY = ["spacy", "folium", "geopandas", "pandas", "matplotlib", "dask", "numpy", "scipy"]


def part_of(module: str) -> str | None:
    """The part an absolute module name belongs to; None for the package itself and data."""
    names = module.split(".")
    return names[1] if len(names) > 1 and names[0] == "evacmap" and names[1] in LEVEL else None


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(
    "path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC))
)
def test_imports_point_down(path: Path) -> None:
    own = part_of("evacmap." + path.relative_to(SRC).with_suffix("").parts[0])
    if own is None:
        return
    for module in imports_of(path):
        other = part_of(module)
        if other is None or other == own:
            continue
        assert LEVEL[other] > LEVEL[own], f"{own} must not import {module}"


def test_importing_evacmap_loads_nothing_heavy() -> None:
    code = "import sys, evacmap; print(' '.join(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert [module for module in HEAVY if module in loaded] == []


def test_modules_stay_under_400_lines() -> None:
    long = {
        str(path.relative_to(SRC)): lines
        for path in SRC.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
