"""Files that are damaged, hostile or not what they claim to be."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from orodha.catalogue.errors import FormatError, UsageError
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import json_read, ml_pieces
from orodha.catalogue.formats.sdmx import model as m
from sdmx_written import HEADER

LIST = m.Codelist(
    "CL_SEX",
    agency="KE",
    names={"en": "Sex", "sw": "Jinsia"},
    codes=(m.Code("F", names={"en": "Female"}), m.Code("M", names={"en": "Male"}), m.Code("T", parent="X")),
)
FLOW = m.Dataflow("DF", agency="KE", structure="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=KE:DSD(1.0)")
MESSAGE = m.Message(HEADER, [LIST, FLOW])


def xml(message: m.Message = MESSAGE, syntax: str = "sdmx-ml-3.0") -> str:
    return b"".join(sdmx.written(message, syntax)).decode()


def refusal(content: str | bytes) -> str:
    with pytest.raises(FormatError) as error:
        sdmx.read(content.encode() if isinstance(content, str) else content, "list.xml")
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "list.xml is empty"),
        ("id;name\nA;Annual", "neither XML nor JSON"),
        ("PK\x03\x04\x00", "neither XML nor JSON"),
        ("<a/>", "in no namespace"),
        ("<rdf xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", "no message of SDMX"),
        (xml().replace("v3_0", "v2_0"), "SDMX-ML 2.0, which is not read. Ask for one of these: sdmx-ml-2.1"),
        (xml().replace("mes:Structure ", "mes:GenericData ", 1), "a set of data"),
        (xml().replace("mes:Structure ", "mes:StructureSpecificMetadata ", 1), "a set of reference metadata"),
        (gzip.compress(xml().encode(), mtime=0), "is compressed (gzip). Unpack it first."),
        (xml().replace("UTF-8", "Shift_JIS"), "is in Shift_JIS, which is not read. Convert it to UTF-8"),
        (xml().replace("UTF-8", "raw_unicode_escape").replace("Female", r"\u003cboo"), "is in raw_unicode_escape"),
        (xml().replace("UTF-8", "iso-8859-12"), "is in iso-8859-12, which is not read"),
        (xml().replace("UTF-8", "utf-7"), "is in utf-7, which is not read"),
        (xml().replace("UTF-8", "UTF-16"), "says that it is in UTF-16, and is not"),
        (xml().encode("utf-32"), "is in UTF-32, which is not read"),
        (xml().encode("cp037"), "is in EBCDIC, which is not read"),
        ('{"a": 1}', "neither meta nor data"),
        ('{"meta": {"schema": "https://x/2.0.0/sdmx-json-data-schema.json"}}', "with data, and no structures"),
        ('{"meta": {"schema": "https://x/1.0/sdmx-json-structure-schema.json"}}', "SDMX-JSON 1.0, which is not read"),
    ],
)
def test_another_file_is_refused_and_says_what_it_is(content: str | bytes, says: str) -> None:
    assert says in refusal(content)


@pytest.mark.parametrize("prefix", ["mes", "str", "com"])
def test_versions_that_are_mixed_are_refused_and_named(prefix: str) -> None:
    one = re.search(rf'xmlns:{prefix}="[^"]*"', xml())
    assert one
    content = xml().replace(one[0], one[0].replace("v3_0", "v2_1"))
    said = refusal(content)
    assert "list.xml, line " in said
    assert "SDMX-ML 2.1" in said
    assert "SDMX-ML 3.0" in said


@pytest.mark.parametrize("encoding", ["raw_unicode_escape", "us-ascii"])
def test_what_expat_and_python_see_differently_is_an_error_with_its_line(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ml_pieces, "encoding", lambda head, file: encoding)
    monkeypatch.setattr(ml_pieces, "parser_of", lambda name: expat.ParserCreate("iso-8859-1", "}"))
    content = xml().replace(">Female<", r">\u003cboo é<")
    assert "line " in refusal(content.encode("iso-8859-1"))


def test_a_file_that_is_cut_off_says_where() -> None:
    whole = xml()
    message = refusal(whole[: whole.index("<str:Dataflow ")])
    assert "list.xml, line " in message
    assert "cut off after Codelist KE:CL_SEX(1.0)" in message
    assert "Fetch it again" in message


def test_what_came_before_the_damage_was_yielded() -> None:
    whole = xml()
    pieces = sdmx.stream(whole[: whole.index("</str:Dataflow>")].encode())
    assert isinstance(next(pieces), m.Header)
    assert next(pieces) == LIST
    with pytest.raises(FormatError, match="cut off"):
        next(pieces)


def test_json_that_is_cut_off_is_refused() -> None:
    assert "damaged or cut off" in refusal(b"".join(sdmx.written(MESSAGE, "sdmx-json-2.0"))[:-40])


def test_json_of_another_form_says_where() -> None:
    content = json.loads(b"".join(sdmx.written(MESSAGE, "sdmx-json-2.1")))
    content["data"]["codelists"][0]["codes"] = ["F", "M"]
    assert "Codelist KE:CL_SEX(1.0): it has another form than sdmx-json-2.1 says" in refusal(json.dumps(content))


BOMB = "".join(
    f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{BOMB}]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
        '<!-- c --><?p i?>\n<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.org/x"> %a;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_unread(declared: str, encoding: str) -> None:
    head, _, rest = xml().partition("\n")
    content = f"{head.replace('UTF-8', encoding)}\n{declared}\n{rest}".replace(">Female<", ">&a;<")
    assert "document type (DOCTYPE)" in refusal(content.encode(encoding))


def test_an_entity_that_nobody_declared_is_an_error() -> None:
    assert "undefined entity" in refusal(xml().replace(">Female<", ">&passwd;<"))


def test_another_encoding_is_read() -> None:
    content = xml().replace("UTF-8", "UTF-16").encode("utf-16")
    assert sdmx.read(content).artefacts == MESSAGE.artefacts


def test_unknown_elements_and_attributes_are_kept_told_and_written_again() -> None:
    more = '<str:Colour xmlns:x="urn:x" x:a="1">red &amp; <b/></str:Colour>'
    content = (
        xml()
        .replace('<str:Code id="F"', '<str:Code shade="dark" id="F"')
        .replace("</str:Code>", f"{more}</str:Code>", 1)
    )
    message = sdmx.read(content.encode())
    assert [one.line > 0 and one.message for one in message.notes] == [
        "The attribute shade of Code is unknown, and is kept.",
        "The element Colour is unknown, and is kept.",
    ]
    assert message.notes[0].artefact == "Codelist KE:CL_SEX(1.0)"
    again = xml(message)
    assert 'shade="dark"' in again
    assert 'x:a="1">red &amp; <b></b></str:Colour>' in again
    assert sdmx.read(again.encode()) == message
    assert "Colour" not in xml(message, "sdmx-ml-3.1")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.sampled_from(["xml:space", "xml:base", "str:shade", 'xmlns:q="urn:a?b&amp;c" q:shade']),
)
def test_an_unknown_attribute_of_a_namespace_goes_out_again(value: str, name: str) -> None:
    quoted = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    content = xml().replace('<str:Code id="F"', f'<str:Code xmlns:z="urn:z" z:one="1" {name}="{quoted}" id="F"')
    try:
        etree.fromstring(content.encode())
    except etree.XMLSyntaxError:
        return
    message = sdmx.read(content.encode())
    code = message.artefacts[0].codes[0]  # type: ignore[attr-defined]
    assert [one.content for one in code.unknown] == ["1", value]
    again = xml(message)
    etree.fromstring(again.encode())
    assert sdmx.read(again.encode()) == message


@pytest.mark.parametrize("place", ["str:Processes", "str:Novelties"])
def test_unknown_artefacts_are_kept_told_and_written_again(place: str) -> None:
    strange = f'<{place}><str:Process id="P" agencyID="KE" version="1.0"><str:X>1</str:X></str:Process></{place}>'
    message = sdmx.read(xml().replace("<mes:Structures>", f"<mes:Structures>{strange}").encode())
    assert [one.container for one in message.unknown] == [place]
    assert "Process KE:P(1.0): Process is not understood" in str(message.notes[0])
    assert sdmx.read(xml(message).encode()) == message


def test_unknown_keys_and_artefacts_of_json_are_kept() -> None:
    content = json.loads(b"".join(sdmx.written(MESSAGE, "sdmx-json-2.1")))
    content["data"]["processes"] = [{"id": "P", "agencyID": "KE"}]
    content["data"]["codelists"][0]["x-colour"] = {"red": 1}
    message = sdmx.read(json.dumps(content).encode())
    assert len(message.notes) == 2
    again = json.loads(b"".join(sdmx.written(message, "sdmx-json-2.1")))
    assert again["data"]["processes"] == content["data"]["processes"]
    assert again["data"]["codelists"][0]["x-colour"] == {"red": 1}


def test_ids_that_are_there_twice_are_told_and_kept() -> None:
    double = m.Codelist("CL", agency="KE", codes=(m.Code("A"), m.Code("B"), m.Code("A")))
    message = sdmx.read(xml(m.Message(MESSAGE.header, [double, double])).encode())
    assert [one.message for one in message.notes] == [
        "It is there 2 times.",
        "These ids are there more than once: A.",
        "These ids are there more than once: A.",
    ]
    assert message.artefacts == [double, double]


def test_two_texts_in_one_language_are_told_with_their_line() -> None:
    content = xml().replace(">Jinsia</com:Name>", '>Jinsia</com:Name>\n<com:Name xml:lang="sw">Jinsi</com:Name>')
    note = sdmx.read(content.encode()).notes[0]
    assert note.message == "There are two Name in sw; the first counts."
    assert note.line == content[: content.index("Jinsi</")].count("\n") + 1


def test_a_wrong_urn_is_told() -> None:
    content = xml().replace("codelist.Codelist=KE:CL_SEX(1.0)", "codelist.Codelist=KE:CL_SEXE(1.0)")
    assert "does not fit its agency, id and version" in str(sdmx.read(content.encode()).notes[0])


def test_the_urn_of_a_component_named_by_its_concept_is_right() -> None:
    concept = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KE:CS(1.0).SEX"
    dimensions = m.DimensionList(dimensions=(m.Dimension(concept=concept),))
    structure = m.DataStructure("DSD", agency="KE", components=m.Components(dimensions))
    own = "urn:sdmx:org.sdmx.infomodel.datastructure.Dimension=KE:DSD(1.0).SEX"
    content = xml(m.Message(MESSAGE.header, [structure])).replace("<str:Dimension>", f'<str:Dimension urn="{own}">')
    assert own in content
    assert sdmx.read(content.encode()).notes == []


def test_a_reference_that_is_no_urn_is_told_and_kept() -> None:
    message = sdmx.read(xml().replace(FLOW.structure, "KE:DSD(1.0)").encode())
    assert "'KE:DSD(1.0)' is no URN" in message.notes[0].message
    assert message.artefacts[1].structure == "KE:DSD(1.0)"  # type: ignore[attr-defined]


def test_dangling_references_are_found() -> None:
    concept = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KE:CS(1.0)."
    there = m.ConceptScheme("CS", agency="KE", concepts=(m.Concept("SEX"),))
    dimensions = m.DimensionList(
        dimensions=(m.Dimension("S", concept=f"{concept}SEX"), m.Dimension("A", concept=f"{concept}AGE"))
    )
    structure = m.DataStructure("DSD", agency="KE", version="2.0", components=m.Components(dimensions))
    found = sdmx.dangling(m.Message(MESSAGE.header, [LIST, FLOW, there, structure]))
    assert [(one.artefact.partition("=")[2], one.message) for one in found] == [
        ("KE:CL_SEX(1.0)", "The parent X of T is not there."),
        ("KE:DF(1.0)", f"It refers to {FLOW.structure}, of which the message has only version 2.0."),
        ("KE:DSD(2.0)", f"It refers to {concept}AGE, which that scheme does not have."),
    ]


def test_a_file_larger_than_is_read_at_once_streams(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = {name: sdmx.read(b"".join(sdmx.written(MESSAGE, name))) for name in ("sdmx-json-2.0", "sdmx-json-2.1")}
    monkeypatch.setattr(json_read, "WHOLE", 0)
    for name, message in whole.items():
        path = tmp_path / f"{name}.json"
        sdmx.write(MESSAGE, name, path)
        assert sdmx.read(path) == message


def test_an_unknown_syntax_says_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"Did you mean sdmx-ml-3\.[01]"):
        list(sdmx.written(MESSAGE, "sdmx-ml-3.2"))


def test_nothing_of_lxml_is_loaded_with_the_formats() -> None:
    import subprocess
    import sys

    code = "import sys, orodha.catalogue.formats, orodha.tui.__main__; print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
