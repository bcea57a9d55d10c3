"""The nutrition analysis of a period: every amount with its standard, where that stands, and how far it was checked."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from schoollogistics.errors import Language, Text
from schoollogistics.journal import Bound, about, numbered, value_notes
from schoollogistics.journal.rules import STATUSES
from schoollogistics.journal.views import UNSURE
from schoollogistics.nutrition.book import VERDICTS, Comparison, MenuBook, base_of, tidy
from schoollogistics.nutrition.entries.menus import NutritionAnalysed
from schoollogistics.nutrition.rules import LABELS
from schoollogistics.nutrition.rules.foods import NUTRIENTS, Base
from schoollogistics.nutrition.rules.plans import P66_DAY_SHARE, P66_STANDARD, PARAMETERS
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn, cell_text

AT_LEAST: Final = Text("at least ", "至少 ")
STANDARD: Final = Text("Standard", "对照标准")
SHARE_OF_DAY: Final = Text("Share of a day's needs", "占全日需要量")
WHOLE_DAY: Final = Text("not set; held against a whole day", "未设定，按全日标准对照")
NO_STANDARD: Final = Text("none given", "未定")
UNKNOWN: Final = Text("not known", "数据缺失")
STANDARD_IS: Final = Text("standard", "标准")
NOTE_MARK: Final = Text(", ", "，")
DOUBTED: Final = Text("as printed, not judged", "照印，不作判断")


def nutrition_analysis(book: MenuBook, during: DateSpan | date, base: Base | None = None) -> Table:
    """Return what each age band gets a day in *during*, held against the standard (营养分析, D36).

    Energy and its shares are counted by *base*, named in the head. An amount of which parts are missing is "at least"; a
    verdict that rests on a number nobody has verified says so.
    """
    span = span_of(during)
    chosen = base or base_of(book.setting, span.last)
    rows: list[tuple[Cell, ...]] = []
    doubts: dict[Text, None] = {}
    for band in book.bands(span):
        for each in book.comparison(band, span, chosen):
            if each.bound is not None and each.bound.doubt is not None:
                doubts[Text(f"{each.what.en}: {each.bound.doubt.en}", f"{each.what.zh}：{each.bound.doubt.zh}")] = None
            rows.append(
                (
                    band,
                    each.what,
                    each.unit,
                    actual_of(each),
                    bound_text(each.bound, percent=each.code.endswith("_share")),
                    each.percent,
                    verdict_of(each),
                    None if each.bound is None else each.bound.source,
                    None if each.bound is None else STATUSES[each.bound.status],
                )
            )
    return Table(
        title=Text("Nutrition analysis", "营养分析"),
        head=(*about(book.setting, during), *basis_of(book, span, chosen)),
        columns=(
            TableColumn("band", "年龄段", "Age band"),
            TableColumn("what", "项目", "What"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("actual", "人均每日", "Per head and day"),
            TableColumn("standard", "标准", "Standard"),
            TableColumn("percent", "占标准", "Of the standard", "percent"),
            TableColumn("verdict", "结论", "Verdict"),
            TableColumn("source", "标准依据", "Source"),
            TableColumn("status", "核实情况", "Status"),
        ),
        rows=rows,
        notes=(
            *_comments(book, span),
            *_coverage(book, span),
            *doubts,
            *value_notes(book.setting, PARAMETERS, span.last),
        ),
        signatures=((Text("Nutrition adviser", "营养指导员"), None), (Text("Checked by", "审核"), None)),
    )


def basis_of(book: MenuBook, span: DateSpan, base: Base) -> Iterator[Pair]:
    """Yield what amounts are counted by and held against (口径): energy base, standard, share of a day."""
    standard = book.setting.value(P66_STANDARD, span.last)
    yield LABELS.field("base"), LABELS.choice("base", base)
    yield STANDARD, NO_STANDARD if standard is None else Text(standard.en, standard.zh)
    share = book.setting.value(P66_DAY_SHARE, span.last)
    yield SHARE_OF_DAY, WHOLE_DAY if share is None else cell_text(share, "en", "percent")


def _comments(book: MenuBook, span: DateSpan) -> Iterator[Text]:
    for _, entry in numbered(book):
        if isinstance(entry, NutritionAnalysed) and entry.comment is not None and entry.month.overlaps(span):
            yield Text(f"{entry.month}: {entry.comment}", f"{entry.month}：{entry.comment}")


def _coverage(book: MenuBook, span: DateSpan) -> Iterator[Text]:
    """Say of how much of the food each incomplete nutrient is known."""
    for band in book.bands(span):
        intake = book.intake(band, span)
        for code in NUTRIENTS:
            share = intake.coverage(code)
            if share is not None and not intake.is_complete(code):
                what, known = LABELS.choice("nutrient", code), cell_text(share, "en", "percent")
                yield Text(
                    f"{band}, {what.en}: content known of {known} of the food by mass",
                    f"{band} {what.zh}：有含量数据的食物占重量 {known}",
                )


def actual_of(each: Comparison) -> Cell:
    """Return an amount as it is printed: a share in percent, what lacks parts as "at least"."""
    if each.actual is None:
        return UNKNOWN
    said = cell_text(each.actual, "en", "percent") if each.code.endswith("_share") else tidy(each.actual)
    return Text(f"{AT_LEAST.en}{said}", f"{AT_LEAST.zh}{said}") if each.at_least else said


def verdict_of(each: Comparison) -> Cell:
    """Return the verdict as it is printed: with the status of the number it rests on where nobody has verified that."""
    if each.bound is not None and each.bound.doubt is not None:
        return DOUBTED
    if each.verdict is None or each.bound is None:
        return None
    verdict, status = VERDICTS[each.verdict], each.bound.status
    if status not in UNSURE:
        return verdict
    return Text(f"{verdict.en} (standard {STATUSES[status].en})", f"{verdict.zh}（标准{STATUSES[status].zh}）")


def bound_text(bound: Bound | None, *, percent: bool = False) -> str | None:
    """Return a bound as it is printed: its number with what it may lie between, or both ends."""
    if bound is None:
        return None
    least, most, value = (
        (None if each is None else _said(each, percent)) for each in (bound.least, bound.most, bound.value)
    )
    if value is not None:
        return value if {least, most} <= {None, value} else f"{value}（{least or ''}–{most or ''}）"
    if least is None or most is None:
        return f"≥{least}" if most is None else f"≤{most}"
    return f"{least}–{most}"


def _said(number: Decimal, percent: bool) -> str:
    return cell_text(number, "en", "percent") if percent else tidy(number)


def nutrition_notes(comparisons: Iterable[Comparison]) -> Iterator[Text]:
    """Yield one line for each nutrient and each share of the energy: actual, standard, percent, verdict (表脚).

    What is not known at all stands in one line for each age band.
    """
    unknown: dict[str, list[Text]] = {}
    for each in comparisons:
        if "." in each.code:
            continue
        if each.actual is None:
            unknown.setdefault(each.band, []).append(each.what)
        else:
            yield Text(_note(each, "en"), _note(each, "zh"))
    for band, whats in unknown.items():
        yield Text(
            f"{band} {UNKNOWN.en}: {', '.join(what.en for what in whats)}",
            f"{band} {UNKNOWN.zh}：{'、'.join(what.zh for what in whats)}",
        )


def _note(each: Comparison, language: Language) -> str:
    is_share = each.code.endswith("_share")
    unit = "" if is_share else f" {each.unit.text(language)}"
    standard, verdict = bound_text(each.bound, percent=is_share), verdict_of(each)
    parts = [f"{each.band} {each.what.text(language)} {cell_text(actual_of(each), language)}{unit}"]
    if standard is not None:
        parts.append(f"{STANDARD_IS.text(language)} {standard}")
    if each.percent is not None:
        parts.append(cell_text(each.percent, language, "percent"))
    if verdict is not None:
        parts.append(cell_text(verdict, language))
    return NOTE_MARK.text(language).join(parts)
