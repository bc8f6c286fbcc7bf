"""Releases read from files of others, and from what a catalogue was."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import FormatError, NotFound, UsageError
from orodha.vocab.release_changes import Difference
from orodha.vocab.release_reading import release_in_catalogue, release_in_file
from orodha.vocab.release_words import summary, title
from orodha.vocab.releases import difference
from released import concept, counts, scheme
from samples import SAMPLES

OLD, NEW = (SAMPLES / "skos" / f"ddi-mode-of-collection-{version}.rdf" for version in (4, 5))


@pytest.fixture(scope="session")
def ddi() -> Difference:
    if not OLD.is_file():
        pytest.skip("the samples are not here")
    return difference(release_in_file(OLD).documents, release_in_file(NEW).documents)


def test_a_real_vocabulary_has_the_differences_that_its_files_have(ddi: Difference):
    assert counts(ddi) == {"added": 1, "relabelled": 1, "redefined": 1}
    assert ddi.languages_gone == {"fi": 51, "ja": 51, "pt": 51}
    assert ddi.matched_by == {"notation": 51}
    assert [one.concept.notation for one in ddi.of("added")] == ["MeasurementsAndTests.Cognitive"]
    assert [(one.old, one.new) for one in ddi.scheme] == [("4.0.4", "5.0.0")]


def test_the_differences_of_a_real_vocabulary_are_those_of_its_xml(ddi: Difference):
    """Counted apart from all that Orodha does: texts of one code and language that differ by more than spaces."""

    def texts(path: Path) -> dict[tuple[str, str, str], str]:
        skos, lang = "{http://www.w3.org/2004/02/skos/core#}", "{http://www.w3.org/XML/1998/namespace}lang"
        found: dict[tuple[str, str, str], str] = {}
        for node in ET.parse(path).getroot():
            code = node.findtext(f"{skos}notation") or ""
            for name in ("prefLabel", "definition"):
                for one in node.findall(f"{skos}{name}") if code != "ModeOfCollection" else ():
                    found[code, name, one.get(lang, "")] = "".join((one.text or "").split())
        return found

    old, new = texts(OLD), texts(NEW)
    both = {key for key in old if old[key] != new.get(key, "") and key[2] not in ddi.languages_gone}
    assert both == {("ContentCoding", "prefLabel", "sv"), ("ContentCoding", "definition", "sv")}


def test_the_words_of_a_real_vocabulary(ddi: Difference):
    assert title(ddi) == "Mode Of Collection 4.0.4 → 5.0.0"
    assert summary(ddi) == ["51 → 52 concepts, 50 of them unchanged.", "51 in both, found by notation."]


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix : <http://example.org/> .
"""


def turtle(folder: Path, text: str) -> Path:
    path = folder / "terms.ttl"
    path.write_text(TURTLE + text, encoding="utf-8")
    return path


TWO = ':s a skos:ConceptScheme; dct:title "One"@en. :t a skos:ConceptScheme; dct:title "Two"@en.' + "".join(
    f':{name} a skos:Concept; skos:inScheme :{where}; skos:prefLabel "{name}"@en.' for name, where in ("as", "bt")
)


def test_a_file_with_two_schemes_asks_which(tmp_path: Path):
    with pytest.raises(UsageError, match="--scheme"):
        release_in_file(turtle(tmp_path, TWO))


@pytest.mark.parametrize("name", ["two", "scheme/two", "http://example.org/t"])
def test_one_of_two_schemes_can_be_named(tmp_path: Path, name: str):
    found = release_in_file(turtle(tmp_path, TWO), [name])
    assert [one["iri"] for one in found.documents] == ["http://example.org/t", "http://example.org/b"]


def test_concepts_without_a_scheme_are_a_release(tmp_path: Path):
    found = release_in_file(turtle(tmp_path, ':a a skos:Concept; skos:prefLabel "a"@en.'))
    assert [one["iri"] for one in found.documents] == ["http://example.org/a"]


def test_a_scheme_without_concepts_is_a_release(tmp_path: Path):
    found = release_in_file(turtle(tmp_path, ':s a skos:ConceptScheme; dct:title "One"@en.'))
    assert counts(difference(found.documents, [scheme(), concept("a")])) == {"added": 1}


def test_a_file_without_concepts_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="no concepts"):
        release_in_file(turtle(tmp_path, ""))


def test_an_unreadable_file_is_refused(tmp_path: Path):
    with pytest.raises(FormatError):
        release_in_file(turtle(tmp_path, "this is no Turtle"))


def test_a_file_is_read_as_it_was_written(catalogue: Catalogue, tmp_path: Path):
    from orodha.catalogue.exporting import export

    there = release_in_catalogue(catalogue.reader, "s").documents
    for suffix in ("json", "ttl", "xlsx"):
        export(catalogue.reader, tmp_path / f"out.{suffix}")
        assert not difference(there, release_in_file(tmp_path / f"out.{suffix}").documents), suffix


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A scheme of two concepts (batch 1), of which one is relabelled (batch 2) and deleted (batch 3)."""
    with Catalogue.create(tmp_path / "orodha.db") as made:
        own = [scheme(), concept("a", notation="1"), concept("b", broader=["concept/a"])]
        made.put_all([({k: v for k, v in one.items() if k != "iri"}, None) for one in own])
        made.put_all([({k: v for k, v in concept("b", "Bee").items() if k != "iri"}, None)])
        made.delete("concept/b")
        yield made


@pytest.mark.parametrize(
    ("at", "wanted"),
    [("1", {"removed": 1}), ("2", {"removed": 1}), ("3", {}), ("2999", {})],
)
def test_a_scheme_is_compared_with_what_it_was(catalogue: Catalogue, at: str, wanted: dict[str, int]):
    old = release_in_catalogue(catalogue.reader, "scheme/s", at)
    assert counts(difference(old.documents, release_in_catalogue(catalogue.reader, "s").documents)) == wanted


def test_two_states_of_a_scheme_are_compared(catalogue: Catalogue):
    old, new = (release_in_catalogue(catalogue.reader, "s", at).documents for at in "12")
    assert counts(difference(old, new)) == {"relabelled": 1, "moved": 1}


def test_a_scheme_that_was_deleted_can_be_compared(catalogue: Catalogue):
    catalogue.delete("scheme/s")
    assert len(release_in_catalogue(catalogue.reader, "s", "3").documents) == 2


NO_TIMES = ("last week", "2026-13-45", "2026-02-30", "2026-13", "0000", "2026-10-18T25:00")


@pytest.mark.parametrize(
    ("at", "error"), [("9", NotFound), ("1999-12-31", NotFound), *((at, UsageError) for at in NO_TIMES)]
)
def test_a_time_that_was_not_is_refused(catalogue: Catalogue, at: str, error: type[Exception]):
    with pytest.raises(error):
        release_in_catalogue(catalogue.reader, "s", at)
