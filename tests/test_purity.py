"""The library is pure: no I/O, no clock, no randomness, no global state, no threads; read off the syntax trees of src/.

What may be imported is a list, so a new import is a decision: a module of the standard library that only computes goes
into ``PURE``, a package into ``ONLY_IN`` or, if a user may do without it, into ``OPTIONAL``.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "schoollogistics"
MODULES = sorted(SOURCE.rglob("*.py"))

PURE = {
    "__future__", "abc", "array", "attr", "attrs", "bisect", "calendar", "collections", "contextlib", "copy", "csv", "dataclasses",
    "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "html", "inspect",
    "itertools", "json", "math", "numbers", "operator", "re", "schoollogistics", "statistics", "string", "struct",
    "textwrap", "types", "typing", "typing_extensions", "unicodedata", "weakref", "zlib",
}  # fmt: skip
ONLY_IN = {
    "cattrs": ("wire.py",),
    "dateutil": ("calendar/",),
    "hypothesis": ("testing/",),
    # The front door loads its rooms on first use; the search looks into the package of a book that is loaded already.
    "importlib": ("__init__.py", "catalogue/search.py"),
}
OPTIONAL = {
    ("calendar/statutory.py", "holidays"),
    ("values/tables/table.py", "pandas"),
}

CALLS = {"__import__", "breakpoint", "compile", "eval", "exec", "exit", "input", "open", "print", "quit"}
CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "monotonic", "perf_counter"}
FILES = {"read_text", "write_text", "read_bytes", "write_bytes", "urlopen"}
MUTABLE_CALLS = {"bytearray", "Counter", "defaultdict", "deque", "dict", "list", "OrderedDict", "set"}
MUTABLE_NAMES = {"bytearray", "dict", "list", "set", "defaultdict", "deque", "Dict", "List", "Set", "MutableMapping"}
MUTABLE = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)


def imported(node: ast.AST) -> list[str]:
    """Return the top-level packages that one statement imports; a relative import is one of ours."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["schoollogistics" if node.level or node.module is None else node.module.split(".")[0]]
    return []


def import_faults(tree: ast.Module, where: str) -> Iterator[str]:
    """Yield every import of *where* that is on none of the lists, or stands where it may not."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    lazy = {inner for node in ast.walk(tree) if isinstance(node, functions) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for package in imported(node):
            places = ONLY_IN.get(package, ())
            if (where, package) in OPTIONAL:
                if node not in lazy:
                    yield f"{where}:{line} optional {package} is imported on import, not where it is needed"
            elif places:
                if not any(where == place or (place.endswith("/") and where.startswith(place)) for place in places):
                    yield f"{where}:{line} {package} is only for {', '.join(places)}"
            elif package not in PURE:
                yield f"{where}:{line} {package} is not on the list of what the library may import"


def call_faults(tree: ast.Module, where: str) -> Iterator[str]:
    """Yield every use of a built-in that reads, writes or runs text, of a clock, and of ``global``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in CALLS and isinstance(node.ctx, ast.Load):
            yield f"{where}:{node.lineno} {node.id} is not for a pure library"
        elif isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            yield f"{where}:{node.lineno} .{node.attr} asks a clock; take the day as an argument"
        elif isinstance(node, ast.Attribute) and node.attr in FILES:
            yield f"{where}:{node.lineno} .{node.attr} touches a file or the network"
        elif isinstance(node, ast.Global):
            yield f"{where}:{node.lineno} global {', '.join(node.names)} is state that every caller shares"


def is_mutable(value: ast.expr | None) -> bool:
    """Tell whether an expression makes an object that can be changed in place."""
    if isinstance(value, ast.Call):
        name = value.func.id if isinstance(value.func, ast.Name) else getattr(value.func, "attr", "")
        return name in MUTABLE_CALLS
    return isinstance(value, MUTABLE)


def is_constant(statement: ast.AnnAssign) -> bool:
    """Tell whether an annotation promises a constant.

    ``Final[...]`` of a type that offers no way to change it, or a bare ``Final`` of a table that is written out or computed; what
    starts empty is there to be filled.
    """
    annotation = statement.annotation
    names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(annotation) if isinstance(node, ast.Attribute)}
    if "Final" not in names or names & MUTABLE_NAMES:
        return False
    if isinstance(annotation, ast.Subscript):
        return True
    value = statement.value
    computed = isinstance(value, ast.DictComp | ast.ListComp | ast.SetComp)
    return computed or bool(getattr(value, "keys", None) or getattr(value, "elts", None))


def module_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run on import, also those inside ``if``, ``try``, ``for`` and ``with``."""
    for statement in body:
        yield statement
        for part in ("body", "orelse", "finalbody"):
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from module_statements(getattr(statement, part, []))


def global_faults(tree: ast.Module, where: str) -> Iterator[str]:
    """Yield every module-level object that could be changed in place and is not declared a constant."""
    for statement in module_statements(tree.body):
        if isinstance(statement, ast.Assign) and is_mutable(statement.value):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            if names != ["__all__"]:
                yield f"{where}:{statement.lineno} {', '.join(names)} can be changed: say Final[Mapping[...]] or a tuple"
        elif isinstance(statement, ast.AnnAssign) and is_mutable(statement.value) and not is_constant(statement):
            yield f"{where}:{statement.lineno} it can be changed: say Final[Mapping[...]], or write a tuple"


def faults(source: str, where: str) -> list[str]:
    """Return all that is impure in the text of one module, *where* being its path inside the package."""
    tree = ast.parse(source)
    return [*import_faults(tree, where), *call_faults(tree, where), *global_faults(tree, where)]


def test_there_is_something_to_check() -> None:
    """The checker looks at the real tree."""
    assert SOURCE / "errors.py" in MODULES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_module_is_pure(path: Path) -> None:
    """A module of the library only computes."""
    assert faults(path.read_text(encoding="utf-8"), path.relative_to(SOURCE).as_posix()) == []


@pytest.mark.parametrize(("where", "package"), sorted(OPTIONAL))
def test_optional_import_is_still_used(where: str, package: str) -> None:
    """A place on the list of lazy imports is given back when it is no longer used."""
    tree = ast.parse((SOURCE / where).read_text(encoding="utf-8"))
    assert package in {name for node in ast.walk(tree) for name in imported(node)}


PLANTED = [
    *(
        f"import {name}"
        for name in ("os", "io", "socket", "subprocess", "time", "random", "secrets", "uuid", "sqlite3")
    ),
    *(
        f"import {name}"
        for name in ("threading", "asyncio", "pathlib", "pickle", "tempfile", "shutil", "logging", "locale")
    ),
    "import sys",
    "import os.path",
    "from os import path",
    "from urllib.request import urlopen",
    "import http.client as pure",
    "import json, os",
    "def f():\n    import random",
    "if True:\n    import random",
    "import cattrs",
    "from cattrs.preconf import json",
    "from dateutil.rrule import rrule",
    "from hypothesis import given",
    "import importlib",
    "import pandas",
    "def f():\n    import pandas",
    "x = open('a')",
    "keep = open",
    "print('a')",
    "input()",
    "eval('1')",
    "exec('1')",
    "compile('1', 'a', 'eval')",
    "__import__('os')",
    "from datetime import date\nday = date.today()",
    "import datetime\nnow = datetime.datetime.now()",
    "from datetime import datetime\nclock = datetime.utcnow",
    "def f(path):\n    return path.read_text()",
    "x = 0\ndef f():\n    global x",
    "SEEN = {}",
    "SEEN = dict()",
    "SEEN = []",
    "SEEN = set()",
    "SEEN = [n for n in (1, 2)]",
    "SEEN: dict[str, int] = {}",
    "SEEN: Final = {}",
    "SEEN: Final = defaultdict(list)",
    "SEEN: Final[list[int]] = []",
    "SEEN: Final[dict[str, int]] = {}",
    "SEEN: Final[typing.Dict[str, int]] = {}",
    "SEEN: Mapping[str, int] = {}",
    "if True:\n    SEEN = {}",
    "import collections\nSEEN = collections.defaultdict(list)",
]


@pytest.mark.parametrize("source", PLANTED)
def test_planted_impurity_is_found(source: str) -> None:
    """The checker sees each kind of impurity when it is put into a domain."""
    assert len(faults(source, "repairs/book.py")) >= 1


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("import cattrs", "wire.py"),
        ("from dateutil.rrule import rrule", "calendar/interchange.py"),
        ("from hypothesis import strategies", "testing/strategies.py"),
        ("from importlib import import_module", "__init__.py"),
        ("def f():\n    import pandas", "values/tables/table.py"),
        ("from datetime import date, datetime, time", "repairs/book.py"),
        ("import re\nWORD = re.compile('a')", "values/texts.py"),
        ("NAMES: Final[Mapping[str, int]] = {'a': 1}", "values/labels.py"),
        ("NAMES: Final = {'a': 1}", "values/labels.py"),
        ("HOMES: Final = {name: home for home, name in PAIRS}", "__init__.py"),
        ("__all__ = ['a']", "values/__init__.py"),
        ("def f():\n    seen = {}\n    return seen", "journal/book.py"),
        ("class Book:\n    def __init__(self):\n        self.entries = []", "journal/book.py"),
    ],
)
def test_pure_code_passes(source: str, where: str) -> None:
    """What the house allows is not reported."""
    assert faults(source, where) == []


def test_optional_package_must_be_imported_where_it_is_needed() -> None:
    """An optional package at the top of its own module would be asked of every user."""
    assert len(faults("import pandas", "values/tables/table.py")) == 1


def test_only_the_front_door_may_load_by_name() -> None:
    """``importlib`` is for the package's own ``__init__``, not for that of a domain."""
    assert len(faults("import importlib", "repairs/__init__.py")) == 1
