"""Every Python block of the docs is run; nothing that looks like one escapes the runner."""

import contextlib
import io
import re
from pathlib import Path

import pytest
from sybil import Document
from sybil.evaluators.python import PythonEvaluator

from schoollogistics import BOOKS, rules
from schoollogistics.catalogue import parameters
from schoollogistics.errors import CODES
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS
from tests.blocks import FencedPython, PythonBlocks

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUN = {"python"}
SHOWN = {"bash", "text", "json", "toml", "powershell", "html", "csv"}
FENCE = re.compile(r"^[ \t>]*(?P<ticks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)$", re.MULTILINE)
OUTSIDE = re.compile(r"""(?:src|href)=["']https?://|!\[[^\]]*\]\(https?://|^[ \t]*@import""", re.MULTILINE)


def openings(text: str) -> list[str]:
    """Return what stands behind each opening fence of a page: the language and its options."""
    found: list[str] = []
    ticks = ""
    for match in FENCE.finditer(text):
        if not ticks:
            ticks = match["ticks"]
            found.append(match["info"].strip())
        elif match["ticks"].startswith(ticks) and not match["info"].strip():
            ticks = ""
    return found


def escaping(text: str) -> list[str]:
    """Return the fences of a page that are neither run nor a language that is only shown."""
    words = [(info, info.split(maxsplit=1)[0] if info else "") for info in openings(text)]
    return [info for info, word in words if word not in RUN | SHOWN]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_is_run_or_plainly_shown(page: Path) -> None:
    """A block is ``python`` and runs, or names a language that is only shown; ``pycon`` would silently not run."""
    assert escaping(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_load_nothing_from_elsewhere(page: Path) -> None:
    """A page shows no picture, script or style sheet of another site, so the docs can be read without a network."""
    assert OUTSIDE.search(page.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("fence", ["pycon", "py", "python3", "Python", "", "mermaid", "{.python}"])
def test_an_escaping_block_is_found(fence: str) -> None:
    """Blocks that the runner would pass over are reported, also behind a good one."""
    text = f"```python\nx = 1\n```\n\n```{fence}\n>>> x\n2\n```\n"
    assert escaping(text) == [fence]


def test_a_fence_inside_a_longer_fence_is_text() -> None:
    """A block that shows how to write a block is one block."""
    assert openings("````text\n```pycon\n```\n````\n") == ["text"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_runner_sees_every_python_block(page: Path) -> None:
    """The runner and a plain look at the fences find the same Python blocks, so none is passed over."""
    fenced = [info for info in openings(page.read_text(encoding="utf-8")) if info.split(maxsplit=1)[:1] == ["python"]]
    regions = list(FencedPython("python", PythonEvaluator())(Document.parse(str(page))))
    assert len(regions) == len(fenced)


@pytest.mark.parametrize("info", ["python", "python ", ' python exec="on"', 'python title="a.py" hl_lines="1"'])
@pytest.mark.parametrize("indent", ["", "    "])
def test_options_do_not_hide_a_block(info: str, indent: str) -> None:
    """A Python block is run whatever stands behind the word, and also inside an admonition or a tab."""
    lines = ["", f"```{info}", "x = 1", "```", ""]
    document = Document("\n".join(indent + line for line in lines) + "\n", "page.md")
    assert [region.parsed for region in PythonBlocks()(document)] == ["x = 1\n"]


def test_only_python_is_run() -> None:
    """Blocks of other languages are shown, not run."""
    document = Document("```bash\nls\n```\n\n```pythonic\nx\n```\n", "page.md")
    assert list(PythonBlocks()(document)) == []


def code_of(page: str) -> list[str]:
    """Return the Python blocks of a page."""
    path = ROOT / "docs" / page
    return [str(region.parsed) for region in PythonBlocks()(Document(path.read_text(encoding="utf-8"), str(path)))]


def printed_by(page: str) -> str:
    """Return what the Python blocks of a page print, run in order."""
    document = Document.parse(str(ROOT / "docs" / page), PythonBlocks())
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for example in document.examples():
            example.evaluate()
    return out.getvalue()


def test_both_tutorials_run_the_same_code() -> None:
    """The Chinese tutorial is told in its own words, around the blocks of the English one."""
    assert code_of("zh/tutorial.md") == code_of("tutorial.md")


@pytest.mark.parametrize(
    "page",
    [
        "add-a-routine.md",
        "close-a-canteen-month.md",
        "from-menu-to-meal.md",
        "keep-food-safe.md",
        "keep-the-register.md",
    ],
)
def test_both_how_tos_run_the_same_code(page: str) -> None:
    """A how-to in two languages is told twice around the same blocks."""
    assert code_of(f"zh/{page}") == code_of(f"how-to/{page}")


@pytest.mark.parametrize("page", ["zh/entries.md", "glossary.md"])
def test_pages_made_from_labels_name_every_entry(page: str) -> None:
    """What is made from the labels when the docs are built names every kind of entry of every book."""
    kinds = {kind.__name__ for book in BOOKS for kind in book.kinds}
    printed = printed_by(page)
    assert {name for name in kinds if f"`{name}`" not in printed} == set()


def test_the_page_of_entries_names_what_every_book_takes() -> None:
    """The page of what can be written down shows the journal's own entries and draws every lifecycle."""
    printed = printed_by("zh/entries.md")
    assert {kind.__name__ for kind in JOURNAL_KINDS if f"`{kind.__name__}`" not in printed} == set()
    assert printed.count("<svg ") == sum(len(book.lifecycles) for book in BOOKS)


def test_the_page_of_rules_names_every_rule_and_parameter() -> None:
    """The page of rules shows the code and wording of every rule, and every parameter."""
    printed = printed_by("zh/rules.md")
    assert {each.code for each in rules() if f"| `{each.code}` | {each.zh} |" not in printed} == set()
    assert {each.code for each in parameters() if f"| `{each.code}` | {each.zh} |" not in printed} == set()


def test_the_page_of_errors_names_every_code() -> None:
    """The page of errors shows every code with its Chinese meaning."""
    printed = printed_by("zh/errors.md")
    assert {code for code, name in CODES.items() if f"| `{code}` | {name.zh} |" not in printed} == set()
