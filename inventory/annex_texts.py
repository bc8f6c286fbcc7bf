"""An annex as Markdown and as a page: no text of a record becomes markup, and each keeps its language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..catalogue.pages import Html, escaped, page, prose, table
from .annex import Annex, Said, Section

HEAD = ("Concept", "What is known")

GROUPS = {"source": "Sources", "indicator": "Indicators"}
"""What the parts of an annex are called, by the kind of their records."""

_STYLE = """
table { width: 100%; }
tr > th:first-child { width: 14rem; position: static; }
td p { margin: 0 0 .3rem; text-align: start; }
nav ol { columns: 22rem; }
a { color: inherit; }
"""
_SIGNS = re.compile(r"[\\`*_{}\[\]]")
"""What every reader of Markdown lets a stroke stand before; the others must be entities."""

_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "#": "&#35;", "~": "&#126;", "$": "&#36;"}
)


def groups(annex: Annex) -> Iterator[tuple[str, list[tuple[int, Section]]]]:
    """Yield the parts of an annex with their sections, which are numbered from 1 throughout; no part is empty."""
    numbered = list(enumerate(annex.sections, 1))
    for kind, name in GROUPS.items():
        if own := [(number, one) for number, one in numbered if one.id.startswith(f"{kind}/")]:
            yield name, own


def anchor(section: Section) -> str:
    """Return the name that links within the annex know a section by."""
    return section.id.replace("/", "-")


def as_markdown(annex: Annex) -> str:
    """Return an annex as Markdown, with a table for each section."""
    lines = [f"# {_marked(annex.title)}", "", *(f"{_marked(one)}\n" for one in annex.remarks), "## Contents", ""]
    for name, sections in groups(annex):
        lines += [f"- {name}", *(f"    - [{n}. {_titled(one, annex)}](#{anchor(one)})" for n, one in sections)]
    for name, sections in groups(annex):
        lines += ["", f"## {name}"]
        for number, section in sections:
            lines += ["", f'<a id="{anchor(section)}"></a>', "", f"### {number}. {_titled(section, annex)}", ""]
            lines += [f"| {' | '.join(HEAD)} |", "| --- | --- |"]
            for point in section.points:
                said = "<br>".join(_spoken(one, annex) for one in point.said)
                lines.append(f"| {_spoken(point.heading, annex)} | {said} |")
    return "\n".join(lines) + "\n"


def _titled(section: Section, annex: Annex) -> str:
    return _spoken(section.title, annex).replace("<br>", " ")


def _spoken(said: Said, annex: Annex) -> str:
    """Return a text as Markdown, with its language where that is not the one of the annex."""
    text = "<br>".join(map(_marked, said.text.splitlines()))
    if said.language in ("", annex.language):
        return text
    return f'<span lang="{html.escape(said.language)}" dir="auto">{text}</span>'


def _marked(text: str) -> str:
    """Return one line of text so that no sign in it is taken for markup, by any reader of Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text.translate(_ENTITIES))


def as_html(annex: Annex) -> str:
    """Return an annex as a page that stands alone."""
    parts = [f"<p>{prose(one)}</p>" for one in annex.remarks]
    parts += ["<nav>", "<h2>Contents</h2>"]
    for name, sections in groups(annex):
        parts += [f"<p>{name}</p>", f'<ol start="{sections[0][0]}">']
        parts += [f'<li><a href="#{anchor(one)}">{_tagged("span", one.title)}</a></li>' for _, one in sections]
        parts.append("</ol>")
    parts.append("</nav>")
    for name, sections in groups(annex):
        parts.append(f"<h2>{name}</h2>")
        for number, section in sections:
            parts.append(f'<h3 id="{anchor(section)}">{number}. {_tagged("span", section.title)}</h3>')
            rows = [(_tagged("span", one.heading), _cell(one.said)) for one in section.points]
            parts.append(table(rows, HEAD))
    return page(annex.title, "\n".join(parts), _STYLE)


def _cell(said: tuple[Said, ...]) -> Html:
    return Html("".join(_tagged("p", one) for one in said))


def _tagged(name: str, said: Said) -> Html:
    tongue = f' lang="{html.escape(said.language)}"' if said.language else ""
    return Html(f'<{name}{tongue} dir="auto">{escaped(said.text)}</{name}>')
