"""What a question to a book finds: what ought to be done, and what ought to have held and did not."""

from datetime import date, time
from typing import Any

from attrs import field, frozen

from schoollogistics.errors import Language, Text
from schoollogistics.journal.entry import Entry, Ref, Subject
from schoollogistics.journal.routines import Routine
from schoollogistics.journal.rules import Rule


@frozen(kw_only=True)
class Breach:
    """A rule that did not hold: on which day, about which subject or entry, and what was found.

    ``note`` is the reason given when an entry was posted despite the rule.
    """

    rule: Rule
    on: date
    found: Text
    subject: Subject | None = None
    ref: Ref | None = None
    note: str | None = None

    @property
    def order(self) -> tuple[date, str, Subject]:
        """What breaches are sorted by: day, rule, subject."""
        return self.on, self.rule.code, self.subject or ("", "")

    def text(self, language: Language) -> str:
        """Return one line in one language."""
        note = "" if self.note is None else f" ({self.note})" if language == "en" else f"（{self.note}）"
        return f"{self.on} {self.rule.code} {self.rule.text.text(language)}: {self.found.text(language)}{note}"

    def __str__(self) -> str:
        return self.text("en")


@frozen(kw_only=True)
class Due:
    """Something that ought to be done: what, by whom, where, by which last day, and which entry says it was done.

    ``until`` is the time on the last day where hours matter; ``rule`` is the rule behind it and ``routine`` the routine,
    with its checklist and with what the entry has to say.
    """

    what: Text
    last: date
    until: time | None = None
    subject: Subject | None = None
    who: str | None = None
    where: str | None = None
    post: tuple[type[Entry[Any]], ...] = field(default=())
    rule: Rule | None = None
    routine: Routine | None = None

    @property
    def order(self) -> tuple[date, Subject, str]:
        """What duties are sorted by: last day, subject, what."""
        return self.last, self.subject or ("", ""), self.what.en

    def text(self, language: Language) -> str:
        """Return one line in one language."""
        clock = "" if self.until is None else f" {self.until:%H:%M}"
        about = "" if self.subject is None else f" {self.subject[1]}"
        people = "" if self.who is None else f", {self.who}" if language == "en" else f"，{self.who}"
        return f"{self.last}{clock}{about} {self.what.text(language)}{people}"

    def __str__(self) -> str:
        return self.text("en")
