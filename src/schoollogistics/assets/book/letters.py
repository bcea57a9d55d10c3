"""Responsibility letters: who has to sign one by when, and who did not (P24)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from schoollogistics.assets.book.custody import Bare, keepings, without_letter
from schoollogistics.assets.book.questions import up_to
from schoollogistics.assets.entries.custody import LetterSigned
from schoollogistics.assets.rules import P24, P24_DEADLINE
from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Due, Entry, numbered
from schoollogistics.journal.clocks import deadline_after
from schoollogistics.values.periods import LAST_DAY, DateSpan

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister


def unsigned_letters(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find keepers who kept something in the span without a letter in force, after the time to sign one was over (P24)."""
    found: dict[str, date] = {}
    for bare in _bare(up_to(book, span.last)):
        if bare.first <= span.last and bare.last >= span.first:
            day = max(_last_day(book, bare), span.first)
            if day <= min(bare.last, span.last):
                found[bare.keeper] = min(day, found.get(bare.keeper, day))
    for keeper, day in found.items():
        said = Text(f"{keeper} has no letter in force on {day}", f"{keeper} 自 {day} 起无有效责任书")
        yield Breach(rule=P24, on=day, found=said)


def letters_to_sign(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List who has to sign a letter with its last day in the span, the next one as well where one comes to its end (P24)."""
    for bare in _bare(numbered(book)):
        if bare.last == LAST_DAY and bare.first <= span.last:
            last = _last_day(book, bare)
            if last in span:
                yield Due(
                    what=Text("sign the responsibility letter", "签订财产保管与使用责任书"),
                    last=last,
                    subject=bare.subject,
                    who=bare.keeper,
                    post=(LetterSigned,),
                    rule=P24,
                )


def _bare(entries: Iterable[tuple[int, Entry[Any]]]) -> Iterator[Bare]:
    told = [entry for _, entry in entries]
    return without_letter(keepings(told), [entry for entry in told if isinstance(entry, LetterSigned)])


def _last_day(book: "AssetRegister", bare: Bare) -> date:
    """Return by when the keeper ought to have signed: on the first day, unless the school gives more time."""
    last = deadline_after(book.setting, P24_DEADLINE, Moment(bare.first), bare.keeper)
    return bare.first if last is None else last.day
