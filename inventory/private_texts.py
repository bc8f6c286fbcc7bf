"""Private data in free text: telephone numbers, numbers of identity papers, addresses at mail services.

    for one in private_in("Ask Jane, 0722 123 456", "area/ke"):
        print(one.kind, one.masked)  # telephone number 07•• ••• •56

Most texts hold nothing of the kind. So the JSON of a record is looked through by one quick pattern first, and only what
that stops at is read, text by text. Nothing that is found is ever shown whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

import orjson

from ..catalogue.columns import EVIDENCE
from ..catalogue.names import is_id
from ..catalogue.reader import Document, Reader
from .private_patterns import Pattern, home_of, patterns_for, patterns_in

if TYPE_CHECKING:
    from ..catalogue.exporting import Selection
    from ..catalogue.record import Statement

_GAP = r"[\s().\-/\u2010-\u2015]"
"""What stands between the digits of one number."""

_EIGHT = rf"(?:{_GAP}{{0,3}}\d){{7}}"
_NUMBER = rf"(?<!\d\d)(?!(?<=[12])\d{{3}}-[01]\d-[0-3]\d(?!\d))(?:\d{{6}}|{_EIGHT})"
_DIGITS = re.compile(rf"[0-9]{_NUMBER}", re.ASCII), re.compile(rf"\d{_NUMBER}")
"""Seven digits in a row, or eight with little between them, that are no date: else there is no number of a person.

The first is for ASCII, and begins with a set of letters because that is quicker than a class of them.
"""

_MANY = re.compile(rf"\d{_EIGHT}")
"""Telephone numbers have eight digits and more."""

_ZEROS, _GAPS, _SEVEN = bytes.maketrans(b"123456789", b"000000000"), b" \t\r\n\f\v().-/", b"0000000"

_WORTH = re.compile(r"@|[(\[]at[)\]]|(?:\d\D*){7}")
"""What there is in every text that may be private: the sign of an address, or seven digits."""

_AT = r"(?:@|\s?[(\[]at[)\]]\s?)"
_SERVICES = (
    "aol|fastmail|gmail|gmx|googlemail|hotmail|icloud|live|msn|outlook|proton|protonmail|rocketmail|tuta|tutanota|yahoo"
    "|yandex|ymail|zohomail"
)
_MAIL = re.compile(
    rf"[\w.+%'-]{{1,64}}{_AT}(?:(?:{_SERVICES})(?:\.[a-z]{{2,3}}){{1,2}}|(?:mail|me|mac)\.com|mail\.ru|pm\.me)"
    r"(?![\w-])(?!\.\w)",
    re.IGNORECASE,
)
"""An address at a service for private persons; those of organisations are for everybody to write to."""

_ABROAD = re.compile(r"(?<!\d)00(?=[1-9]\d)")
"""The sign for a number of another country where people write no plus."""

_OF_PERSONS = (1, 2, 7, 8)
"""Types of ``phonenumbers.PhoneNumberType`` that people carry: mobile, perhaps mobile, personal, pager."""


Patterns = Callable[[str], Iterable[Pattern]]
"""Gives what numbers of papers look like in a country."""


@dataclass(frozen=True, slots=True)
class Private:
    """Something in a text that belongs to one person.

    Attributes:
        kind: What it is, in words: "telephone number".
        start: Where it begins, in letters from 0.
        end: Where it ends, exclusive.
        masked: The text of it, with no more than two letters or digits left at each end.
    """

    kind: str
    start: int
    end: int
    masked: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a catalogue something private stands.

    Attributes:
        id: The record.
        field: The field, as a path: "contacts.0.post.en"; of a statement "evidence.0.value".
        found: What it is.
    """

    id: str
    field: str
    found: Private


def private_in(text: str, country: str = "", patterns: Patterns = patterns_for) -> Iterator[Private]:
    """Yield what in a text is private, from left to right.

    Args:
        text: Any text.
        country: The country by whose rules numbers are read: "area/ke". Without one, only telephone numbers that begin
            with a plus or 00, and mail, are found.
        patterns: Those of the country, in place of those that come with the software.
    """
    found: list[Private] = []
    if "@" in text or "at" in text:
        found += (_private("personal e-mail address", text, *one.span()) for one in _MAIL.finditer(text))
    if _has_number(text):
        for pattern in patterns(country):
            spans = (one.span("private") for one in pattern.regex.finditer(text))
            found += (_private(pattern.kind, text, *span) for span in spans)
        if _MANY.search(text):
            found += (_private("telephone number", text, *span) for span in _telephones(text, country))
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def _telephones(text: str, country: str) -> Iterator[tuple[int, int]]:
    if "://" in text and " " not in text:
        return  # numbers in the address of a page are not dialled
    import phonenumbers  # 45 ms that most catalogues never need

    region = country.removeprefix("area/").upper()
    plain = _ABROAD.sub(" +", text)  # as long as before, so that places stay: the plus is the second of the zeros
    for match in phonenumbers.PhoneNumberMatcher(plain, region if len(region) == 2 else None):
        if phonenumbers.number_type(match.number) in _OF_PERSONS:
            yield match.start - (plain[match.start] != text[match.start]), match.end


def _private(kind: str, text: str, start: int, end: int) -> Private:
    return Private(kind, start, end, masked(text[start:end]))


def masked(text: str) -> str:
    """Return a text with dots in place of its letters and digits, except for two at each end, or one if it is short."""
    places = [n for n, letter in enumerate(text) if letter.isalnum()]
    kept = 2 if len(places) > 7 else 1 if len(places) > 3 else 0
    shown = {*places[:kept], *places[len(places) - kept :]}
    return "".join("•" if letter.isalnum() and n not in shown else letter for n, letter in enumerate(text))


def private_texts(reader: Reader) -> list[Spot]:
    """Return every place in the records of a catalogue, and in their statements, that holds something private."""
    home, patterns = home_of(reader), patterns_in(reader)
    rows = reader.database.stream("SELECT id, document FROM record")
    found = [spot for _, text in rows if _suspicious(text) for spot in spots(orjson.loads(text), home, patterns)]
    for record in _records(reader, _stating(reader)):
        whole = spots(record | {EVIDENCE: reader.statements(record["id"])}, home, patterns)
        found += [spot for spot in whole if spot.field.startswith(EVIDENCE)]
    return sorted(found, key=lambda spot: (spot.id, spot.field, spot.found.start))


def leaving(selection: Selection) -> list[Spot]:
    """Return what is private in what a selection gives out; quick if there is nothing."""
    reader = selection.reader
    suspects = _suspects(selection)
    if not suspects:
        return []
    home, patterns = home_of(reader), patterns_in(reader)
    return [spot for one in selection.documents() if one["id"] in suspects for spot in spots(one, home, patterns)]


def _suspects(selection: Selection) -> frozenset[str]:
    """Return the records of the selected kinds that have to be read for it, they or their statements."""
    reader = selection.reader
    within = "" if selection.whole else " WHERE kind IN (SELECT value FROM json_each(?))"
    values = () if selection.whole else (orjson.dumps(selection.chosen).decode(),)
    rows = reader.database.stream(f"SELECT id, document FROM record{within}", values)
    found = {record for record, text in rows if _suspicious(text)}
    if selection.evidence:
        found.update(record["id"] for record in _records(reader, _stating(reader)))
    return frozenset(found)


def _stating(reader: Reader) -> set[int]:
    """Return the keys of the records with a statement that has to be read for it."""
    sql = "SELECT record, coalesce(value, '') || char(10) || place || char(10) || reason FROM statement"
    return {key for key, text in reader.database.stream(sql) if _suspicious(text)}


def _records(reader: Reader, keys: Iterable[int]) -> Iterator[Document]:
    sql = "SELECT id FROM record WHERE key IN (SELECT value FROM json_each(?))"
    return reader.some([one for (one,) in reader.database.rows(sql, (orjson.dumps(sorted(keys)).decode(),))])


def private_typed(
    reader: Reader, document: Document, changed: Iterable[str], statements: Sequence[Statement] = ()
) -> list[Spot]:
    """Return what of that which a person has just typed looks private.

    Args:
        reader: The catalogue that it goes to.
        document: The record as it is going to be.
        changed: The fields that were typed.
        statements: What is said of it, of which only those count that the catalogue does not have.
    """
    names = {"id", "country", *changed}
    there = reader.statements(document["id"]) if statements and reader.has(document["id"]) else []
    old = [(one["value"], one["place"], one["reason"]) for one in there]
    said = [{} if (one.value, one.place, one.reason) in old else asdict(one) for one in statements]
    typed = {name: value for name, value in document.items() if name in names} | {"evidence": said}
    if not _WORTH.search(orjson.dumps(typed).decode()):
        return []  # to find the home of a large catalogue takes a fifth of a second
    return list(spots(typed, home_of(reader), patterns_in(reader)))


def _suspicious(text: str) -> bool:
    """Tell whether it is worth while to read a text, or JSON: it has an at sign, or many digits."""
    return "@" in text or "(at)" in text or "[at]" in text or _has_number(text)


def _has_number(text: str) -> bool:
    """Tell whether a text has a number that could be of a person.

    Most have none, and most are ASCII: with all digits as zeros and no gaps, such a number shows as seven zeros, which
    is quicker to see than by a pattern.
    """
    if not text.isascii():
        return _DIGITS[1].search(text) is not None
    return _SEVEN in text.encode().translate(_ZEROS, _GAPS) and _DIGITS[0].search(text) is not None


def spots(document: Document, home: str = "", patterns: Patterns = patterns_for) -> Iterator[Spot]:
    """Yield what is private in a document, by the rules of its own country and of another one.

    Args:
        document: A record, with its statements under ``evidence`` or without. What a statement says is left out where
            a field says the same: it is one thing to look at.
        home: The other country, "area/ke".
        patterns: Those of a country, in place of those that come with the software.
    """
    own = document["id"] if document["id"].startswith("area/") else document.get("country")
    countries = dict.fromkeys(one for one in (own, home) if isinstance(one, str)) or {"": None}
    told: set[str] = set()
    for path, text in _texts(document):
        found: dict[tuple[int, int], Private] = {}
        for country in countries:
            found |= {(one.start, one.end): one for one in private_in(text, country, patterns)}
        for span in sorted(found):
            if not path.startswith(EVIDENCE):
                told.add(text[slice(*span)])
            elif text[slice(*span)] in told:
                continue
            yield Spot(document["id"], path, found[span])


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a value, at any depth, with its path; names of records are none."""
    if isinstance(value, str):
        if _suspicious(value) and not is_id(value):
            yield path, value
        return
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = cast("dict[str, Any]", value).items()
    elif isinstance(value, list):
        inner = enumerate(cast("list[Any]", value))
    for name, one in inner:
        yield from _texts(one, f"{path}.{name}" if path else str(name))
