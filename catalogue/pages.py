"""Pages that stand alone: what a person is sent to read, as HTML.

Every text is escaped; one that is markup already says so by being ``Html``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence


class Html(str):
    """A text that is markup already, made by this program and never by a person."""

    __slots__ = ()


_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"

RIGHT_TO_LEFT = re.compile(rf"[{_LETTERS}]+(?:[ '’-]+[{_LETTERS}]+)*")
"""A name or words of a script that runs from right to left, without the signs around them."""


def page(title: str, body: str, style: str = "") -> str:
    """Return a page that stands alone: no script, no picture, nothing that is fetched.

    Args:
        title: What the page is called, as text; also its first heading.
        body: What stands below the heading, as markup.
        style: CSS beside that of every page.
    """
    named = html.escape(title)
    return _PAGE.format(title=named, heading=prose(title), body=body, style=f"{_STYLE}{style}".strip())


def table(rows: Iterable[Sequence[str]], head: Sequence[str]) -> str:
    """Return a table as markup: the first cell of a row is its heading, and a line break in a text is kept.

    Each cell runs as its own text does, from left to right or from right to left. On a narrow screen every row is a
    block, whose cells stand behind their headings.

    Args:
        rows: The rows, each as long as the head.
        head: The headings of the columns.
    """
    lines = ["".join(_cell("th", cell) for cell in head)]
    lines += [
        _cell("th", first) + "".join(_cell("td", cell, name) for cell, name in zip(cells, head[1:], strict=True))
        for first, *cells in rows
    ]
    return "\n".join(["<table>", *(f"<tr>{line}</tr>" for line in lines), "</table>"])


def _cell(tag: str, text: str, name: str = "") -> str:
    named = f' data-of="{html.escape(name)}"' if name else ""
    shown = text if isinstance(text, Html) else escaped(text).replace("/", "/<wbr>")  # ids may break there
    return f'<{tag} dir="auto"{named}>{shown}</{tag}>'


def escaped(text: str) -> str:
    """Return a text as markup, with its line breaks."""
    return text if isinstance(text, Html) else "<br>".join(html.escape(text).splitlines())


def prose(text: str) -> Html:
    """Return a sentence as markup, in which words from right to left do not reorder those around them."""
    return Html(RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", escaped(text)))


_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8a8a8a; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #eef2f5; }
tr > th:first-child { position: sticky; left: 0; }
tr:first-child th { position: sticky; top: 0; z-index: 1; }
td { min-width: 5.6rem; overflow-wrap: anywhere; }
td:empty { min-width: 0; }
@media screen and (max-width: 45rem) {
  body { margin: 1rem; }
  table, tbody, tr, th, td { display: block; }
  th, td { border: 0; padding: .1rem .5rem; overflow-wrap: anywhere; }
  tr:first-child, td:empty { display: none; }
  tr { border: 1px solid #8a8a8a; border-bottom: 0; padding-bottom: .3rem; }
  tr:last-child { border-bottom: 1px solid #8a8a8a; }
  tr > th:first-child { position: static; }
  td[data-of]::before { content: attr(data-of) ": "; color: #555; }
}
@media print { body { font-size: 11px; margin: 0; } tr > th:first-child, tr:first-child th { position: static; } }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<h1>{heading}</h1>
{body}
</body>
</html>
"""
