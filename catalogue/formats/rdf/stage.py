"""Triples of a file, put down by subject in a temporary database, so that files larger than memory can be read.

A term is a text whose first character says what it is: ``<iri``, ``_blank``, ``"text``, ``@language text``,
``^datatype text``. ``Staged`` spells what the describer says in the same way, so that what a file says can be compared
with what a record says.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from ...errors import FormatError
from ...names import PREFIXES, is_iri
from .extras import is_tag
from .guards import SAVE_AS_UTF8, guard
from .terms import XSD, Spelling

Said = dict[str, list[str]]
"""What is said of one subject: predicates, as IRIs, with the terms of their objects."""

STRING = XSD + "string"
CHUNK = 2000
MEMO = 100_000
"""So many IRIs are known to be well-formed, before all are forgotten."""

SYNTAXES = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "nquads": "N_QUADS",
    "trig": "TRIG",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON_LD",
}
"""The formats that are read, and what pyoxigraph calls them."""


class Staged(Spelling):
    """Terms as they are staged."""

    type = PREFIXES["rdf"] + "type"

    def iri(self, iri: str) -> str:
        """Return an IRI."""
        return f"<{iri}"

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        return f'"{text}'

    def lang(self, text: str, language: str) -> str:
        """Return a literal in a language."""
        return f"@{language} {text}"

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI."""
        return f"^{datatype} {text}"


class Stage:
    """The subjects of some triples in the order in which they first come, each with all that is said of it."""

    def __init__(self) -> None:
        self.triples = 0
        self.embedded = 0
        """How many objects are triples themselves (RDF 1.2), and became texts."""
        self.tags = set[str]()
        """Languages that are none."""
        self.repaired: dict[str, str] = {}
        """IRIs that had characters which IRIs may not have, and what they became."""
        self._database = sqlite3.connect("")  # a file of its own that nobody else sees, once it outgrows memory
        self._database.execute("CREATE TABLE node (seq INTEGER PRIMARY KEY, subject TEXT, said BLOB)")
        self._waiting: list[tuple[str, bytes]] = []
        self._scattered = False

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def add(self, subject: str, said: Said) -> None:
        """Put down what is said of a subject; there may be more of it elsewhere."""
        for predicate, objects in said.items():
            if len(objects) > 1:
                said[predicate] = list(dict.fromkeys(objects))
        self._waiting.append((subject, orjson.dumps(said)))
        if len(self._waiting) >= CHUNK:
            self._flush()

    def done(self) -> None:
        """Make what was put down ready to be read: subjects that came more than once are put together."""
        self._flush()
        self._database.execute("CREATE INDEX by_subject ON node (subject)")
        twice = self._database.execute("SELECT subject FROM node GROUP BY subject HAVING count(*) > 1").fetchall()
        for (subject,) in twice:
            rows = self._database.execute("SELECT seq, said FROM node WHERE subject = ? ORDER BY seq", (subject,))
            (first, said), *rest = rows.fetchall()
            whole = together(orjson.loads(said), (orjson.loads(more) for _, more in rest))
            self._database.execute("UPDATE node SET said = ? WHERE seq = ?", (orjson.dumps(whole), first))
            self._database.executemany("DELETE FROM node WHERE seq = ?", [(seq,) for seq, _ in rest])

    def nodes(self) -> Iterator[tuple[str, Said]]:
        """Yield every subject with what is said of it."""
        for subject, said in self._database.execute("SELECT subject, said FROM node ORDER BY seq"):
            yield subject, orjson.loads(said)

    def subjects(self, wanted: Collection[str]) -> Iterator[str]:
        """Yield some of the subjects, in their order."""
        rows = self._database.execute("SELECT subject FROM node ORDER BY seq") if wanted else ()
        return (subject for (subject,) in rows if subject in wanted)

    def node(self, subject: str) -> Said:
        """Return what is said of a subject; nothing if it is none."""
        row = self._database.execute("SELECT said FROM node WHERE subject = ?", (subject,)).fetchone()
        return orjson.loads(row[0]) if row else {}

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO node (subject, said) VALUES (?, ?)", self._waiting)
        self._waiting.clear()


def together(said: Said, more: Iterable[Said]) -> Said:
    """Return what is said of one subject in several places."""
    for one in more:
        for predicate, objects in one.items():
            said[predicate] = list(dict.fromkeys([*said.get(predicate, ()), *objects]))
    return said


def stage(source: Path | bytes, file: str, syntax: str, base: str) -> Stage:
    """Parse a file.

    Args:
        source: Its path or content.
        file: What people call it.
        syntax: One of ``SYNTAXES``.
        base: What relative IRIs are relative to, if the file does not say.

    Raises:
        FormatError: It is not well-formed; the message names the line.
    """
    import pyoxigraph  # lookups and other formats do without it

    syntax_of: Any = getattr(pyoxigraph.RdfFormat, SYNTAXES[syntax])
    found = Stage()
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        try:
            guard(stream, file, syntax)
            quads = pyoxigraph.parse(stream, format=syntax_of, base_iri=base, lenient=True)
            _stage_quads(found, quads, _Terms(found.repaired))
        except (SyntaxError, ValueError) as error:
            found.close()
            raise _refused(error, file, syntax) from None
        except BaseException:
            found.close()
            raise
    found.done()
    return found


COMPLETE = "Is it complete? Mend that place, or ask whoever sent it for the file again."


def _refused(error: Exception, file: str, syntax: str) -> FormatError:
    text = str(error).rstrip(".")
    if "LoadDocumentCallback" in text:
        what = f"{file} has its JSON-LD context elsewhere, and that is not fetched."
        return FormatError(what, "Ask for the file with its context inside, or as Turtle.")
    explained = re.sub(r"\s+", " ", text)[:300]
    what = f"{file} is no well-formed {syntax}: {explained}."
    return FormatError(what, SAVE_AS_UTF8 if "UTF-8" in text else COMPLETE)


def _stage_quads(found: Stage, quads: Iterable[Any], terms: _Terms) -> None:
    """Put quads down; a loop without calls for what is common, since a file has millions of terms."""
    from pyoxigraph import Literal, NamedNode

    subject_now: Any = None
    predicate_now: Any = None
    name = ""
    said: Said = {}
    objects: list[str] = []
    count = 0
    classes = False
    good = terms.good
    for subject, predicate, term, _ in quads:
        count += 1
        if subject != subject_now:
            if said:
                found.add(name, said)
            subject_now, name, said, predicate_now = subject, terms.resource(subject), {}, None
        if predicate != predicate_now:
            predicate_now = predicate
            spelled = terms.predicate(predicate)
            objects = said.setdefault(spelled, [])
            classes = spelled == Staged.type
        if classes:
            objects.append(terms.type(term))
        elif term.__class__ is NamedNode:
            iri = term.value
            objects.append(f"<{iri}" if iri in good else f"<{terms.iri(iri)}")
        elif term.__class__ is Literal:
            objects.append(terms.literal(term))
        else:
            objects.append(terms.resource(term))
    if said:
        found.add(name, said)
    found.triples = count
    found.embedded = terms.embedded
    found.tags = terms.tags


class _Terms:
    """Turns terms of pyoxigraph into texts."""

    def __init__(self, repaired: dict[str, str]) -> None:
        from pyoxigraph import BlankNode, Literal

        self.repaired = repaired
        self.good = set[str]()
        self.embedded = 0
        self.tags = set[str]()
        self._blank = BlankNode
        self._literal = Literal
        self._types: dict[Any, str] = {}
        self._predicates: dict[Any, str] = {}
        self._tags: dict[str, str] = {}

    def resource(self, term: Any) -> str:
        """Return an IRI or blank node; a triple within a triple (RDF 1.2) as the literal that spells it."""
        if term.__class__ is self._blank:
            return f"_{term.value}"
        value = getattr(term, "value", None)
        if value is None:
            self.embedded += 1
            return f'"{term}'
        return f"<{self.iri(value)}"

    def predicate(self, term: Any) -> str:
        known = self._predicates.get(term)
        if known is None:
            known = self._predicates[term] = canonical(self.iri(term.value))
        return known

    def type(self, term: Any) -> str:
        known = self._types.get(term)
        if known is None:
            known = self.literal(term) if term.__class__ is self._literal else self.resource(term)
            known = f"<{canonical(known[1:])}" if known[0] == "<" else known
            if len(self._types) < MEMO:
                self._types[term] = known
        return known

    def literal(self, term: Any) -> str:
        if tag := term.language:
            if (known := self._tags.get(tag)) is None:
                known = self._tags[tag] = f"@{language_tag(tag)} "
                if not is_tag(tag):
                    self.tags.add(tag)
            return known + term.value
        datatype = term.datatype.value
        return f'"{term.value}' if datatype == STRING else f"^{datatype} {term.value}"

    def iri(self, iri: str) -> str:
        if is_iri(iri):
            if len(self.good) >= MEMO:
                self.good.clear()
            self.good.add(iri)
            return iri
        mended = self.repaired[iri] = _mended(iri)
        return mended


def _mended(iri: str) -> str:
    """Return a well-formed IRI instead of another, a different one for each."""
    kept = "".join(chr(code) for code in range(0xA0, 0x3000))
    quoted = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(iri, safe=kept + _SAFE))
    scheme, colon, rest = quoted.partition(":")
    for one in (quoted, scheme + colon + quote(rest, safe="/:?&=%")):
        if is_iri(one):
            return one
    return "x-invalid:" + quote(iri, safe="")


_SAFE = ":/?#[]@!$&'()*+,;=%-._~"
_TAG = re.compile(r"[a-z]+(-[A-Za-z0-9]+)+")


def language_tag(tag: str) -> str:
    """Return a language tag in the case that BCP 47 recommends; parsers put all into lower case."""
    if not _TAG.fullmatch(tag):
        return tag
    first, *rest = tag.split("-")
    return "-".join([first, *(_subtag(part, rest[:number]) for number, part in enumerate(rest))])


def _subtag(part: str, before: Sequence[str]) -> str:
    if any(len(one) == 1 for one in before):
        return part  # of an extension or private use
    return part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part


_VARIANTS = {
    ("https://" if namespace.startswith("http://") else "http://") + namespace.partition("://")[2]: namespace
    for namespace in PREFIXES.values()
}
_NAMESPACE = re.compile(r"https?://.*[#/]")


def canonical(iri: str) -> str:
    """Return a term of a known vocabulary with the scheme, http or https, that the vocabulary has."""
    if found := _NAMESPACE.match(iri):
        namespace = _VARIANTS.get(found.group())
        if namespace:
            return namespace + iri[found.end() :]
    return iri
