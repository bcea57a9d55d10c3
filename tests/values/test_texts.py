"""Texts and ids: visible, in one spelling, and never a formula."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue
from schoollogistics.values.texts import ID_LENGTH, TEXT_LENGTH, check_id, check_text, id_key, near, tidy_id


class Word(str):
    """A text that is not quite one."""

    __slots__ = ()


@pytest.mark.parametrize("text", ["灯不亮", "a b"])
def test_plain_text_stays(text: str) -> None:
    """What can be seen is kept as it is."""
    assert check_text(text, "note") is text


@pytest.mark.parametrize("text", ["two\nlines", "é", "<script>", "=cmd", " a", "x" * TEXT_LENGTH, "\n灯\n"])
def test_free_text_is_free(text: str) -> None:
    """Line breaks, mark-up and formulas are text: whoever shows it escapes it."""
    assert check_text(text, "note") is text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "type"),
        (5, "type"),
        (b"a", "type"),
        (["a"], "type"),
        (Word("a"), "type"),
        ("", "blank"),
        (" ", "blank"),
        ("\n", "blank"),
        ("x" * (TEXT_LENGTH + 1), "length"),
        ("a\tb", "character"),
        ("a\0", "character"),
        ("a\r\nb", "character"),
        ("\u200b", "character"),
        ("a\u202eb", "character"),
        ("a\ud800", "character"),
        ("\ue000", "character"),
        ("\u0378", "character"),
        ("e\u0301", "format"),
    ],
)
def test_unfit_text_is_refused(text: Any, code: str) -> None:
    """Blank, overlong, invisible and doubly spelled texts are refused with their code."""
    with pytest.raises(InvalidValue) as caught:
        check_text(text, "note")
    assert caught.value.code == code
    assert caught.value.fields == ("note",)


def test_invisible_character_is_named() -> None:
    """The error says which character it is, and where."""
    with pytest.raises(InvalidValue) as caught:
        check_text("灯\u200b不亮", "note")
    assert "ZERO WIDTH SPACE as character 2" in caught.value.text("en")
    with pytest.raises(InvalidValue) as caught:
        check_id("a\ue000", "by")
    assert "U+E000" in caught.value.text("zh")


@pytest.mark.parametrize("name", ["BX-0908-01", "李老师", "高一(3)班", "a b", "Wang Li", "-3", "3/F", "x" * ID_LENGTH])
def test_names_from_papers_are_ids(name: str) -> None:
    """Whatever a school's papers use as a number or name will do."""
    assert check_id(name, "by") is name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, "type"),
        (7, "type"),
        (Word("a"), "type"),
        ("", "blank"),
        ("\u3000", "blank"),
        ("x" * (ID_LENGTH + 1), "length"),
        (" a", "ident"),
        ("a ", "ident"),
        ("a  b", "ident"),
        ("a\n", "ident"),
        ("a\u200b", "ident"),
        ("ＢＸ1", "ident"),
        ("e\u0301", "ident"),
        ("=1+1", "ident"),
        ("+86", "ident"),
        ("@sum", "ident"),
        ("= 1", "ident"),
    ],
)
def test_unfit_id_is_refused(name: Any, code: str) -> None:
    """Ids have one spelling; the error shows it where there is one."""
    with pytest.raises(InvalidValue) as caught:
        check_id(name, "by")
    assert caught.value.code == code


def test_tidy_spelling_is_offered() -> None:
    """A full-width or spaced id is answered with how to write it."""
    assert tidy_id("  ＢＸ 1 ") == "BX 1"
    with pytest.raises(InvalidValue) as caught:
        check_id("ＢＸ1", "repair")
    assert "BX1" in caught.value.takes.en


@given(st.text(max_size=80))
def test_tidied_id_is_tidy(text: str) -> None:
    """Tidying once is enough, and what passes as an id is already tidy."""
    tidy = tidy_id(text)
    assert tidy_id(tidy) == tidy
    try:
        assert tidy_id(check_id(text, "by")) == text
    except InvalidValue:
        return


def test_case_does_not_make_another_id() -> None:
    """Two spellings that differ by case have one key."""
    assert id_key("BX-1") == id_key("bx-1")
    assert id_key("ß") == id_key("SS")


def test_near_names_are_found() -> None:
    """A hint names what is spelled nearly so, and nothing else."""
    assert near("BX-1", ["BX-2", "BX-10", "ZC-77", "qqqq"]) == ("BX-10", "BX-2")
    assert near("灯", []) == ()
