"""What can be told of a SPARQL query by its words: what it must not do, and what is wrong with it.

Oxigraph parses queries, and says of one that is wrong only where it gave up. The advice is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from .errors import UsageError, did_you_mean

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
"""What a query begins with after its prologue."""

UPDATES = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
"""What an update begins with (SPARQL 1.1 Update)."""

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
    | (?P<long> \"""(?:[^\\]|\\.)*?\""" | '''(?:[^\\]|\\.)*?''' )
    | (?P<string> "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?:\w[\w.-]*)?:(?:[\w.:%-]|\\.)* )
    | (?P<word> [^\W\d]\w* )
    | (?P<number> [\d.]+ )
    | (?P<mark> \S )
    """,
    re.VERBOSE | re.DOTALL,
)

_PLACE = re.compile(r"error at (\d+):(\d+)")
_PAIRS = {"{": "}", "(": ")", "[": "]"}

_MEANT = {
    "variable that is unbound": "What is selected beside a COUNT or the like has to stand in GROUP BY, by a name.",
    "Duplicated variable name": "Every column of SELECT needs a name of its own.",
    "IRI parsing failed": "An IRI stands between < and >, and has no spaces.",
    "maximum number of nested": "It has too many brackets in brackets.",
}
"""What Oxigraph says of the sense of a query, and what is to be done."""


class Token(NamedTuple):
    """One word, name, text or sign of a query, and the place of its first letter."""

    sort: str
    text: str
    start: int

    @property
    def prefix(self) -> str:
        """The prefix of a prefixed name."""
        return self.text.partition(":")[0]


def tokens(text: str) -> Iterator[Token]:
    """Yield what a query consists of, comments included."""
    for found in _TOKEN.finditer(text):
        yield Token(found.lastgroup or "", found.group(), found.start())


DEEPEST = 100
"""So many brackets may stand in one another: Oxigraph has no limit, and brings the process down."""

LONGEST = 100_000
"""So many words and signs a query may have, for the same reason."""


def check(text: str) -> None:
    """Refuse what is no question to this catalogue alone.

    Raises:
        UsageError: It is empty or too large, would change something, or would ask another server.
    """
    every = list(tokens(text))
    said = [one for one in every if one.sort != "comment"]
    if not said:
        raise UsageError("There is no query.", "Write one, such as: SELECT ?source WHERE { ?source a dcat:Dataset }")
    if _first_word(said).upper() in UPDATES:
        raise UsageError(
            "A query cannot change the catalogue.", "Change records with: orodha add, edit, delete, import"
        )
    if len(said) > LONGEST or _depth(said) > DEEPEST:
        most = f"{LONGEST:,} words and signs, and {DEEPEST} brackets in one another"
        raise UsageError("The query is too large.", f"It may have {most}. Ask in several queries.")
    if _asks_others(every, said):
        raise UsageError("A query cannot ask other servers: SERVICE is not allowed.", "Import what they have first.")


def _first_word(said: Sequence[Token]) -> str:
    """Return the word that says what is asked, after the prefixes; "" if there is none."""
    words = (one.text for one in said if one.sort == "word")
    return next((word for word in words if word.upper() not in ("PREFIX", "BASE")), "")


def _depth(said: Sequence[Token]) -> int:
    """Return how many brackets stand in one another at most."""
    steps = ((one.text in _PAIRS) - (one.text in _PAIRS.values()) for one in said if one.sort == "mark")
    return max(accumulate(steps), default=0)


def _asks_others(every: Sequence[Token], said: Sequence[Token]) -> bool:
    """Tell whether a query has a SERVICE clause, be it written without spaces ("1service:a{").

    Where "<" may be a comparison or begin an IRI with a quote in it, only a parser knows what is text: there the
    word is refused even in a text or comment.
    """
    for one, following in zip(said, (*said[1:], None), strict=True):
        if one.sort == "word" and _is_service(one.text):
            return True
        if one.sort == "name" and _is_service(one.prefix) and following and following.text == "{":
            return True
    doubtful = any(one.sort == "long" or (one.sort == "iri" and "'" in one.text) for one in every)
    return doubtful and any(_is_service(one.text) for one in every if one.sort in ("comment", "string", "long"))


def _is_service(text: str) -> bool:
    return "service" in text.casefold()


def used_graphs(text: str) -> bool:
    """Tell whether a query asks a graph by name, of which a catalogue has none."""
    return any(one.sort == "word" and one.text.upper() in ("FROM", "GRAPH") for one in tokens(text))


def explained(text: str, message: str, prefixes: Mapping[str, str]) -> UsageError:
    """Return an error that says where a query is wrong, and what to do, as far as it can be told.

    Args:
        text: The query.
        message: What Oxigraph says.
        prefixes: Those that need no declaration.
    """
    said = [one for one in tokens(text) if one.sort != "comment"]
    if unknown := _unknown_prefix(said, prefixes):
        name = unknown.prefix
        advice = f"Begin the query with: PREFIX {name}: <...>"
        near = did_you_mean(name, prefixes)
        place = _place(text, unknown.start)
        return UsageError(
            f"The query uses a prefix that is not known, {name}:, {place}.",
            f"{near} Or b{advice[1:]}" if near.startswith("Did") else advice,
        )
    form = _first_word(said)[:30] or said[0].text[:30]
    if form.upper() not in FORMS:
        advice = did_you_mean(form.upper(), FORMS)
        return UsageError(f"The query begins with {form!r}, which is no kind of query.", advice)
    at, advice = _diagnosis(said, message)
    at = _offset(text, message) if at is None else at
    rest = text[at:].split("\n")[0].strip()
    near = f"at {rest[:30]!r}" if rest else "at its end" if not text[at:].strip() else "at the end of that line"
    return UsageError(f"The query cannot be read {_place(text, at)}, {near}.", advice)


def _offset(text: str, message: str) -> int:
    """Return the place in a query where Oxigraph gave up."""
    found = _PLACE.search(message)
    if not found:
        return 0
    lines = text.split("\n")
    line, column = int(found.group(1)), int(found.group(2))
    return min(sum(len(one) + 1 for one in lines[: line - 1]) + column - 1, len(text))


def _place(text: str, at: int) -> str:
    """Say a place in words: "in line 2, column 7"."""
    before = text[:at]
    return f"in line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def _unknown_prefix(said: Sequence[Token], prefixes: Mapping[str, str]) -> Token | None:
    """Return the first name with a prefix that is neither known nor declared."""
    declared = {name.prefix for word, name in pairwise(said) if word.text.upper() == "PREFIX"} | {"_"}
    names = (one for one in said if one.sort == "name")
    return next((one for one in names if one.prefix not in prefixes and one.prefix not in declared), None)


def _diagnosis(said: Sequence[Token], message: str) -> tuple[int | None, str]:
    """Return the place of what is wrong, None where Oxigraph knows better, and what to do about it."""
    for told, meant in _MEANT.items():
        if told in message:
            return None, meant
    if quote := next((one for one in said if one.text in ("'", '"')), None):
        return quote.start, f"A text that begins with {quote.text} does not end on its line."
    if odd := _unpaired(said):
        return (
            odd.start,
            f"This {odd.text} is not closed." if odd.text in _PAIRS else f"This {odd.text} closes nothing.",
        )
    for word, following in pairwise(said):
        if word.text.upper() == "FILTER" and following.sort in ("variable", "string", "number"):
            return word.start, "What FILTER tests stands in brackets: FILTER(?year > 2020)"
    if bare := next((one for one in said if one.sort == "word" and one.text.upper() not in _KEYWORDS), None):
        word = bare.text
        advice = f"A name has a prefix (dct:{word}), a variable a question mark (?{word})."
        return bare.start, f"{word!r} is no word of SPARQL. {advice}"
    return None, "The mistake is there or before: often a dot, a bracket or a prefix is missing."


def _unpaired(said: Sequence[Token]) -> Token | None:
    """Return a bracket that closes nothing, or else the last that is not closed."""
    open_ones: list[Token] = []
    for one in said:
        if one.text in _PAIRS:
            open_ones.append(one)
        elif one.text in _PAIRS.values():
            if not open_ones or _PAIRS[open_ones[-1].text] != one.text:
                return one
            open_ones.pop()
    return open_ones[-1] if open_ones else None


_KEYWORDS = frozenset(
    "A ABS ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC"
    " DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI"
    " ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH"
    " NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT"
    " SEPARATOR SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR"
    " SUM TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR".split()
)
