"""The finished picture, and the few marks every picture is made of."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from unicodedata import east_asian_width

from attrs import frozen

from schoollogistics.errors import Language, LogisticsError, Text, invalid
from schoollogistics.values.tables.cells import LANGUAGES, markup

FONTS: Final = (
    'system-ui,"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",'
    '"Hiragino Sans GB",sans-serif'
)
SERIES: Final = 6
MARGIN: Final = 16
TEXT_SIZE: Final = 13
SMALL_SIZE: Final = 12
TITLE_SIZE: Final = 16
TITLE_HEIGHT: Final = 52
TEXTS: Final = Text("a str or a Text", "请写文本或 Text")

# Every colour stands here and holds against both grounds; the marks themselves only name what they are.
STYLE: Final = f"""<style>
.sl-svg{{font-family:{FONTS};font-size:13px;max-width:100%;height:auto}}
.sl-svg text{{fill:#27343f}}
.sl-svg .sl-title{{font-size:16px;font-weight:600}}
.sl-svg .sl-small{{font-size:12px;fill:#5b6b78}}
.sl-svg .sl-value{{font-variant-numeric:tabular-nums}}
.sl-svg .sl-rule{{stroke:#dde3e8;stroke-width:1;fill:none}}
.sl-svg .sl-axis{{stroke:#9aa7b2;stroke-width:1;fill:none}}
.sl-svg .sl-limit{{stroke:#b4492f;stroke-width:1.5;stroke-dasharray:5 4;fill:none}}
.sl-svg .sl-limit-text{{font-size:12px;fill:#b4492f}}
.sl-svg .sl-s0{{fill:#3c7d86}}
.sl-svg .sl-s1{{fill:#d2a04a}}
.sl-svg .sl-s2{{fill:#6c83b8}}
.sl-svg .sl-s3{{fill:#bd6b52}}
.sl-svg .sl-s4{{fill:#8ba25c}}
.sl-svg .sl-s5{{fill:#9a7ba6}}
.sl-svg .sl-over{{fill:#bf6247}}
.sl-svg .sl-state{{fill:#eef4f5;stroke:#3c7d86;stroke-width:1.5}}
.sl-svg .sl-first{{fill:#3c7d86;stroke:#3c7d86;stroke-width:1.5}}
.sl-svg .sl-end{{fill:#f3f1ec;stroke:#8d8574;stroke-width:1.5}}
.sl-svg .sl-name{{font-size:14px;font-weight:600}}
.sl-svg .sl-first-name{{font-size:14px;font-weight:600;fill:#ffffff}}
.sl-svg .sl-on{{stroke:#6b7f8e;stroke-width:1.5;fill:none}}
.sl-svg .sl-on-tip{{fill:#6b7f8e}}
.sl-svg .sl-back{{stroke:#c08a3e;stroke-width:1.5;fill:none}}
.sl-svg .sl-back-tip{{fill:#c08a3e}}
.sl-svg .sl-day{{fill:none;stroke:#c3ccd3;stroke-width:1}}
.sl-svg .sl-off{{fill:#eceff1;stroke:#c3ccd3;stroke-width:1}}
.sl-svg .sl-make-up{{fill:#d2a04a}}
.sl-svg .sl-framed{{fill:none;stroke:#3c7d86;stroke-width:2.5}}
.sl-svg .sl-mark{{font-size:12px}}
.sl-svg .sl-tick{{stroke:#3c7d86;stroke-width:2;fill:none}}
.sl-svg .sl-late{{stroke:#c08a3e;stroke-width:2;fill:none}}
.sl-svg .sl-cross{{stroke:#b4492f;stroke-width:2;fill:none}}
.sl-svg .sl-dot{{fill:#6c83b8}}
.sl-svg .sl-ring{{stroke:#8d99a3;stroke-width:1.5;fill:none}}
@media screen and (prefers-color-scheme:dark){{
.sl-svg text{{fill:#e4eaee}}
.sl-svg .sl-small{{fill:#a9b6c0}}
.sl-svg .sl-rule{{stroke:#36434d}}
.sl-svg .sl-axis{{stroke:#71808c}}
.sl-svg .sl-limit{{stroke:#e58468}}
.sl-svg .sl-limit-text{{fill:#e58468}}
.sl-svg .sl-s0{{fill:#4f9aa4}}
.sl-svg .sl-over{{fill:#d56a4e}}
.sl-svg .sl-state{{fill:#1f2f35;stroke:#5ba3ad}}
.sl-svg .sl-end{{fill:#2b2a26;stroke:#9a917f}}
.sl-svg .sl-first-name{{fill:#ffffff}}
.sl-svg .sl-on{{stroke:#93a5b2}}
.sl-svg .sl-on-tip{{fill:#93a5b2}}
.sl-svg .sl-day{{stroke:#36434d}}
.sl-svg .sl-off{{fill:#232e36;stroke:#36434d}}
.sl-svg .sl-framed{{stroke:#5ba3ad}}
.sl-svg .sl-tick{{stroke:#5ba3ad}}
.sl-svg .sl-cross{{stroke:#e58468}}
}}
</style>"""

_TAGS: Final = "svg|g|rect|path|line|text|title|desc"
_NAMES: Final = "xmlns|viewBox|width|height|role|lang|aria-label|class|x|y|rx|d|x1|x2|y1|y2|text-anchor"
# What a picture may consist of, as a whole: no script, no link, no style of its own, nothing a browser would fetch.
_HARMLESS: Final = re.compile(f'(?:[^<>]++|</(?:{_TAGS})>|<(?:{_TAGS})(?: (?:{_NAMES})="[^"<>]*+")*+/?>)*+')


@frozen
class Svg:
    """A finished picture: its *title* and its *text*, one ``<svg>`` element that stands alone.

    Made by the chart functions. ``InvalidValue`` (shape) for markup other than theirs, so that a picture can be put on
    a page as it is.
    """

    title: str
    text: str

    def __attrs_post_init__(self) -> None:
        for name in ("title", "text"):
            if type(getattr(self, name)) is not str:
                raise invalid(
                    "type", name, getattr(self, name), Text("is not text", "不是文本"), Text("text", "请写文本")
                )
        bare = self.text.replace(STYLE, "", 1)
        framed = bare.startswith("<svg ") and bare.endswith("</svg>")
        if not framed or bare.count("<svg ") != 1 or not _HARMLESS.fullmatch(bare):
            raise invalid(
                "shape",
                "text",
                self.text,
                Text("is not a picture drawn by this library", "不是本库所画的图"),
                Text(
                    "bar_chart, stacked_bars, month_bars, month_sheet or flow",
                    "请用 bar_chart、stacked_bars、month_bars、month_sheet 或 flow",
                ),
            )

    def __str__(self) -> str:
        return self.text

    def _repr_svg_(self) -> str:
        return self.text


def picture(
    title: str, told: Sequence[str], size: tuple[float, float], marks: Iterable[str], language: Language
) -> Svg:
    """Return the finished picture of *size*: its name, its content in words (*told*), its marks."""
    width, height = (number(side) for side in size)
    name = markup(title)
    spoken = f'role="img" lang="{LANGUAGES[language]}" aria-label="{name}"'
    frame = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sl-svg" {spoken} {frame}>',
        f"<title>{name}</title>",
        f"<desc>{markup('; '.join(told))}</desc>",
        STYLE,
        write(MARGIN, MARGIN + TITLE_SIZE - 2, title, "sl-title"),
        *marks,
        "</svg>",
    ]
    return Svg(title, "\n".join(lines))


def number(value: float) -> str:
    """Return a coordinate to a tenth of a pixel, without a needless ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


def write(x: float, y: float, text: str, name: str = "", anchor: str = "start") -> str:
    """Return *text* with its base line at (*x*, *y*)."""
    kind = f' class="{name}"' if name else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{number(x)}" y="{number(y)}"{kind}{side}>{markup(text)}</text>'


def box(x: float, y: float, size: tuple[float, float], name: str, rounded: float = 0, told: str = "") -> str:
    """Return a rectangle; *told* is shown when a pointer rests on it."""
    corner = f' rx="{number(rounded)}"' if rounded else ""
    width, height = (number(side) for side in size)
    start = f'<rect x="{number(x)}" y="{number(y)}" width="{width}" height="{height}"{corner} class="{name}"'
    return f"{start}><title>{markup(told)}</title></rect>" if told else f"{start}/>"


def line(x1: float, y1: float, x2: float, y2: float, name: str) -> str:
    """Return a straight line."""
    return f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" class="{name}"/>'


def path(steps: Sequence[str | float], name: str) -> str:
    """Return a path: letters and coordinates as SVG wants them."""
    return f'<path d="{" ".join(s if isinstance(s, str) else number(s) for s in steps)}" class="{name}"/>'


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Return about how wide *text* prints: a Chinese character is as wide as high, others a little over half."""
    return sum(1.0 if east_asian_width(c) in "WF" else 0.58 for c in text) * size


def fitted(text: str, most: float, size: float = TEXT_SIZE) -> str:
    """Return *text*, cut with … where it would print wider than *most*."""
    if text_width(text, size) <= most:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > most:
        kept = kept[:-1]
    return kept + "…"


def said(text: object, field: str, language: Language, takes: Text = TEXTS) -> str:
    """Return what *text*, a str or a ``Text``, says in one language; ``InvalidValue`` (type) for anything else."""
    if isinstance(text, Text) and all(type(part) is str for part in text):
        return text.text(language)
    if type(text) is str:
        return text
    raise invalid("type", field, text, Text("is not text", "不是文本"), takes)


def too_many(field: str, count: int, most: int) -> LogisticsError:
    """Return the error for *count* things where a picture has room for *most*."""
    return invalid(
        "limit",
        field,
        count,
        Text(f"is more than a picture has room for ({most})", f"超过一张图的容量（{most}）"),
        Text("a shorter list, or a table", "请分成几张图，或改用表格"),
    )
