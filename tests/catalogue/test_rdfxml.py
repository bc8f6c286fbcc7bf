"""RDF/XML; that it says what N-Triples say of any records stands in ``test_describe``."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
import rdflib
from linked import saved, triples, written
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import FormatError
from orodha.catalogue.names import PREFIXES
from orodha.catalogue.reader import Reader
from pyoxigraph import Literal, NamedNode, Triple

AGENCY: dict[str, Any] = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RDF = f"{{{PREFIXES['rdf']}}}"


def by_element_tree(data: bytes) -> set[Triple]:
    """What a plain XML parser finds in an export."""
    return {
        Triple(NamedNode(node.attrib[f"{RDF}about"]), NamedNode(one.tag[1:].replace("}", "")), term(one))
        for node in ElementTree.fromstring(data)
        for one in node
    }


def term(element: ElementTree.Element) -> NamedNode | Literal:
    if iri := element.get(f"{RDF}resource"):
        return NamedNode(iri)
    datatype = element.get(f"{RDF}datatype")
    return Literal(element.text or "", language=element.get(LANG), datatype=datatype and NamedNode(datatype))


def document(extra: dict[str, Any], **fields: Any) -> bytes:
    """An export of one record, which says to every parser what N-Triples say."""
    with saved([(AGENCY | {"extra": extra} | fields, None)]) as reader:
        data, plain = written(reader, "rdfxml"), written(reader, "ntriples")
    assert triples(data, "rdfxml") == triples(plain, "ntriples") == by_element_tree(data)
    one = rdflib.Graph().parse(data=data, format="xml")
    assert set(one) == set(rdflib.Graph().parse(data=plain, format="nt"))
    return data


def test_a_record_reads_as_a_developer_would_write_it():
    text = document({"dct:license": {"@id": "https://example.org/?a&b"}}).decode()
    assert '  <foaf:name xml:lang="en">X</foaf:name>\n' in text
    assert '  <dct:license rdf:resource="https://example.org/?a&amp;b"/>\n' in text
    assert text.index("<rdf:type ") < text.index("<dct:license")


def test_plain_parsers_of_xml_find_all_of_kenya(kenya: Reader):
    said = triples(written(kenya, "ntriples", evidence=True), "ntriples")
    assert by_element_tree(written(kenya, "rdfxml", evidence=True)) == said


def test_another_reader_finds_the_same(kenya: Reader):
    chosen = {"chosen": ["mapping", "agreement", "dataset", "indicator"], "evidence": True}
    one = rdflib.Graph().parse(data=written(kenya, "rdfxml", **chosen), format="xml")
    assert set(one) == set(rdflib.Graph().parse(data=written(kenya, "ntriples", **chosen), format="nt"))


@pytest.mark.parametrize(
    "text", ["<&>\"'", "]]>", "a\r\nb", "\r", " ", "\n", "\t x ", "&amp;", "\x7f", "\u2028", "👩‍👩‍👧"]
)
def test_texts_are_what_they_were(text: str):
    document({"schema:x": [text, {"@value": text, "@type": "dct:X"}, {"@language": "en", "@value": text}]})


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_has_not_are_refused_with_the_record(character: str):
    with pytest.raises(FormatError, match=rf"agency/x: .* U\+{ord(character):04X}"):
        document({"schema:x": f"a{character}b"})


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/x?a=1&b=c",
        "urn:x:1a",
        "https://example.org/é",
        "https://example.org/%C3",
        "x:_.-1",
        "rdf:_1",
        "http://www.w3.org/XML/1998/namespace",
    ],
)
def test_predicates_outside_known_vocabularies_bring_their_namespace(iri: str):
    document({iri: "a"})


@pytest.mark.parametrize(
    "iri", ["https://example.org/1", "https://example.org/", "rdf:li", "http://www.w3.org/2000/xmlns/x"]
)
def test_predicates_that_are_no_names_are_refused_with_the_record(iri: str):
    with pytest.raises(FormatError, match=r"agency/x: .*Turtle"):
        document({iri: "a"})


def test_a_class_that_is_no_iri_stays_a_text():
    assert b"<rdf:type>a word</rdf:type>" in document({"rdf:type": "a word"})


@pytest.mark.parametrize("base", ["https://example.org/cat#", "https://example.org/?a&b/", "urn:x:y/"])
def test_any_base_will_do(base: str, tmp_path: Path):
    with Catalogue.create(tmp_path / "a.db", base=base) as catalogue:
        catalogue.put_all([(AGENCY, None)])
        data = written(catalogue.reader, "rdfxml")
        assert triples(data, "rdfxml") == triples(written(catalogue.reader, "ntriples"), "ntriples")
