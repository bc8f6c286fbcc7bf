"""Hypothesis strategies made from the declarations: any valid document of any kind.

    @given(documents("source"))
    def test_something(document): ...

    @given(collections())                # documents of several kinds, with ids and IRIs of their own
    @given(statements("source"))         # sourced claims about fields of a kind

Documents come out as the catalogue writes them: what ``to_document`` gives back of what ``validate`` made of them.
"""

from __future__ import annotations

import datetime as dt
import string
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from orodha.catalogue.kinds import Field, Kind, fields_of, kind, kinds, to_document
from orodha.catalogue.record import Part, Record, Statement

LANGUAGES = ("en", "fr", "sw", "ar", "pt")
"""The languages that a new catalogue has."""

TRICKY = (
    "=1+1",
    "@home",
    "-5",
    "00123",
    "1e5",
    "TRUE",
    "NULL",
    "https://example.org/a?b=c#d",
    "a; b, c | d",
    'say "hello"',
    "L’été d'Anne",
    "50% _of_ \\it",
    "$.\"x\" -- {} [1] 'OR'",
    "naïve Café",
    "e\u0301tranger",
    "Straße ﬁne ½",
    "İstanbul ıIi",
    "مَكْتَبُ الإِحْصاء",
    "مكتب الإحصاء",
    "\u200fتصريح عمل\u200f",
    "የሥራ ፈቃድ",
    "ስደተኞች፡ ምዝገባ",
    "Kibali cha kazi",
    "ẅ́ữ",
    "👩‍👩‍👧 🇰🇪",
    "普通话",
)
"""Texts that have broken other programs: formulas, numbers, quotes, patterns, vowel marks, directions, clusters."""

_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff")

texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(_LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool),
    st.lists(st.sampled_from(TRICKY), min_size=2, max_size=4).map(" ".join),
)
"""One-line texts without control characters, as they are kept: not empty, no space around them."""

_SLUG_START = string.ascii_letters + string.digits
slugs = st.builds(str.__add__, st.sampled_from(_SLUG_START), st.text(_SLUG_START + "._~-", max_size=12))
"""The part of a short id after the slash."""

iris = st.one_of(
    st.sampled_from(("urn:isbn:0451450523", "https://example.org/", "mailto:post@example.org", "tag:x,2019:ሀ")),
    slugs.map("https://example.org/thing#".__add__),
    st.lists(st.sampled_from([*"abcéا/?&=;:@!$'()*+,~-", "%20", "#", "普"]), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: text.count("#") < 2)
    .map("http://example.com/".__add__),
    st.sampled_from(
        ("dct:title", "source:x", "schema:a//b", "http://u:p@[2001:db8::1]:80?q", "http://example.com/a/../b", "x:/y")
    ),
)
"""Absolute IRIs; some look as if they were abbreviated, or might be written otherwise."""

dates = st.dates(dt.date(1, 1, 1)).flatmap(lambda day: st.sampled_from([f"{day}", f"{day}"[:7], f"{day}"[:4]]))
"""Dates known to the day, month or year."""

durations = st.sampled_from(("P1Y", "P6M", "P30D", "P2W", "PT12H", "P1Y2M3DT4H5M6S", "P0D"))
"""ISO 8601 durations."""

ages = st.integers(0, 999).map(str)
"""Ages in years, as they are written."""

numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
languages = st.sampled_from(LANGUAGES)

plain_values = st.recursive(
    st.none() | st.booleans() | integers | numbers | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
"""Any JSON data."""

lang_texts = st.dictionaries(languages, texts, min_size=1, max_size=3)
lang_lists = st.dictionaries(languages, st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=2)


def ids(*names: str) -> st.SearchStrategy[str]:
    """Short ids of some kinds, or of any."""
    return st.builds("{}/{}".format, st.sampled_from(names or sorted(kinds())), slugs)


@cache
def documents(kind_name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Valid documents of a kind, as the catalogue writes them."""
    declared = kind(kind_name)
    return loose_documents(kind_name).map(lambda loose: to_document(declared.validate(loose)))


@cache
def loose_documents(kind_name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Valid documents of a kind, as a person might write them: bare strings for English texts."""
    declared = kind(kind_name)
    named = {"id": ids(kind_name), **_values(declared.model, declared)}
    required = {"id", *(field.name for field in declared.fields if field.required)}
    return _some_of(named, required, 10)


def any_documents() -> st.SearchStrategy[dict[str, Any]]:
    """Valid documents of any kind."""
    return st.one_of([documents(name) for name in sorted(kinds())])


def collections(max_size: int = 6) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Documents that can stand in one catalogue together."""
    return st.lists(any_documents(), max_size=max_size, unique_by=(lambda d: d["id"], lambda d: d.get("iri", d["id"])))


@cache
def statements(kind_name: str) -> st.SearchStrategy[Statement]:
    """Sourced claims about a field of a kind, or about the record as a whole."""
    declared = kind(kind_name)
    values = _values(declared.model, declared)
    about_field = st.sampled_from(sorted(values)).flatmap(
        lambda name: st.builds(_statement, st.just(name), values[name], _citations)
    )
    return about_field | st.builds(_statement, st.just(""), st.none(), _citations)


def evidence(kind_name: str) -> st.SearchStrategy[tuple[Statement, ...]]:
    """The statements of one record."""
    return st.lists(statements(kind_name), max_size=3).map(tuple)


_citations = st.fixed_dictionaries(
    {},
    optional={
        "document": ids("document"),
        "place": texts,
        "certainty": st.sampled_from(("stated", "inferred", "outside")),
        "date": dates,
        "chosen": st.booleans(),
        "reason": texts,
    },
)


def _statement(field: str, value: Any, citation: dict[str, Any]) -> Statement:
    return Statement(field, None if value == "" else value, **citation)


def _values(model: type[Record] | type[Part], declared: Kind | None = None) -> dict[str, st.SearchStrategy[Any]]:
    """A strategy for each field of a record or part class."""
    found = {field.name: _value(model, field) for field in fields_of(model)}
    if declared:
        own = st.sampled_from(sorted(declared.by_name))
        found["field_visibility"] = st.dictionaries(own, st.sampled_from(("internal", "partner", "public")), max_size=2)
        found["extra"] = st.dictionaries(texts, plain_values, max_size=2)
    return found


def _value(model: type[Record] | type[Part], field: Field) -> st.SearchStrategy[Any]:
    limits = _limits(model, field.name)
    one = _one(model, field, limits)
    return st.lists(one, min_size=limits.get("min_length", 0), max_size=3) if field.many else one


def _one(model: type[Record] | type[Part], field: Field, limits: dict[str, Any]) -> st.SearchStrategy[Any]:
    least, most = limits.get("ge"), limits.get("le")
    match field.shape:
        case "text" if words := _literals(get_type_hints(model, include_extras=True)[field.name]):
            return st.sampled_from(words) | (ages if field.name.endswith("_age") else durations)
        case "text":
            return texts
        case "lang":
            return lang_texts | texts
        case "langs":
            return lang_lists | texts
        case "ref":
            return _references(field)
        case "iri":
            return iris
        case "date":
            return dates
        case "duration":
            return durations
        case "integer":
            return st.integers(-(2**53) + 1 if least is None else least, 2**53 - 1 if most is None else most)
        case "number":
            return st.floats(least, most, allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "code":
            return st.sampled_from(field.choices)
        case "part":
            assert field.part
            required = {inner.name for inner in fields_of(field.part) if inner.required}
            return _some_of(_values(field.part), required, 4)
        case "map":
            return st.just({})
        case shape:
            raise AssertionError(f"{model.__name__}.{field.name} has the shape {shape!r}: no strategy for it")


def _references(field: Field) -> st.SearchStrategy[str]:
    if field.means.scheme:
        return slugs.map(f"concept/{field.means.scheme}-".__add__)
    return ids(*field.targets) | iris


def _some_of(named: dict[str, st.SearchStrategy[Any]], required: set[str], most: int) -> st.SearchStrategy[Any]:
    """Mappings with all of the required names, and at most so many of the others."""
    others = sorted(set(named) - required)

    def chosen(names: list[str]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries({name: named[name] for name in [*sorted(required), *names]})

    return st.lists(st.sampled_from(others), unique=True, max_size=most).flatmap(chosen) if others else chosen([])


def _limits(model: type[Record] | type[Part], name: str) -> dict[str, Any]:
    """What pydantic holds the field to beyond its type: ge, le, min_length."""
    return {
        limit: getattr(one, limit)
        for one in model.model_fields[name].metadata
        for limit in ("ge", "le", "min_length")
        if hasattr(one, limit)
    }


def _literals(hint: Any) -> list[str]:
    """The codes that stand in a hint, beside another type perhaps."""
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    return [word for inner in get_args(hint) if get_origin(inner) or get_args(inner) for word in _literals(inner)]
