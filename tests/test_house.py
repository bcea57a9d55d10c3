"""The plan of the house, read off the files: what is where, how large it may grow, and what is still missing."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "schoollogistics"
MODULES = sorted(SOURCE.rglob("*.py"))
PACKAGES = [path.parent for path in MODULES if path.name == "__init__.py"]
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
PROGRAMS = [*MODULES, *sorted((ROOT / "examples").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]

NOT_DOMAINS = {"values", "calendar", "journal", "catalogue", "office", "profiles", "testing"}
PLAN = ("__init__", "rules", "state", "entries", "lifecycle", "book", "views")
NEEDED = {"__init__", "entries", "book"}
BANNED = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}
MOST_LINES, MOST_BODY, MOST_METHODS = 400, 60, 22
# The one face of every domain: each of its methods is a word of the contract, and nothing else stands there.
WIDER = MappingProxyType({"Book": 26})
FRAGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(added|changed|fixed|removed)\.md")
ROWS = MappingProxyType({"R": 81, "P": 190, "D": 67})

TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".css",
    ".js",
    ".html",
    ".txt",
    ".json",
    ".sh",
    ".svg",
    ".csv",
    ".jsonl",
    ".cfg",
}
FOREIGN = {
    "a path outside the project": re.compile(
        r"[.]{2}/shared|(?<![\w./:-])/(?:home|root|work|tmp|mnt|Users)/|[A-Z]:\\Users"
    ),
    "the host of a package registry": re.compile(
        r"pyp[i][.]org|pythonhosted[.]org|npmjs[.]|anaconda[.]|mirrors?[.]\w+[.]"
    ),
    "a lock file": re.compile(r"uv[.]lock"),
    "a note to do something later": re.compile(r"\b(?:TO[D]O|FIX[M]E|X{3})\b"),
}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    """Return a path as it is written inside the project."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def domains() -> list[Path]:
    """Return the folder of every domain that exists."""
    return [path for path in PACKAGES if path.parent == SOURCE and path.name not in NOT_DOMAINS]


def catalogued() -> set[str]:
    """Return the names of the domain packages whose books the catalogue lists."""
    from schoollogistics.catalogue import BOOKS

    return {book.__module__.split(".")[1] for book in BOOKS}


def functions(node: ast.AST) -> Iterator[FunctionNode]:
    """Yield every function and method inside a tree."""
    yield from (inner for inner in ast.walk(node) if isinstance(inner, FunctionNode))


def classes(node: ast.AST) -> Iterator[ast.ClassDef]:
    """Yield every class inside a tree."""
    yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.ClassDef))


def named(node: ast.expr) -> str:
    """Return the last name of a base or decorator: ``Book`` of ``journal.Book[E, S]``."""
    while isinstance(node, ast.Subscript | ast.Call):
        node = node.value if isinstance(node, ast.Subscript) else node.func
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


# ------------------------------------------------------------------------------------------------------------- sizes


def oversized(source: str, where: str) -> Iterator[str]:
    """Yield what is too large in one module: the file, a function, a class."""
    lines = source.count("\n")
    if lines > MOST_LINES:
        yield f"{where}: {lines} lines; make it a folder of the same name"
    for function in functions(ast.parse(source)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MOST_BODY:
            yield f"{where}:{function.lineno} {function.name}: {length} lines"
    for cls in classes(ast.parse(source)):
        methods = sum(isinstance(part, FunctionNode) for part in cls.body)
        if methods > WIDER.get(cls.name, MOST_METHODS):
            yield f"{where}:{cls.lineno} class {cls.name}: {methods} methods"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_size(path: Path) -> None:
    """A file fits in one reading, a function on one screen, a class in one head."""
    assert list(oversized(path.read_text(encoding="utf-8"), short(path))) == []


def test_oversize_is_found() -> None:
    """A long file, a long function and a wide class are each reported."""
    long_file = "x = 1\n" * (MOST_LINES + 1)
    long_function = "def f():\n" + "    x = 1\n" * MOST_BODY
    wide_class = "class C:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(MOST_METHODS + 1))
    assert [len(list(oversized(text, "a.py"))) for text in (long_file, long_function, wide_class)] == [1, 1, 1]


# ------------------------------------------------------------------------------------------------- where things stand


@pytest.mark.parametrize("path", PROGRAMS, ids=short)
def test_file_has_a_name_of_its_own(path: Path) -> None:
    """No file or folder is called after having no place: a thing is a value, a mechanism, or part of a domain."""
    parts = {part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts}
    assert not parts & BANNED


def plan_faults(names: set[str]) -> set[str]:
    """Return what a domain's folder has beside the plan, or lacks of it, given the names of its files and folders."""
    return (names - set(PLAN)) | {f"no {name}" for name in NEEDED - names}


@pytest.mark.parametrize("domain", domains(), ids=lambda domain: domain.name)
def test_domain_follows_the_plan(domain: Path) -> None:
    """A domain's folder holds the files of the plan, or folders of those names, and nothing else."""
    names = {
        path.stem if path.suffix == ".py" else path.name for path in domain.iterdir() if path.name != "__pycache__"
    }
    assert plan_faults(names) == set()


@pytest.mark.parametrize("domain", domains(), ids=lambda domain: domain.name)
def test_domain_imports_in_the_order_of_the_plan(domain: Path) -> None:
    """Each file of a domain imports only files named before it in the plan."""
    wrong = []
    for path in domain.rglob("*.py"):
        own = path.relative_to(domain).parts[0].removesuffix(".py")
        seen = PLAN[: PLAN.index(own) + 1] if own != "__init__" else PLAN
        for node in ast.walk(tree(path)):
            module = (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
            if module[:2] == ["schoollogistics", domain.name] and not set(module[2:3]) <= set(seen):
                wrong.append(f"{short(path)} imports {'.'.join(module)}")
    assert wrong == []


def test_plan_faults_are_found() -> None:
    """A file beside the plan and a missing one are both reported."""
    assert plan_faults({"__init__", "entries", "helpers"}) == {"helpers", "no book"}


def test_every_domain_is_in_the_catalogue() -> None:
    """A domain has a folder if and only if the catalogue lists a book of it."""
    assert catalogued() == {domain.name for domain in domains()}


def test_every_domain_has_a_page_and_tests() -> None:
    """A book in the catalogue has a reference page and a folder of tests."""
    needed = {f"docs/reference/{name}.md" for name in catalogued()} | {f"tests/{name}" for name in catalogued()}
    assert {place for place in needed if not (ROOT / place).exists()} == set()


def test_every_reference_page_is_of_something() -> None:
    """A reference page without a module of its name is a leftover."""
    modules = {path.stem for path in SOURCE.glob("*.py")} | {path.name for path in PACKAGES}
    assert {path.stem for path in (ROOT / "docs" / "reference").glob("*.md")} - {"index"} <= modules


@pytest.mark.parametrize("package", PACKAGES, ids=short)
def test_package_says_what_is_public(package: Path) -> None:
    """Every package lists its public names, each once."""
    body = tree(package / "__init__.py").body
    targets = [
        named(t)
        for n in body
        if isinstance(n, ast.Assign | ast.AnnAssign)
        for t in getattr(n, "targets", [getattr(n, "target", None)])
    ]
    assert targets.count("__all__") == 1


# ---------------------------------------------------------------------------------------------------- how it is written


@cache
def library_classes() -> dict[str, list[ast.ClassDef]]:
    """Return the classes of the library by name."""
    found: dict[str, list[ast.ClassDef]] = {}
    for path in MODULES:
        for cls in classes(tree(path)):
            found.setdefault(cls.name, []).append(cls)
    return found


def is_stub(function: FunctionNode) -> bool:
    """Tell whether a function only declares its shape (a protocol's method, an overload)."""
    last = function.body[-1]
    return (
        len(function.body) == 1
        and isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Constant)
        and last.value.value is ...
    )


def is_documented(function: FunctionNode, owner: ast.ClassDef | None) -> bool:
    """Tell whether a function has a docstring, or takes the place of a base's method that has one."""
    if ast.get_docstring(function) or is_stub(function):
        return True
    bases = [base for name in map(named, owner.bases) for base in library_classes().get(name, [])] if owner else []
    return any(inner.name == function.name and ast.get_docstring(inner) for base in bases for inner in functions(base))


def undocumented(module: ast.Module) -> Iterator[str]:
    """Yield the public classes and functions of a module, and public methods of these classes, that say nothing."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                yield node.name
            for part in node.body:
                if isinstance(part, FunctionNode) and not part.name.startswith("_") and not is_documented(part, node):
                    yield f"{node.name}.{part.name}"
        elif isinstance(node, FunctionNode) and not node.name.startswith("_") and not is_documented(node, None):
            yield node.name


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_public_things_are_documented(path: Path) -> None:
    """Every module, public class, function and method has a docstring, of its own or of the base it follows."""
    assert ast.get_docstring(tree(path))
    assert list(undocumented(tree(path))) == []


def test_silence_is_found() -> None:
    """A public class, method and function without a docstring are each reported, private ones and stubs are not."""
    text = "class A:\n    def b(self): return 1\n    def _c(self): return 1\n    def d(self): ...\ndef e(): return 1\ndef _f(): return 1\n"
    assert list(undocumented(ast.parse(text))) == ["A", "A.b", "e"]


def style_faults(module: ast.Module) -> Iterator[str]:
    """Yield what type checkers disagree about: validators by decorator, and built-in types as converters."""
    for node in ast.walk(module):
        for decorator in getattr(node, "decorator_list", []):
            if isinstance(decorator, ast.Attribute) and decorator.attr == "validator":
                yield f"line {decorator.lineno}: a validator by decorator; write validator=[...]"
        if (
            isinstance(node, ast.keyword)
            and node.arg == "converter"
            and named(node.value) in {"tuple", "list", "dict", "set", "frozenset"}
        ):
            yield f"line {node.value.lineno}: converter={named(node.value)}; write a named, typed function"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_attrs_are_written_so_that_type_checkers_agree(path: Path) -> None:
    """No validator is set by decorator, and no built-in type serves as a converter."""
    assert list(style_faults(tree(path))) == []


def test_style_faults_are_found() -> None:
    """Both habits are reported where they are planted."""
    text = "class A:\n    x = field(converter=tuple)\n    @x.validator\n    def check(self, a, b): ...\n"
    assert len(list(style_faults(ast.parse(text)))) == 2


def depth(name: str, among: dict[str, list[ast.ClassDef]], seen: tuple[str, ...] = ()) -> int:
    """Return how many classes of the library stand above the class of that name."""
    bases = [named(base) for cls in among.get(name, []) for base in cls.bases]
    return max(
        (1 + depth(base, among, (*seen, name)) for base in bases if base in among and base not in (*seen, name)),
        default=0,
    )


def test_inheritance_is_one_level_deep() -> None:
    """A class of the library inherits from at most one other above it: Entry, State, Book, an error, a span."""
    assert {
        name: depth(name, library_classes()) for name in library_classes() if depth(name, library_classes()) > 1
    } == {}


def test_deep_inheritance_is_found() -> None:
    """A grandchild is two levels deep, also through type arguments."""
    module = ast.parse("class A: ...\nclass B(A): ...\nclass C(B[int]): ...")
    assert depth("C", {cls.name: [cls] for cls in classes(module)}) == 2


# ---------------------------------------------------------------------------------------------------- tests and texts


def cases_of(module: ast.Module) -> Iterator[FunctionNode]:
    """Yield the test functions of a module."""
    yield from (function for function in functions(module) if function.name.startswith("test_"))


def is_a_sentence(docstring: str | None) -> bool:
    """Tell whether a docstring is one paragraph that ends as a sentence does."""
    return (
        bool(docstring)
        and "\n\n" not in str(docstring)
        and str(docstring).rstrip().endswith((".", "。", "!", "?", "？"))
    )


@pytest.mark.parametrize("path", TESTS, ids=short)
def test_every_test_says_what_it_shows(path: Path) -> None:
    """Every test has a docstring of one sentence."""
    assert [function.name for function in cases_of(tree(path)) if not is_a_sentence(ast.get_docstring(function))] == []


@pytest.mark.parametrize("path", TESTS, ids=short)
def test_every_test_is_run(path: Path) -> None:
    """No test is skipped or expected to fail: the development install has every optional package."""
    attributes = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not attributes & {"skip", "skipif", "xfail", "importorskip"}


def marked_rows(module: ast.Module) -> Iterator[str]:
    """Yield every row that a mark ``plan(...)`` names; a name in place of a text is yielded as it is written."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "plan":
            yield from (str(arg.value) if isinstance(arg, ast.Constant) else ast.unparse(arg) for arg in node.args)


def is_row(code: str) -> bool:
    """Tell whether a code is a row of the plans: R01 to R81, P01 to P190, D01 to D67."""
    match = re.fullmatch(r"([RPD])(\d{2,3})", code)
    return match is not None and 1 <= int(match[2]) <= ROWS[match[1]] and code == f"{match[1]}{int(match[2]):02d}"


@pytest.mark.parametrize("path", TESTS, ids=short)
def test_marked_rows_exist(path: Path) -> None:
    """A test names only rows that the work plans have."""
    assert [code for code in marked_rows(tree(path)) if not is_row(code)] == []


def test_wrong_rows_are_found() -> None:
    """A row out of range, of an unknown letter or with a spare nought is not a row."""
    assert [is_row(code) for code in ("R01", "P190", "D67", "R82", "P00", "X01", "R001", "D1")] == [True] * 3 + [
        False
    ] * 5


def texts() -> list[Path]:
    """Return the text files of the project, without environments, caches and builds."""
    places = [
        path for path in ROOT.iterdir() if path.name not in {"build", "dist", "site", "out", ".git", ".venv", "venv"}
    ]
    files = [
        p
        for place in places
        for p in (place.rglob("*") if place.is_dir() and not place.name.startswith(".") else [place])
    ]
    files += [ROOT / ".ci" / "run"]
    return sorted(
        p for p in files if p.is_file() and (p.suffix in TEXTS or p.parent.name == ".ci") and p.name != ".gitignore"
    )


@pytest.mark.parametrize("what", FOREIGN)
def test_project_speaks_of_itself_alone(what: str) -> None:
    """No file names a place, a host or a lock that another reader would not have, nor leaves work to be done later."""
    bad = []
    for path in texts():
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if path != Path(__file__) and FOREIGN[what].search(line):
                bad.append(f"{short(path)}:{number} {line.strip()[:80]}")
    assert bad == []


@pytest.mark.parametrize(
    ("what", "parts"),
    [
        ("a path outside the project", ("see ..", "/shared/notes")),
        ("a path outside the project", ("open('/", "home/li/book.xlsx')")),
        ("the host of a package registry", ("index-url = https://pypi", ".org/simple")),
        ("a lock file", ("commit uv.", "lock")),
        ("a note to do something later", ("# TO", "DO: later")),
    ],
)
def test_foreign_words_are_found(what: str, parts: tuple[str, str]) -> None:
    """Each kind of stray reference is recognised."""
    assert FOREIGN[what].search("".join(parts))


def test_readme_has_two_commands() -> None:
    """README's section ``Two commands`` holds one block of exactly two lines, the second of which runs the tests."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Two commands\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    commands = blocks[0].strip().split("\n")
    assert len(commands) == 2
    assert commands[1].endswith("pytest -q -n auto --maxprocesses=4 --dist=loadfile")


def test_change_fragments_are_named_so_that_they_can_be_gathered() -> None:
    """A change fragment is ``<name>.<added|changed|fixed|removed>.md`` and says something."""
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]
    assert [path.name for path in fragments if not FRAGMENT.fullmatch(path.name)] == []
    assert [path.name for path in fragments if not path.read_text(encoding="utf-8").strip()] == []
