"""Runs every Python block of README.md, CONTRIBUTING.md and docs/ as a test; the blocks of one page share one namespace."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sybil import Sybil

from tests.blocks import PythonBlocks


def enter_scratch(namespace: dict[str, Any]) -> None:
    """Let a page that writes a file write it into a folder of its own."""
    namespace["_came_from"] = Path.cwd()
    namespace["_scratch"] = TemporaryDirectory()
    os.chdir(namespace["_scratch"].name)


def leave_scratch(namespace: dict[str, Any]) -> None:
    """Go back to where the page was entered, and remove its folder."""
    os.chdir(namespace["_came_from"])
    namespace["_scratch"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonBlocks()],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/**/*.md"],
    setup=enter_scratch,
    teardown=leave_scratch,
).pytest()
