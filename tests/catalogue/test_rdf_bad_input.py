"""Broken, hostile and very large files of linked data: named errors, nothing changed or fetched, memory bounded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue, importing
from orodha.catalogue.errors import OrodhaError
from orodha.catalogue.importing import ImportPlan
from processes import python
from rdf_graphs import PREFIXES, brought_in, specimen

XML = '<?xml version="1.0"?>\n'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/"'
    ' xmlns:dcat="http://www.w3.org/ns/dcat#">\n'
)
DATASET = (
    '<dcat:Dataset rdf:about="https://portal.example/d">'
    '<dct:title xml:lang="en">{}</dct:title></dcat:Dataset></rdf:RDF>'
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Any:
    with Catalogue.create(tmp_path / "t.db") as made:
        yield made


def planned(catalogue: Catalogue, path: Path) -> ImportPlan:
    return importing.plan(catalogue.reader, [path], allow_missing=True, unstated={"country": "area/es"})


def refused(catalogue: Catalogue, folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(OrodhaError) as caught:
        planned(catalogue, path)
    assert catalogue.reader.counts() == {}
    assert name in caught.value.what
    assert caught.value.advice
    return str(caught.value)


TURTLE = PREFIXES.encode()

MALFORMED = {
    "cut.ttl": (TURTLE + b':a a dcat:Dataset ;\n dct:title "x', "line 8"),
    "cut.trig": (TURTLE + b":g {\n:a :b :c .\n", "line 9"),
    "cut.nt": (b'<https://a.b/c> <https://a.b/d> "x" .\n<https://a.b/c> <https://a.b/d> "y', "line 2"),
    "cut.nq": (b'<https://a.b/c> <https://a.b/d> "x" <https://g', "line 1"),
    "cut.rdf": ((XML + RDF + "<rdf:Description>\n").encode(), "line 4"),
    "cut-in-text.rdf": ((XML + RDF + "<rdf:Description><dct:title>caf").encode(), "line 3"),
    "cut.jsonld": (b'{"@id": "https://a.b/c",\n "https://a.b/d": [1', "line 2"),
    "empty.jsonld": (b"", "line 1"),
    "prefix.ttl": (b"\n\n<https://a.b/c> a nope:Dataset .", "line 3"),
    "unbound.rdf": ((XML + RDF + "<nope:x/></rdf:RDF>").encode(), "nope"),
    "wrong.nt": (b'<https://a.b/c> <https://a.b/d> "x" .\n<https://a.b/c> nope\n', "line 2"),
    "latin1.ttl": (TURTLE + ':a dct:title "café" .'.encode("latin-1"), "save it as UTF-8"),
    "latin1.rdf": (
        ('<?xml version="1.0" encoding="ISO-8859-1"?>\n' + RDF + DATASET.format("café")).encode("latin-1"),
        "save it as UTF-8",
    ),
    "utf16.ttl": ((PREFIXES + ':a dct:title "x" .').encode("utf-16"), "save it as UTF-8"),
    "utf16.jsonld": ('{"@id": "https://a.b/c"}'.encode("utf-16-le"), "save it as UTF-8"),
    "page.ttl": (b"<!DOCTYPE html>\n<html><body>Not found</body></html>", "is a web page"),
    "page.rdf": (b"\n<html><body><p>Not found</body></html>", "is a web page"),
    "page.jsonld": (b"<!doctype HTML><p>Log in</p>", "is a web page"),
    "json.rdf": (b'{"a": 1}', "line 1, column 1"),
    "turtle.jsonld": (TURTLE + b":a a :b .", "line 1"),
    "lone-surrogate.nt": (b'<https://a.b/c> <https://a.b/d> "a\\uD800b" .\n', "line 1"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_refused_with_its_place(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    content, said = MALFORMED[name]
    assert said in refused(catalogue, tmp_path, name, content)


@pytest.mark.parametrize("name", ["empty.ttl", "empty.nt", "empty.trig", "empty.rdf", "blank.rdf"])
def test_an_empty_file_changes_nothing(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\n" if name.startswith("blank") else b"")
    assert (planned(catalogue, path).planned, planned(catalogue, path).problems) == ({}, [])


@pytest.mark.parametrize("suffix", [".ttl", ".rdf", ".jsonld"])
def test_a_byte_order_mark_is_passed_over(catalogue: Catalogue, tmp_path: Path, suffix: str) -> None:
    texts = {
        ".ttl": PREFIXES + ':d a dcat:Dataset ; dct:title "D"@en .',
        ".rdf": XML + RDF + DATASET.format("D"),
        ".jsonld": '{"@id": "https://portal.example/d", "@type": "http://www.w3.org/ns/dcat#Dataset",'
        ' "http://purl.org/dc/terms/title": "D"}',
    }
    path = tmp_path / f"marked{suffix}"
    path.write_text(texts[suffix], encoding="utf-8-sig")
    assert planned(catalogue, path).created == ["source/d"]


# --- hostile files


def test_nested_entities_of_xml_are_refused_before_they_fill_the_memory(catalogue: Catalogue, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">\n' for n in range(12))
    text = f"{XML}<!DOCTYPE rdf:RDF [\n{entities}]>\n{RDF}{DATASET.format('&e11;')}"
    assert "line 4: the XML entity 'e1'" in refused(catalogue, tmp_path, "laughs.rdf", text.encode())


def test_a_long_entity_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    text = f'{XML}<!DOCTYPE r [<!ENTITY e "{"ha" * 500}">]>\n{RDF}{DATASET.format("&e;" * 9)}'
    assert "the XML entity 'e'" in refused(catalogue, tmp_path, "long.rdf", text.encode())


@pytest.mark.parametrize("declared", ['e SYSTEM "{}"', '% e SYSTEM "{}"', "% e \"<!ENTITY x SYSTEM '{}'>\""])
def test_an_external_entity_is_not_fetched(catalogue: Catalogue, tmp_path: Path, declared: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hush")
    text = f"{XML}<!DOCTYPE r [<!ENTITY {declared.format(secret.as_uri())}>]>\n{RDF}{DATASET.format('x')}"
    said = refused(catalogue, tmp_path, "external.rdf", text.encode())
    assert "the XML entity 'e'" in said
    assert "hush" not in said


def test_entities_that_abbreviate_namespaces_are_read(catalogue: Catalogue, tmp_path: Path) -> None:
    text = XML + '<!DOCTYPE rdf:RDF [<!ENTITY dcat "http://www.w3.org/ns/dcat#">]>\n' + RDF
    text += '<rdf:Description rdf:about="https://portal.example/d"><rdf:type rdf:resource="&dcat;Dataset"/>'
    path = specimen(tmp_path, text + "<dct:title>D</dct:title></rdf:Description></rdf:RDF>", ".rdf")
    assert planned(catalogue, path).created == ["source/d"]


def test_a_context_elsewhere_is_not_fetched(catalogue: Catalogue, tmp_path: Path) -> None:
    content = b'{"@context": "https://schema.org/", "@type": "Dataset", "name": "x"}'
    said = refused(catalogue, tmp_path, "remote.jsonld", content)
    assert said.endswith("is not fetched. Ask for the file with its context inside, or as Turtle.")


@pytest.mark.parametrize("unit", ['{"https://a.b/c":', "[", '{"a]}":[', '["\\\\",["\\"]",'])
def test_json_that_is_nested_too_deep_is_refused(catalogue: Catalogue, tmp_path: Path, unit: str) -> None:
    assert "nested deeper than 500" in refused(catalogue, tmp_path, "deep.jsonld", unit.encode() * 100_000)


def test_brackets_in_texts_are_no_nesting(catalogue: Catalogue, tmp_path: Path) -> None:
    text = '{"@id": "https://portal.example/d", "https://portal.example/c": ['
    text += ", ".join(['"[[[{{{\\\\"', '"\\"[[["', f'"{"[" * 70_000}"'] * 300) + "]}"
    assert planned(catalogue, specimen(tmp_path, text, ".jsonld")).problems == []


def test_deep_nesting_in_turtle_and_xml_comes_in_whole(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, ":a :b " + "[ :c " * 400 + "1" + " ]" * 400 + " ."))
    text = XML + RDF + "<rdf:Description><dct:x>" * 400 + "</dct:x></rdf:Description>" * 400 + "</rdf:RDF>"
    brought_in(catalogue, specimen(tmp_path, text, ".rdf"))


# --- odd, and taken in


ODD = {
    "a bad IRI": (":d dcat:landingPage <https://a.example/x y{}>, <https://a.example/100%> .", "was mended to"),
    "a bad date": (':d dct:issued "2019-13-45"^^xsd:date ; :when "2019-13-45"^^xsd:date .', "kept in extra"),
    "a literal where a resource belongs": (':d dct:publisher 7 ; dct:license "x"@en .', ""),
    "languages that are none": (':d dct:description "b"@i-klingon, "c"@x-ours .', ""),
    "one language twice": (':d dct:description "a"@en, "b"@EN, "c"@en-GB, "d"@en-gb .', ""),
    "triples in triples": (
        ':d :says <<( :a :b "c"@en )>> . << :d dct:title "D"@en >> :sure 0.9 .',
        "triples stand in other",
    ),
    "a long text": (f':d dct:description "{"long " * 400_000}"@en .', ""),
    "control characters": (':d dct:description "a\\u0001\\u000B\\u001Fb"@en ; :e "\\u0000"@en .', ""),
    "no text at all": (':d dct:description ""@en, " "@fr ; dcat:keyword "" .', ""),
    "numbers that are none": (':d dcat:distribution [ dcat:byteSize "NaN"^^xsd:double, 1.5, -3, 1e400 ] .', ""),
    "an order that is none": (
        ':d <https://w3id.org/orodha/ns#order> "topics 7 x; zz@ 1", ";;", "title 0 0", "topics@en 0" .',
        "",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_statements_are_kept_and_told(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    text, note = ODD[name]
    plan = brought_in(catalogue, specimen(tmp_path, ':d a dcat:Dataset ; dct:title "D"@en . ' + text))
    assert plan.created[0].startswith("source/")
    assert note in "\n".join(plan.notes)


def test_plain_json_is_no_linked_data_but_comes_to_no_harm(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, '{"title": "x", "items": [1, {"a b": null}]}', ".jsonld"))


# --- large files

GENERATED = """
import resource, sys
from pathlib import Path
from orodha.catalogue.formats.rdf.stage import stage
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
staged = stage(Path(sys.argv[1]), "large.nt", "ntriples", "https://x.example/")
print(staged.triples, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
MEGABYTES = 100
BOUND = 60
"""So many megabytes more than at the beginning does staging take, however large the file is."""


@pytest.mark.slow
def test_staging_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.nt"
    skos, rdf = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    lines = 0
    with path.open("w") as file:
        start = 0
        while file.tell() < MEGABYTES << 20:
            start += 1000
            for number in range(start, start + 1000):
                one = f"<https://thesaurus.example/concept/{number}>"
                file.write(f"{one} <{rdf}type> <{skos}Concept> .\n")
                file.write(f'{one} <{skos}prefLabel> "Concept number {number}"@en .\n')
                file.write(f"{one} <{skos}inScheme> <https://thesaurus.example/> .\n")
                file.write(f"{one} <{skos}broader> <https://thesaurus.example/concept/{number // 10}> .\n")
                lines += 4
    triples, megabytes = map(int, python(GENERATED, path).split())
    print(f"{path.stat().st_size >> 20} MB, {triples} triples: {megabytes} MB more memory")
    assert triples == lines
    assert megabytes < BOUND


def test_a_text_in_no_language_is_kept_as_data_and_told(catalogue: Catalogue, tmp_path: Path) -> None:
    path = specimen(tmp_path, ':d a dcat:Dataset ; dct:title "D"@en ; dct:description "a"@e, "b"@toolonglanguage .')
    plan = planned(catalogue, path)
    assert "specimen.ttl: 'e' is no language; texts in it are kept" in "\n".join(plan.notes)
    plan.apply(catalogue)
    assert catalogue.reader.get("source/d")["extra"]["dct:description"] == [
        {"@language": "e", "@value": "a"},
        {"@language": "toolonglanguage", "@value": "b"},
    ]
    assert planned(catalogue, path).planned == {}
