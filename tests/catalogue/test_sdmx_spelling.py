"""One message of SDMX-ML, spelt in all the ways that XML has for the same content."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from orodha.catalogue.errors import FormatError
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import ml_parts, ml_pieces, ml_read, ml_tags
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.where import Where
from sdmx_written import HEADER

CODES = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KE:CL(1.0)"
LIST = m.Codelist(
    "CL",
    agency="KE",
    names={"en": "Sex & <age> > 5", "sw": "Jinsia\nna umri", "fr": ""},
    annotations=(m.Annotation("A>B", title='It\'s "so"', urls={"": "https://example.org/?a=1&b=2"}),),
    codes=(m.Code("F", names={"en": "Female"}), m.Code("M", uri="https://example.org/a'b\">"), m.Code("T", parent="F")),
)
CONCEPTS = m.ConceptScheme(
    "CS",
    agency="KE",
    concepts=(
        m.Concept("SEX", representation=m.Representation(enumeration=CODES)),
        m.Concept("AGE", parent="SEX", representation=m.Representation(enumeration=CODES)),
    ),
)
MESSAGE = m.Message(HEADER, [LIST, CONCEPTS])
SYNTAXES = ("sdmx-ml-2.1", "sdmx-ml-3.0")


def xml(syntax: str) -> str:
    return b"".join(sdmx.written(MESSAGE, syntax)).decode()


def single_quotes(text: str) -> str:
    return re.sub(r'="([^"\']*)"', r"='\1'", text)


def spread(text: str) -> str:
    return re.sub(r'(<\w+:\w+|") (\w+(?::\w+)?)="', r'\1\n\t\2 = "', text)


def comments(text: str) -> str:
    return re.sub(r">(\w)", r"><!-- a < b > c --><?p <i> ?>\1", text).replace("<str:", "<!--x\n--><str:")


def sections(text: str) -> str:
    return re.sub(r">([^<>&\n]+)</", r"><![CDATA[\1]]></", text)


def references(text: str) -> str:
    return text.replace("Female", "&#70;emal&#x65;").replace('id="F"', 'id="&#70;"')


def raw_greater(text: str) -> str:
    return text.replace("&gt;", ">")


def other_prefixes(text: str) -> str:
    others = {"mes": "s", "str": "c", "com": "m"}
    return re.sub(r"(</?|xmlns:)(mes|str|com)\b", lambda found: found[1] + others[found[2]], text)


def no_prefix(text: str) -> str:
    """Declare the namespace of structures as the default one where it begins; Ref and URN have none."""
    space = re.search(r'xmlns:str="([^"]*)"', text)
    assert space
    text = text.replace("<mes:Structures>", f'<mes:Structures xmlns="{space[1]}">')
    text = re.sub(r"<(/?)str:", r"<\1", text)
    return re.sub(r"<(Ref|URN)\b", r'<\1 xmlns=""', text)


def declared_everywhere(text: str) -> str:
    spaces = dict(re.findall(r'xmlns:(\w+)="([^"]*)"', text))
    return re.sub(r"<(str|com):(\w+)", lambda found: f'{found[0]} xmlns:{found[1]}="{spaces[found[1]]}"', text)


def windows_lines(text: str) -> str:
    return text.replace("\n", "\r\n")


SPELLINGS = (
    single_quotes,
    spread,
    comments,
    sections,
    references,
    raw_greater,
    other_prefixes,
    no_prefix,
    declared_everywhere,
    windows_lines,
)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("spell", SPELLINGS)
@pytest.mark.parametrize("block", [7, 64, 1 << 16])
def test_a_message_is_the_same_however_it_is_spelt(
    syntax: str, spell: Callable[[str], str], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ml_pieces, "_BLOCK", block)
    content = spell(xml(syntax))
    assert content != xml(syntax)
    message = sdmx.read(content.encode())
    assert message == MESSAGE
    assert message.notes == []


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "iso-8859-1"),  # the byte order mark counts more
        ("utf-8", "utf8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "utf-16be"),
        ("iso-8859-1", "ISO-8859-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("cp1252", "windows-1252"),
        ("cp1254", "Windows-1254"),
    ],
)
@pytest.mark.parametrize("block", [7, 64, 1 << 16])
def test_a_message_is_the_same_in_any_encoding(
    encoding: str, stated: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ml_pieces, "_BLOCK", block)
    content = xml("sdmx-ml-3.0").replace("UTF-8", stated).replace("Female", "Féminin")
    codes = sdmx.read(content.encode(encoding)).artefacts[0].codes  # type: ignore[attr-defined]
    assert codes[0].names == {"en": "Féminin"}


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b""])
@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0'?>\n"])
def test_utf_16_is_known_by_its_first_bytes(mark: bytes, declaration: str) -> None:
    content = declaration + xml("sdmx-ml-3.0").partition("\n")[2]
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert sdmx.read(mark + content.encode(encoding)) == MESSAGE


def redeclared_after_its_like(text: str) -> str:
    return text.replace('<str:Code id="M"', '<str:Code id="M" xmlns:str="urn:other"')


def redeclared_in_single_quotes(text: str) -> str:
    return text.replace('<str:Code id="M"', "<str:Code id='M' xmlns:str='urn:other'")


def redeclared_after_a_mark(text: str) -> str:
    return text.replace('<str:Code id="M"', '<str:Code id="M" uri2="a>b" xmlns:str="urn:other"')


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "spell",
    [redeclared_after_its_like, redeclared_in_single_quotes, redeclared_after_a_mark],
    ids=lambda one: one.__name__,
)
def test_a_prefix_that_is_declared_anew_is_another_one(syntax: str, spell: Callable[[str], str]) -> None:
    message = sdmx.read(spell(xml(syntax)).encode())
    assert [one.message for one in message.notes] == ["The element Code is unknown, and is kept."]
    codes = message.artefacts[0]
    assert [one.id for one in codes.codes] == ["F", "T"]  # type: ignore[attr-defined]
    assert 'xmlns:str="urn:other"' in codes.unknown[0].content


@pytest.mark.parametrize("report", ['<gen:Report id="R2">', "<gen:Report id='R2'>", "<gen:Report\tid = 'R2' >"])
def test_a_second_report_is_kept_with_its_attributes(report: str) -> None:
    sets = [m.MetadataSet("S", agency="KE", report="R1")]
    whole = b"".join(sdmx.written(m.Message(MESSAGE.header, sets), "sdmx-ml-2.1")).decode()
    end = whole.index("</mes:MetadataSet>")
    content = f'{whole[:end]}{report}<gen:Target id="T"/></gen:Report>{whole[end:]}'
    unknown = sdmx.read(content.encode()).artefacts[0].unknown
    assert [one.content.partition(">")[0].endswith(' id="R2"') for one in unknown] == [True]


class Deferring:
    """What expat is from 2.6 on: the end of a block may wait for the next one, unless it is told not to wait."""

    waits = True

    def __init__(self, **given: str) -> None:
        self._parser = real_parser(**given)
        self._waiting = b""

    def Parse(self, block: bytes, final: bool) -> int:  # noqa: N802 - as expat has it
        self._waiting += block
        if self.waits and not final:
            return 1
        block, self._waiting = self._waiting, b""
        return self._parser.Parse(block, final)

    def SetReparseDeferralEnabled(self, enabled: bool) -> None:  # noqa: N802 - likewise
        self.waits = enabled

    def __getattr__(self, name: str) -> object:
        return getattr(self._parser, name)


real_parser = expat.ParserCreate


def test_expat_says_at_once_what_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ml_pieces.expat, "ParserCreate", Deferring)
    content = xml("sdmx-ml-3.0").replace('<str:Code id="M"', '<str:Code id="M" oops')
    pieces = ml_read.pieces(content.encode(), Where(sdmx.SYNTAXES["sdmx-ml-3.0"], "list.xml"))
    assert isinstance(next(pieces), m.Header)
    with pytest.raises(FormatError, match=r"list\.xml, line \d+: the file is damaged"):
        next(pieces)


def test_a_file_of_ever_new_tags_compiles_and_remembers_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ml_parts, "MOST_COMPILED", 5)
    monkeypatch.setattr(ml_tags, "_MOST", 5)
    codes = "".join(
        f"<str:Code id='C{n}' xmlns:x{n}='urn:{n}' x{n}:a{n}='{n}' uri='u{n}'>"
        f"<com:Name xml:lang='l{n}'>N</com:Name></str:Code>"
        for n in range(50)
    )
    whole = xml("sdmx-ml-3.0")
    message = sdmx.read(whole.replace('<str:Code id="F"', f'{codes}<str:Code id="F"').encode())
    more = [
        m.Code(f"C{n}", uri=f"u{n}", names={f"l{n}": "N"}, unknown=(m.Raw("sdmx-ml-3.0", f"@{{urn:{n}}}a{n}", str(n)),))
        for n in range(50)
    ]
    assert message.artefacts[0] == replace(LIST, codes=(*more, *LIST.codes))
    assert [one.message for one in message.notes] == [
        f"The attribute a{n} of Code is unknown, and is kept." for n in range(50)
    ]


@pytest.mark.parametrize("block", [50, 1 << 16])
@pytest.mark.parametrize("spell", [str, comments, windows_lines])
def test_a_note_names_the_line_however_the_file_is_read(
    spell: Callable[[str], str], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ml_pieces, "_BLOCK", block)
    content = spell(xml("sdmx-ml-3.0").replace('<str:Code id="T"', '<str:Code shade="dark" id="T"'))
    notes = sdmx.read(content.encode()).notes
    assert [one.line for one in notes] == [content[: content.index('<str:Code shade="dark"')].count("\n") + 1]


def test_what_is_unknown_is_canonical_however_it_is_spelt() -> None:
    strange = '<str:X xmlns:q="urn:q" b="2" a=\'1\'><!-- c --><q:Y a=">"/><![CDATA[<&]]></str:X>'
    content = xml("sdmx-ml-3.0").replace("</str:Code>", f"{strange}</str:Code>", 1)
    unknown = sdmx.read(content.encode()).artefacts[0].codes[0].unknown  # type: ignore[attr-defined]
    space = sdmx.SYNTAXES["sdmx-ml-3.0"].schema
    inner = '<q:Y xmlns:q="urn:q" a=">"></q:Y>&lt;&amp;'
    assert [one.content for one in unknown] == [f'<str:X xmlns:str="{space}structure" a="1" b="2">{inner}</str:X>']


def test_an_element_within_a_text_is_kept_and_told() -> None:
    content = xml("sdmx-ml-3.0").replace(">Female</com:Name>", ">Fe<b>m</b>ale</com:Name>")
    message = sdmx.read(content.encode())
    assert [one.message for one in message.notes] == ["The element b is unknown, and is kept."]
    assert [one.content for one in message.artefacts[0].codes[0].unknown] == ["<b>m</b>"]  # type: ignore[attr-defined]


def test_an_attribute_of_a_text_is_told() -> None:
    content = xml("sdmx-ml-3.0").replace('<com:Name xml:lang="sw">', '<com:Name xml:lang="sw" shade="a>b">')
    message = sdmx.read(content.encode())
    assert [one.message for one in message.notes] == ["The attribute shade of Name is unknown, and was left out."]
    assert message == MESSAGE


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n\r&<>'\"]")))
def test_any_text_is_what_lxml_says_it_is(text: str) -> None:
    quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    named = quoted.replace('"', "&quot;")
    content = xml("sdmx-ml-3.0").replace(">Female<", f">{quoted}<").replace('id="F"', f'id="{named}"')
    space = sdmx.SYNTAXES["sdmx-ml-3.0"].schema
    try:
        tree = etree.fromstring(content.encode())
    except etree.XMLSyntaxError:
        with pytest.raises(FormatError):
            sdmx.read(content.encode())
        return
    code = tree.find(f".//{{{space}structure}}Code")
    assert code is not None
    read = sdmx.read(content.encode()).artefacts[0].codes[0]  # type: ignore[attr-defined]
    assert read.id == (code.get("id") or "").strip()
    assert read.names == {"en": code.findtext(f"{{{space}common}}Name") or ""}
