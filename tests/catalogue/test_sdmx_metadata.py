"""Reference metadata: messages of reports, their headers, and text with marks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from orodha.catalogue.errors import FormatError, UsageError
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.references import references
from orodha.catalogue.formats.sdmx.xhtml import canonical
from sdmx_schemas import problems
from sdmx_written import HEADER

SPACE = 'xmlns="http://www.w3.org/1999/xhtml"'
MSD = "urn:sdmx:org.sdmx.infomodel.metadatastructure.MetadataStructure=KE:ESMS(1.0)"
FLOW = "urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=KE:ESMS_FLOW(1.0)"
TARGET = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE:PERMITS(1.0)"
CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KE:CS(1.0).CONTACT"
ML = [name for name in sdmx.SYNTAXES if "ml" in name]


def report(name: str = "PERMITS", **more: Any) -> m.MetadataSet:
    fields: dict[str, Any] = {
        "names": {"en": "Quality"},
        "attributes": (m.ReportedAttribute("CONTACT", texts={"en": "The bureau", "sw": "Ofisi"}),),
    }
    return m.MetadataSet(name, agency="KE", **(fields | more))


def new(name: str = "PERMITS", **more: Any) -> m.MetadataSet:
    """A report as 3.x and JSON have it."""
    return report(name, metadataflow=FLOW, targets=(TARGET,), **more)


def old(name: str = "PERMITS", **more: Any) -> m.MetadataSet:
    """A report as 2.1 has it."""
    target = {"report": "REPORT", "target": "FLOW", "target_values": (m.TargetValue("FLOW", TARGET),)}
    return report(name, structure=MSD, **target, **more)


def made(syntax: str, **more: Any) -> m.MetadataSet:
    return old(**more) if syntax == "sdmx-ml-2.1" else new(**more)


def written(syntax: str, *reports: m.Maintainable) -> bytes:
    return b"".join(sdmx.written(m.Message(HEADER, list(reports)), syntax))


@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
def test_reports_alone_make_a_message_of_reports(syntax: str) -> None:
    content = written(syntax, made(syntax), made(syntax, name="VISAS"))
    assert problems(content, sdmx.SYNTAXES[syntax]) == []
    assert b"GenericMetadata" in content or b"sdmx-json-metadata-schema" in content
    assert sdmx.detect(content).name == syntax
    assert sdmx.read(content).artefacts == [made(syntax), made(syntax, name="VISAS")]


@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
def test_reports_and_structures_are_two_files(syntax: str) -> None:
    with pytest.raises(UsageError, match="Write them in two files"):
        written(syntax, new(), m.Codelist("CL", agency="KE"))


@pytest.mark.parametrize("syntax", ML)
def test_the_header_names_each_structure_once(syntax: str) -> None:
    content = written(syntax, made(syntax), made(syntax, name="VISAS"))
    assert content.count(b"<mes:Structure ") == 1
    [named] = sdmx.read(content).header.structures
    assert (named.id, named.structure or named.flow) == ("STR1", MSD if syntax == "sdmx-ml-2.1" else FLOW)


def test_a_structure_that_the_header_had_keeps_its_id_and_its_address() -> None:
    known = (m.SetStructure("STR1", structure=MSD.replace("ESMS", "X")), m.SetStructure("E", structure=MSD))
    header = replace(HEADER, structures=known)
    header.structures[1].service_url = "https://example.org"
    content = b"".join(sdmx.written(m.Message(header, [old()]), "sdmx-ml-2.1"))
    assert b'structureRef="E"' in content
    assert sdmx.read(content).header.structures == header.structures


def test_a_message_without_reports_stays_one_of_reports() -> None:
    header = replace(HEADER, structures=(m.SetStructure("E", MSD),))
    content = b"".join(sdmx.written(m.Message(header), "sdmx-ml-2.1"))
    assert b"<mes:GenericMetadata" in content
    assert problems(content, sdmx.SYNTAXES["sdmx-ml-2.1"]) == []


def test_the_owner_of_a_report_of_2_1_is_the_sender() -> None:
    content = written("sdmx-ml-2.1", old())
    assert b'setID="PERMITS"' in content
    assert sdmx.read(content).artefacts[0].urn.endswith("MetadataSet=KE:PERMITS(1.0)")


def test_a_second_report_in_a_set_is_kept_and_told() -> None:
    content = written("sdmx-ml-2.1", old()).decode()
    start, end = content.index("<gen:Report "), content.index("</mes:MetadataSet>")
    content = content[:end] + content[start:end].replace('"REPORT"', '"OTHER"') + content[end:]
    message = sdmx.read(content.encode())
    assert [one.message for one in message.notes] == ["There is a second Report; it is kept as it stands."]
    again = b"".join(sdmx.written(message, "sdmx-ml-2.1"))
    assert problems(again, sdmx.SYNTAXES["sdmx-ml-2.1"]) == []
    assert again.count(b"ReportedAttribute id") == 2
    assert sdmx.read(again) == message


def test_what_is_unknown_in_a_report_goes_back_into_it() -> None:
    content = written("sdmx-ml-2.1", old()).decode().replace('<gen:Target id="FLOW"', '<gen:Target shade="x" id="FLOW"')
    message = sdmx.read(content.encode())
    assert '<gen:Target id="FLOW" shade="x"' in b"".join(sdmx.written(message, "sdmx-ml-2.1")).decode()


def test_a_report_of_a_structure_that_the_header_does_not_name_is_told() -> None:
    content = written("sdmx-ml-2.1", old()).replace(b'structureID="STR1"', b'structureID="STR2"')
    assert "The header does not say what 'STR1' is" in str(sdmx.read(content).notes[0])


@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
def test_text_with_marks_comes_back_canonical(syntax: str) -> None:
    text = "Data on <em>permits</em>,<br/>by <a href='https://example.org'>sex</a> &amp; age"
    marked = m.ReportedAttribute("COVERAGE", structured={"en": text, "sw": "<p>Vibali</p>"})
    content = written(syntax, made(syntax, attributes=(marked,)))
    assert problems(content, sdmx.SYNTAXES[syntax]) == []
    [back] = sdmx.read(content).artefacts
    assert isinstance(back, m.MetadataSet)
    assert back.attributes[0].structured == {
        "en": f"Data on <em {SPACE}>permits</em>,<br {SPACE}></br>by "
        f'<a {SPACE} href="https://example.org">sex</a> &amp; age',
        "sw": f"<p {SPACE}>Vibali</p>",
    }
    assert written(syntax, back) == content


@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
@pytest.mark.parametrize(
    "text", ["<p>cut", "a & b", "a&nbsp;b", "</p>", '<!DOCTYPE x [<!ENTITY a "b">]><p>&a;</p>', "\x00"]
)
def test_marks_that_are_not_well_formed_are_refused(syntax: str, text: str) -> None:
    marked = m.ReportedAttribute("COVERAGE", structured={"en": text})
    with pytest.raises(FormatError, match="is no XHTML") as error:
        written(syntax, made(syntax, attributes=(marked,)))
    assert "give it as plain text" in str(error.value)


def test_canonical_text_stays_as_it_is() -> None:
    once = canonical(" <p title='a'>x<br/></p> y ")
    assert canonical(once) == once == f'<p {SPACE} title="a">x<br></br></p> y'


def test_json_says_in_the_format_that_a_text_has_marks() -> None:
    marked = m.ReportedAttribute("COVERAGE", structured={"en": "<p>x</p>"})
    [one] = json.loads(written("sdmx-json-2.0", new(attributes=(marked,))))["data"]["metadataSets"]
    assert one["attributes"][0]["value"] == {"en": f"<p {SPACE}>x</p>"}
    assert one["attributes"][0]["format"] == {"dataType": "XHTML"}


@pytest.mark.parametrize(
    ("value", "read"),
    [("a", ("a",)), (5, ("5",)), (0.5, ("0.5",)), (True, ("true",)), (None, ())],
)
def test_values_of_json_are_read_as_text(value: object, read: tuple[str, ...]) -> None:
    content = json.loads(written("sdmx-json-2.1", new()))
    content["data"]["metadataSets"][0]["attributes"] = [{"id": "A", "value": value}]
    [back] = sdmx.read(json.dumps(content).encode()).artefacts
    assert isinstance(back, m.MetadataSet)
    assert back.attributes == (m.ReportedAttribute("A", values=read),)


def test_what_json_calls_xhtml_and_is_none_is_kept_as_text() -> None:
    content = json.loads(written("sdmx-json-2.1", new()))
    wrong = {"id": "A", "value": "a < b", "format": {"dataType": "XHTML"}}
    content["data"]["metadataSets"][0]["attributes"] = [wrong]
    message = sdmx.read(json.dumps(content).encode())
    assert "is no XHTML" in message.notes[0].message
    [back] = message.artefacts
    assert isinstance(back, m.MetadataSet)
    assert back.attributes[0].structured == {"en": "a &lt; b"}


def test_targets_and_concepts_are_references() -> None:
    assert {FLOW, TARGET} <= set(references(new()))
    assert {MSD, TARGET} <= set(references(old()))
    attribute = m.MetadataAttribute("A", attributes=(m.MetadataAttribute("B", concept=CONCEPT),))
    structure = m.MetadataStructure("ESMS", agency="KE", reports=(m.ReportStructure(attributes=(attribute,)),))
    assert list(references(structure)) == [CONCEPT]
    there = m.ConceptScheme("CS", agency="KE", concepts=(m.Concept("A"),))
    assert "which that scheme does not have" in str(sdmx.dangling(m.Message(HEADER, [structure, there]))[0])


def test_targets_of_a_flow_may_be_any() -> None:
    wild = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE:*(*)"
    flow = m.Metadataflow("F", agency="KE", names={"en": "F"}, structure=MSD, targets=(wild,))
    there = m.Dataflow("DF", agency="KE")
    message = sdmx.read(b"".join(sdmx.written(m.Message(HEADER, [flow, there]), "sdmx-ml-3.0")))
    assert (message.artefacts[0], message.notes, sdmx.dangling(message)) == (flow, [], [])


def test_a_target_of_no_kind_is_refused() -> None:
    target = m.MetadataTarget("T", objects=(m.TargetObject(kind="ReportPeriodTraget"),))
    structure = m.MetadataStructure("ESMS", agency="KE", targets=(target,))
    with pytest.raises(FormatError, match="Did you mean ReportPeriodTarget"):
        list(sdmx.written(m.Message(HEADER, [structure]), "sdmx-ml-2.1"))
