"""Every example is a program that runs to its end and writes only where it is told."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))


def tree() -> set[str]:
    """Return every file of the project that an example could leave behind, without caches and environments."""
    places = [*ROOT.glob("*"), *(p for name in ("examples", "docs", "src", "tests") for p in (ROOT / name).rglob("*"))]
    return {str(p) for p in places if "__pycache__" not in p.parts and not p.name.startswith(".")}


def test_the_repair_desk_is_an_example() -> None:
    """The example that README's first command runs is there."""
    assert ROOT / "examples" / "repair_desk.py" in EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_example_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example's ``main`` takes its arguments, returns 0, and leaves nothing in the project."""
    before = tree()
    monkeypatch.chdir(tmp_path)
    main = runpy.run_path(str(path), run_name="example").get("main")
    assert callable(main), f"{path.name} has no main(argv)"
    assert main(["--out", str(tmp_path / "out")]) == 0
    assert tree() == before
