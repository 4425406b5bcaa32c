import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
EVACMAP = [sys.executable, "-c", "from evacmap.cli.main import main; main()"]
FILES = ["legs.csv", "legs.geojson", "map.html", "run.json", "texts.jsonl"]


def build(folder: Path, *, sources: str, **environment: str) -> Path:
    shutil.copytree(SEEDS, folder / "seeds")
    subprocess.run(
        [*EVACMAP, "build", sources, "-o", "out", "--fresh"],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return folder / "out"


def test_the_same_reports_give_the_same_bytes_in_another_folder_and_time_zone(tmp_path):
    one, other = tmp_path / "one", tmp_path / "far" / "other place"
    first = build(one, sources="seeds", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", LANG="C")
    second = build(
        other,
        sources=str(other / "seeds"),
        TZ="America/Adak",
        PYTHONHASHSEED="2",
        LC_ALL="C.UTF-8",
    )
    assert sorted(path.name for path in first.iterdir()) == FILES
    assert filecmp.cmpfiles(first, second, FILES, shallow=False) == (FILES, [], [])
