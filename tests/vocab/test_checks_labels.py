"""Rules for labels: each finds its fault, and nothing where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import Finding, run
from orodha.vocab.checks.scripts import strange_script


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "test.db") as made:
        made.put_all([({"id": "scheme/s", "title": "S", "role": "thesaurus"}, None)])
        yield made


def put(catalogue: Catalogue, **concepts: dict[str, Any]) -> None:
    """Put concepts by slug, in scheme/s unless they say otherwise."""
    given = ({"id": f"concept/{slug}", "scheme": "scheme/s", "label": slug} | one for slug, one in concepts.items())
    catalogue.put_all((document, None) for document in given)


def found(catalogue: Catalogue, rule: str) -> list[Finding]:
    return list(run(catalogue.reader, rule))


def ids(catalogue: Catalogue, rule: str) -> list[str]:
    return [one.id for one in found(catalogue, rule)]


def write(catalogue: Catalogue, name: str, **fields: Any) -> None:
    """Write fields past every check, as another program might."""
    for field, value in fields.items():
        with catalogue.database.write():
            catalogue.database.run(
                "UPDATE record SET document = json_set(document, ?, json(?)) WHERE id = ?",
                (f"$.{field}", json.dumps(value), name),
            )


def test_a_concept_without_label_is_found(catalogue: Catalogue):
    put(catalogue, a={}, b={})
    write(catalogue, "concept/a", label={})
    assert ids(catalogue, "label-missing") == ["concept/a"]


def test_a_concept_that_came_without_label_is_found_among_the_resources(catalogue: Catalogue):
    catalogue.put_all(
        [
            ({"id": "resource/a", "iri": "https://example.org/a", "types": ["skos:Concept"]}, None),
            ({"id": "resource/b", "iri": "https://example.org/b", "types": ["owl:Class"]}, None),
        ]
    )
    assert ids(catalogue, "label-missing") == ["resource/a"]


def test_a_label_without_letter_or_digit_is_found(catalogue: Catalogue):
    put(catalogue, a={"label": {"en": "Visa", "fr": "—"}}, b={"label": "15+"}, c={"alternative_labels": {"en": ["?"]}})
    assert [(one.id, one.field) for one in found(catalogue, "label-empty")] == [
        ("concept/a", "label"),
        ("concept/c", "alternative_labels"),
    ]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ({"en": "مهاجر"}, "its letters are Arabic"),
        ({"fr": "ስደተኛ"}, "its letters are Ethiopic"),
        ({"ar": "migrant worker"}, "its letters are Latin"),
        ({"en": "Migrant", "und": "Mhamiaji"}, "und, which is no language"),
    ],
)
def test_a_wrong_language_is_found(catalogue: Catalogue, label: dict[str, str], told: str):
    put(catalogue, a={"label": label})
    (finding,) = found(catalogue, "label-language")
    assert told in finding.message


def test_a_label_that_came_without_language_is_found(catalogue: Catalogue):
    put(catalogue, a={"label": {"en": "Mhamiaji"}, "extra": {"skos:prefLabel": "Mhamiaji"}})
    (finding,) = found(catalogue, "label-language")
    assert "without a language" in finding.message


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Migrant", "en"),
        ("œuvre", "fr"),
        ("مهاجر", "ar"),
        ("muhājir", "ar-Latn"),
        ("IGAD", "ar"),
        ("مهاجر UNHCR", "ar"),
        ("β", "en"),
        ("α-Cyanoacrylate", "en"),
        ("東", "ja"),
        ("42", "am"),
        ("мигрант", "sr"),
        ("anything", "xx"),
    ],
)
def test_a_right_language_is_no_fault(text: str, language: str):
    assert strange_script(text, language) == ""


def test_two_concepts_of_one_name_are_found(catalogue: Catalogue):
    put(catalogue, a={"label": "Work  Permit"}, b={"label": "work permit"})
    (finding,) = found(catalogue, "label-twice")
    assert finding.id == "concept/b"
    assert "concept/a" in finding.message


def test_one_name_in_two_schemes_in_two_languages_or_of_a_retired_concept_is_no_fault(catalogue: Catalogue):
    catalogue.put_all([({"id": "scheme/t", "title": "T", "role": "thesaurus"}, None)])
    put(
        catalogue,
        a={"label": "Visa"},
        b={"label": "Visa", "scheme": "scheme/t"},
        c={"label": {"fr": "Visa"}},
        d={"label": "Visa", "registration": "retired"},
    )
    assert found(catalogue, "label-twice") == []


def test_a_preferred_label_that_is_a_synonym_of_another_concept_is_found(catalogue: Catalogue):
    put(
        catalogue,
        a={"label": "Permit", "alternative_labels": {"en": ["licence", "authorisation"]}},
        b={"label": "Licence"},
    )
    (finding,) = found(catalogue, "label-overlap")
    assert finding.id == "concept/a"
    assert "concept/b" in finding.message


def test_synonyms_of_its_own_are_no_fault(catalogue: Catalogue):
    put(catalogue, a={"label": {"en": "Permit"}, "alternative_labels": {"en": ["permit"], "fr": ["licence"]}})
    put(catalogue, b={"label": "Licence"})
    assert found(catalogue, "label-overlap") == []


def test_a_missing_translation_is_found_where_the_scheme_has_the_language(catalogue: Catalogue):
    put(catalogue, a={"label": {"en": "Visa", "sw": "Viza"}}, b={"label": "Permit"})
    (finding,) = found(catalogue, "label-untranslated")
    assert (finding.id, finding.fix) == ("concept/b", "orodha edit concept/b label:sw=...")


def test_a_language_that_the_scheme_or_the_catalogue_does_not_have_is_not_missed(catalogue: Catalogue):
    put(catalogue, a={"label": {"en": "Visa", "de": "Visum"}}, b={"label": "Permit"})
    assert found(catalogue, "label-untranslated") == []
