"""A difference between two releases as a page that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..catalogue.pages import Html, escaped, page, table
from .release_changes import WHATS, Change, Detail, Difference
from .release_words import HEADINGS, called, code_of, head_of, languages, shown, summary, tail_of, title


def difference_page(found: Difference, names: tuple[str, str] = ("", "")) -> str:
    """Return the page.

    Args:
        found: What differs.
        names: What people call the two releases: the names of the files.
    """
    lines = [f"{names[0]} → {names[1]}"] if any(names) else []
    body = [f"<p>{'<br>'.join(escaped(line) for line in (*lines, *summary(found)))}</p>"]
    if found:
        body += [_contents(found), *_scheme(found)]
        body += [_section(found, number) for number in range(len(WHATS)) if found.of(WHATS[number])]
    else:
        body.append("<p>Nothing differs.</p>")
    return page(title(found), "\n".join(body), _STYLE)


def _contents(found: Difference) -> str:
    links = [f'<a href="#{what}">{HEADINGS[what].title}</a> {count:,}' for what, count in found.counts.items() if count]
    return f"<p class=contents>{' · '.join(links)}</p>" if links else ""


def _scheme(found: Difference) -> Iterator[str]:
    if found.scheme:
        rows = [(" ".join(filter(None, (one.field, one.language))), _change_of(one)) for one in found.scheme]
        yield "<h2>The scheme</h2>\n" + table(rows, ("Field", "What differs"))
    if told := languages(found):
        words = {"+": "New", "-": "No more"}
        yield "<h2>Languages</h2>\n" + table([(words[mark], tags) for mark, tags in told], ("", "Languages"))


def _section(found: Difference, number: int) -> str:
    what = WHATS[number]
    changes = found.of(what)
    heading = f'<h2 id="{what}">{HEADINGS[what].title} <small>{len(changes):,}</small></h2>'
    head = _HEAD if any(one.details for one in changes) else _HEAD[:2]
    return f"{heading}\n{table([_row(one, len(head)) for one in changes], head)}"


_HEAD = ("Concept", "Code or IRI", "What differs")


def _row(change: Change, columns: int) -> Sequence[str]:
    one = change.concept
    told = Html("<br>".join(_line(detail) for detail in change.details))
    by = Html(f"<br><small>found by its {change.by}</small>") if change.by == "label" else ""
    label = Html(f"{escaped(called(one))}{by}")
    return (label, code_of(one), told)[:columns]


def _line(detail: Detail) -> str:
    around = [f"<small>{escaped(one)}</small>" if one else "" for one in (head_of(detail), tail_of(detail))]
    return " ".join(filter(None, (around[0], _change_of(detail), around[1])))


def _change_of(detail: Detail) -> Html:
    """Return old and new as markup: what goes is struck out, what comes underlined."""
    return Html(" ".join(_piece(mark, " ".join(words)) for mark, words in shown(detail)))


def _piece(mark: str, text: str) -> str:
    tag = {"-": "del", "+": "ins"}.get(mark)
    return f"<{tag}>{escaped(text)}</{tag}>" if tag else escaped(text)


_STYLE = """
table { max-width: 70rem; }
p { max-width: 60rem; }
small { color: #5a5a5a; font-weight: normal; }
del { background: #fbe3e3; color: #7a1010; }
ins { background: #e0f3e3; color: #0c4f1c; }
"""
