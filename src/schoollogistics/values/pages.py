"""One self-contained page of tables, paragraphs and pictures, for a screen, a printer or an e-mail attachment."""

from typing import Final

from schoollogistics.errors import Language, Text
from schoollogistics.values.svg.canvas import FONTS, Svg, said
from schoollogistics.values.tables.cells import LANGUAGES, check_language, markup
from schoollogistics.values.tables.table import Table

Part = Table | Svg | Text | str

_PARTS: Final = Text("a Table, a picture, a str or a Text", "请用 Table、图、文本或 Text")

PAGE_STYLE: Final = f"""
:root{{color-scheme:light dark;--ground:#f4f6f7;--sheet:#ffffff;--ink:#27343f;--quiet:#5b6b78;--rule:#dde3e8;
--band:#f7f9fa;--mark:#3c7d86}}
@media screen and (prefers-color-scheme:dark){{:root{{--ground:#141a1e;--sheet:#1b2329;--ink:#e4eaee;--quiet:#a9b6c0;
--rule:#36434d;--band:#202a31;--mark:#5ba3ad}}}}
*{{box-sizing:border-box}}
body{{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 {FONTS}}}
main{{width:min-content;min-width:min(60rem,100%);max-width:calc(100% - 2rem);margin:2rem auto;padding:2.5rem 3rem;
background:var(--sheet);border-radius:10px;box-shadow:0 1px 3px rgb(0 0 0/.12)}}
h1{{margin:0 0 1.5rem;padding-bottom:.75rem;border-bottom:2px solid var(--mark);font-size:1.6rem;line-height:1.3}}
h2{{margin:0 0 .75rem;font-size:1.15rem;line-height:1.4}}
p{{margin:1rem 0;white-space:pre-line}}
section{{margin:2rem 0}}
figure{{margin:2rem -16px}}
figure svg{{display:block}}
section{{overflow-x:auto}}
table{{width:100%;border-collapse:collapse;font-size:.93rem}}
th,td{{padding:.45rem .7rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;
overflow-wrap:anywhere;white-space:pre-line}}
th{{border-bottom:1.5px solid var(--mark);color:var(--quiet);font-weight:600;white-space:nowrap}}
tbody tr:nth-child(even){{background:var(--band)}}
tfoot td{{border-top:1.5px solid var(--mark);border-bottom:0;font-weight:600}}
.sl-number{{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}}
.sl-short{{white-space:nowrap}}
td:not([class]){{min-width:6em}}
.sl-none{{color:var(--quiet);text-align:center}}
dl{{display:flex;flex-wrap:wrap;gap:.35rem 2rem;margin:0 0 1rem}}
dl div{{display:flex;gap:.6rem}}
dt{{color:var(--quiet);white-space:nowrap}}
dd{{margin:0;overflow-wrap:anywhere;white-space:pre-line}}
.sl-notes{{margin:.9rem 0 0;padding-left:1.2rem;color:var(--quiet);font-size:.88rem}}
.sl-signatures{{margin:1.6rem 0 0;gap:1.2rem 2.5rem}}
.sl-signatures dd{{min-width:8rem;border-bottom:1px solid var(--quiet)}}
@media (max-width:40rem){{main{{max-width:100%;margin:0;padding:1.25rem;border-radius:0}}}}
@page{{size:A4;margin:16mm}}
@page wide{{size:A4 landscape;margin:12mm}}
@media print{{:root{{color-scheme:light;--ground:#fff;--sheet:#fff;--ink:#000;--quiet:#333;--rule:#999;--band:#fff;
--mark:#333}}
body{{font-size:11pt}}
main{{width:auto;min-width:0;max-width:none;margin:0;padding:0;box-shadow:none}}
td:not([class]){{min-width:0}}
section,figure{{overflow:visible}}
thead{{display:table-header-group}}
tfoot{{display:table-row-group}}
tr,figure,.sl-signatures{{break-inside:avoid}}
h1,h2{{break-after:avoid}}
th{{white-space:normal}}
.sl-wide{{page:wide}}
.sl-wide table{{font-size:7.5pt;line-height:1.4}}
.sl-wide th,.sl-wide td{{padding:.25rem .2rem}}}}
"""


def page(title: str | Text, *parts: Part, language: Language = "zh") -> str:
    """Return one HTML page of *parts* in order: tables, paragraphs (str or ``Text``) and ``Svg`` pictures.

    It needs nothing else and asks for nothing from anywhere, reads well in light and dark, and prints on A4, a table of
    many columns across. All text is escaped. ``InvalidValue``: ``type`` for any other part, ``choice`` for another language.
    """
    language = check_language(language)
    heading = markup(said(title, "title", language))
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{LANGUAGES[language]}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            # Even markup that slipped through could run no script and fetch nothing.
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{heading}</title>",
            f"<style>{PAGE_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{heading}</h1>",
            *(_part(part, language) for part in parts),
            "</main>",
            "</body>",
            "</html>\n",
        ]
    )


def _part(part: object, language: Language) -> str:
    if isinstance(part, Table):
        return part.to_html(language).rstrip("\n")
    if isinstance(part, Svg):
        return f"<figure>\n{part.text}\n</figure>"
    return f"<p>{markup(said(part, 'part', language, _PARTS))}</p>"
