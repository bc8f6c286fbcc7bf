"""What we wrote as RDF comes back equal, documents and statements, from every syntax; parts come as far as they go."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import PARSED
from orodha.catalogue import Catalogue, importing
from orodha.catalogue.changes import ABSENT
from orodha.catalogue.evidence import statements_of
from orodha.catalogue.exporting import export
from orodha.catalogue.kinds import Document, kind
from orodha.catalogue.names import DEFAULT_BASE, GENERATED, kind_of
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Statement
from strategies import collections, evidence, languages, texts
from tries import tries

SUFFIXES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "trig": "trig",
    "rdfxml": "rdf",
    "jsonld": "jsonld",
    "jsonld-expanded": "jsonld",
}


def content(reader: Reader) -> tuple[dict[str, Document], dict[str, list[Statement]]]:
    """The documents and statements of a catalogue by id."""
    documents = {one["id"]: {k: v for k, v in one.items() if k not in GENERATED} for one in reader.documents()}
    return documents, statements_of(reader, list(documents))


def exported(reader: Reader, folder: Path, syntax: str, **options: Any) -> Path:
    path = folder / f"all.{SUFFIXES[syntax]}"
    export(reader, path, format_name=syntax, evidence=True, overwrite=True, **options)
    return path


def taken_in(catalogue: Catalogue, *paths: Path, allow_missing: bool = False) -> None:
    plan = importing.plan(catalogue.reader, paths, allow_missing=allow_missing)
    assert not plan.problems, [str(one) for one in plan.problems[:5]]
    plan.apply(catalogue)


def test_every_syntax_is_tried() -> None:
    assert set(SUFFIXES) == set(PARSED)


SYNTAXES = [pytest.param(one, marks=() if one in ("turtle", "jsonld") else pytest.mark.slow) for one in SUFFIXES]
"""The starter is tried in two syntaxes quickly, and in the others slowly."""


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_starter_catalogue_comes_back_equal(kenya: Reader, empty: Catalogue, tmp_path: Path, syntax: str) -> None:
    path = exported(kenya, tmp_path, syntax)
    taken_in(empty, path)
    documents, statements = content(empty.reader)
    wanted, claims = content(kenya)
    assert documents == wanted
    assert statements == claims
    again = importing.plan(empty.reader, [path])
    assert (again.planned, again.problems, again.kept) == ({}, [], [])
    assert again.unchanged == len(wanted)


def test_an_export_of_what_was_imported_is_the_same_file(kenya: Reader, empty: Catalogue, tmp_path: Path) -> None:
    first = exported(kenya, tmp_path, "ntriples").read_bytes()
    taken_in(empty, tmp_path / "all.nt")
    lines = set(exported(empty.reader, tmp_path, "ntriples").read_bytes().splitlines())
    about = {f"<{DEFAULT_BASE}> ".encode(), f"<{DEFAULT_BASE}.publisher> ".encode()}
    differing = lines ^ set(first.splitlines())
    assert all(line.startswith(tuple(about)) for line in differing), sorted(differing)[:5]


# --- any catalogue


literals = st.one_of(
    texts,
    st.text("ab\"'\\<>&\n\t\r é\u2028\U0001f600", max_size=6),
    st.builds(lambda text, tag: {"@value": text, "@language": tag}, texts, languages),
    st.builds(lambda text, tag: {"@value": text, "@type": tag}, texts, st.sampled_from(("xsd:date", "rdf:HTML"))),
)


def described(depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """What a partner's file says besides, as ``extra`` keeps it; each IRI is there once, for it is described once."""
    value: st.SearchStrategy[Any] = literals
    if depth:
        value |= described(depth - 1)
    named = st.uuids().map("https://partner.example/{}".format)
    about = {"@id": named} if depth < 2 else {}
    names = st.sampled_from(("dct:provenance", "adms:note", "https://partner.example/ns#unknown"))
    names |= st.just("rdf:type") if depth < 2 else names  # that of a record of the kind resource is its field
    return st.builds(
        lambda said, own: said | own,
        st.dictionaries(names, value, min_size=1, max_size=3).map(
            lambda said: {k: {"@id": "adms:x"} if k == "rdf:type" else v for k, v in said.items()}
        ),
        st.fixed_dictionaries({}, optional=about),
    )


@st.composite
def sourced(draw: st.DrawFn) -> list[tuple[Document, tuple[Statement, ...]]]:
    """Documents that can stand in one catalogue, each with statements.

    A reference by an IRI that is the own IRI of another of the records says the same in RDF as its short id, and
    comes back as that: such references are not drawn, nor are those to the IRI that a short id stands for. The IRI of a
    part is of nothing else, for in RDF it would have the classes of both.
    """
    documents = draw(collections())
    own = {one["iri"] for one in documents if "iri" in one}
    clash = {text for one in documents for text in _texts({k: v for k, v in one.items() if k != "iri"})} & own
    documents = [one for one in documents if one.get("iri") not in clash]
    uses = Counter(_texts(documents))
    for part in _parts(documents):
        if uses[part.get("iri", "")] > 1:
            del part["iri"]
    for one in documents:
        if draw(st.booleans()):
            one["extra"] = one.get("extra", {}) | draw(described(2))
    return [(one, draw(evidence(kind_of(one["id"])))) for one in documents]


def _parts(documents: Sequence[Document]) -> Iterator[Document]:
    for one in documents:
        for field in kind(kind_of(one["id"])).fields:
            if field.part and field.name in one:
                yield from one[field.name] if field.many else [one[field.name]]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in cast("Mapping[Any, Any]", value).values():
            yield from _texts(one)
    elif isinstance(value, Sequence):
        for one in cast("Sequence[Any]", value):
            yield from _texts(one)


def round_trip(entries: Sequence[tuple[Document, tuple[Statement, ...]]], syntax: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Catalogue.create(Path(folder) / "one.db") as one,
        Catalogue.create(Path(folder) / "other.db") as other,
    ):
        one.put_all(entries)
        path = exported(one.reader, Path(folder), syntax)
        taken_in(other, path, allow_missing=True)
        assert content(other.reader) == content(one.reader)
        assert importing.plan(other.reader, [path], allow_missing=True).planned == {}


@tries(10, 60)
def test_any_catalogue_comes_back_from_turtle(examples: int) -> None:
    @settings(max_examples=examples)
    @given(sourced())
    def hold(entries: list[tuple[Document, tuple[Statement, ...]]]) -> None:
        round_trip(entries, "turtle")

    hold()


@tries(10, 60)
def test_any_catalogue_comes_back_from_any_other_syntax(examples: int) -> None:
    @settings(max_examples=examples)
    @given(sourced(), st.sampled_from([one for one in SUFFIXES if one != "turtle"]))
    def hold(entries: list[tuple[Document, tuple[Statement, ...]]], syntax: str) -> None:
        round_trip(entries, syntax)

    hold()


# --- parts


@pytest.mark.parametrize("chosen", [["source"], ["scheme/topics"], ["agency", "area"], ["source/ke-efns"]])
def test_a_part_of_the_catalogue_comes_in_as_it_went(
    kenya: Reader, empty: Catalogue, tmp_path: Path, chosen: list[str]
) -> None:
    path = exported(kenya, tmp_path, "turtle", chosen=chosen)
    taken_in(empty, path, allow_missing=True)
    documents, statements = content(empty.reader)
    wanted, claims = content(kenya)
    asked = {one for one in wanted if one in chosen or kind_of(one) in chosen}
    assert asked and asked <= documents.keys()
    assert {one: documents[one] for one in asked} == {one: wanted[one] for one in asked}
    assert {one: statements.get(one) for one in asked} == {one: claims.get(one) for one in asked}


def test_a_part_changes_nothing_where_it_came_from(small: Catalogue, tmp_path: Path) -> None:
    path = exported(small.reader, tmp_path, "turtle", chosen=["source"])
    assert importing.plan(small.reader, [path]).planned == {}


def test_what_the_public_may_see_comes_in(kenya: Reader, empty: Catalogue, tmp_path: Path) -> None:
    path = exported(kenya, tmp_path, "turtle", audience="public")
    taken_in(empty, path, allow_missing=True)
    documents, _ = content(empty.reader)
    wanted, _ = content(kenya)
    assert documents.keys() <= wanted.keys()
    differing = {
        (kind_of(one), name)
        for one, document in documents.items()
        for name in {*document, *wanted[one]}
        if document.get(name) != wanted[one].get(name) and name in document
    }
    assert not differing, "what is left is as it was"


def test_a_catalogue_with_another_base_keeps_the_iris(small: Catalogue, tmp_path: Path) -> None:
    path = exported(small.reader, tmp_path, "turtle")
    with Catalogue.create(tmp_path / "other.db", base="https://other.example/") as other:
        taken_in(other, path)
        assert other.reader.get("source/ke-permits")["iri"] == DEFAULT_BASE + "source/ke-permits"
        assert other.reader.get("source/ke-permits")["holder"] == "agency/ke-dis"
        assert importing.plan(other.reader, [path]).planned == {}
        back = exported(other.reader, tmp_path, "ntriples")
        assert importing.plan(small.reader, [back]).planned == {}


def test_what_the_file_has_and_the_catalogue_has_not_is_new(small: Catalogue, empty: Catalogue, tmp_path: Path) -> None:
    path = exported(small.reader, tmp_path, "jsonld")
    with Catalogue.create(tmp_path / "new.db") as new:
        plan = importing.plan(new.reader, [path])
        assert all(one.put.expected == ABSENT for one in plan.planned.values())
