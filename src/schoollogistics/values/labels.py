"""What things are called on paper: an English and a Chinese name, and other names found in people's files."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from schoollogistics.errors import Language, Text

Names = Mapping[str, "Label"]
EMPTY: Final[Names] = {}


@frozen
class Label:
    """The names of one thing: English, Chinese, and the *aliases* that headings in old files use.

    *scaled* are headings for the same number in another unit, each with how many of ours one of theirs is: a life in
    years stands 12 times as high in months, ``(("使用年限", 12),)``.
    """

    en: str
    zh: str
    aliases: tuple[str, ...] = ()
    scaled: tuple[tuple[str, int], ...] = ()

    def text(self, language: Language) -> str:
        """Return the name in one language."""
        return self.zh if language == "zh" else self.en

    @property
    def both(self) -> Text:
        """The name as a bilingual ``Text``."""
        return Text(self.en, self.zh)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by: Chinese, English, aliases."""
        return (self.zh, self.en, *self.aliases)


@frozen(kw_only=True)
class Labels:
    """The names a book uses: of its *entries* (by kind), *fields*, *states* and coded *choices* (by field, then code)."""

    entries: Names = EMPTY
    fields: Names = EMPTY
    states: Names = EMPTY
    choices: Mapping[str, Names] = field(factory=dict)

    def state(self, code: str) -> Text:
        """Return the name of a lifecycle state; a state without a label goes by its code."""
        label = self.states.get(code)
        return Text(code, code) if label is None else label.both

    def field(self, name: str) -> Text:
        """Return the name of a field; a field without a label goes by its Python name."""
        label = self.fields.get(name)
        return Text(name, name) if label is None else label.both

    def entry(self, kind: str) -> Text:
        """Return the name of an entry kind; a kind without a label goes by its tag."""
        label = self.entries.get(kind)
        return Text(kind, kind) if label is None else label.both

    def choice(self, name: str, code: str) -> Text:
        """Return the name of the *code* that field *name* holds."""
        label = self.choices.get(name, EMPTY).get(code)
        return Text(code, code) if label is None else label.both
