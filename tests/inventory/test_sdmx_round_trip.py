"""Every record that goes out as SDMX comes back equal, whatever the syntax, and the file is valid."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats import Content, sdmx
from orodha.catalogue.kinds import Document, _registry, kind, kinds, to_document
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import LangText, Means, Record, Ref
from orodha.inventory.sdmx.giving import Giving
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.taking import documents, is_own, is_view
from pydantic import Field
from samples import probe_kind
from sdmx_quick import syntaxes
from sdmx_schemas import problems
from sdmx_told import message
from strategies import collections as any_collection
from strategies import documents as any_document
from strategies import texts

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
SYNTAXES = list(sdmx.SYNTAXES)
HELD = ("agencies", "codes", "concepts", "categories")
NASTY = "\x01 a\r\nb\t  c\u2028\ufffe]]> &amp; <x/>"


def wanted(content: Content) -> dict[str, Document]:
    """The documents of some records, without what is derived or assumed."""
    found: dict[str, Document] = {}
    for document in content.documents():
        fields = kinds()[document["kind"]].model.model_fields if document["kind"] in kinds() else {}
        found[document["id"]] = {
            name: value
            for name, value in document.items()
            if name not in GENERATED
            and not (name == "iri" and value == content.base + document["id"])
            and not (name in fields and fields[name].default == value and type(value) in (str, bool))
        }
    return found


def shortened(written: sdmx.Message) -> sdmx.Message:
    """A message with four items a list: the official JSON schema of 2.1 takes a minute for those of Kenya."""
    artefacts: list[Any] = []
    for one in written.artefacts:
        lists = {name: value[:4] for name in HELD if (value := getattr(one, name, ()))}
        artefacts.append(replace(one, **lists))
    return sdmx.Message(written.header, artefacts)


def given_back(content: Content, syntax: str) -> tuple[dict[str, Document], sdmx.Message]:
    """The documents that come back from a file, which is valid, and what was read."""
    giving = Giving(content, Names.of(content), syntax)
    written = sdmx.Message(message_header(content), list(giving.homes()))
    data = b"".join(sdmx.written(written, syntax))
    assert problems(b"".join(sdmx.written(shortened(written), syntax)), sdmx.SYNTAXES[syntax]) == []
    assert sdmx.losses(written, syntax) == []
    back = sdmx.read(data)
    assert back.notes == []
    assert sdmx.dangling(back) == []
    found: dict[str, Document] = {}
    for artefact in back.artefacts:
        assert is_own(artefact)
        for document in documents(artefact):
            assert document["id"] not in found
            found[document["id"]] = document
    return found, back


def message_header(content: Content) -> Any:
    return sdmx.model.Header("X", test=False, prepared="2026-11-22T00:00:00Z", sender=sdmx.model.Party("X"))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    Catalogue.create(path, title="", publisher="agency/ke-ncm").close()
    return path


@contextmanager
def catalogue_of(blank: Path, records: Sequence[Document]) -> Iterator[Reader]:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(blank, Path(folder) / "some.db")
        with Catalogue.open(path) as catalogue:
            catalogue.put_all([(one, None) for one in records])
        with Reader.open(path) as reader:
            yield reader


def check(blank: Path, records: Sequence[Document], syntax: str) -> None:
    with catalogue_of(blank, records) as reader:
        content = Selection(reader).content()
        found, _ = given_back(content, syntax)
        assert found == wanted(content)


def spoilt(value: Any, text: str) -> Any:
    """A document with a text put into every text by language and into what has no home."""
    if isinstance(value, dict):
        return {name: f"x{text}y" if name in ("en", "sw", "page") else spoilt(one, text) for name, one in value.items()}
    return [spoilt(one, text) for one in value] if isinstance(value, list) else value


# --- Kenya


@pytest.mark.parametrize("syntax", syntaxes())
def test_every_record_of_the_starter_comes_back_equal(kenya: Reader, syntax: str) -> None:
    content = Selection(kenya).content()
    found, _ = given_back(content, syntax)
    assert found == wanted(content)


@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
def test_the_whole_message_of_the_starter_is_valid(kenya: Reader, syntax: str) -> None:
    data = b"".join(sdmx.written(message(Selection(kenya).content(), syntax), syntax))
    assert problems(data, sdmx.SYNTAXES[syntax]) == []


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_of_a_whole_message_only_homes_are_read_back(kenya: Reader, syntax: str) -> None:
    content = Selection(kenya).content()
    data = b"".join(sdmx.written(message(content, syntax), syntax))
    back = sdmx.read(data)
    assert sdmx.dangling(back) == []
    assert all(is_own(one) != is_view(one) for one in back.artefacts)
    found = {one["id"]: one for artefact in back.artefacts if is_own(artefact) for one in documents(artefact)}
    assert found == wanted(content)


def test_a_message_is_the_same_each_time_and_dated_by_its_newest_record(kenya: Reader) -> None:
    content = Selection(kenya).content()
    first, second = (b"".join(sdmx.written(message(content, "sdmx-ml-3.0"), "sdmx-ml-3.0")) for _ in range(2))
    assert first == second
    header = message(content, "sdmx-ml-3.0").header
    assert header.prepared == max(one["modified"] for one in kenya.documents())
    assert (header.sender and header.sender.id, header.names) == ("KE_NCM", {"en": "Kenya"})


@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
@pytest.mark.parametrize(
    "chosen",
    [("concept",), ("variable",), ("concept/topics-asylum", "area"), ("scheme",), ("agency", "source")],
    ids=str,
)
def test_a_choice_of_records_comes_back_equal_and_adds_no_record(
    kenya: Reader, syntax: str, chosen: Sequence[str]
) -> None:
    content = Selection(kenya, chosen).content()
    found, _ = given_back(content, syntax)
    assert found == wanted(content)


def test_concepts_without_their_scheme_are_a_part_of_a_list_named_after_it(kenya: Reader) -> None:
    content = Selection(kenya, ("concept",)).content()
    _, back = given_back(content, "sdmx-ml-3.0")
    sex = next(one for one in back.artefacts if one.id == "SEX")
    assert [one["id"] for one in documents(sex)] == sorted(
        one["id"] for one in content.documents() if one["scheme"] == "scheme/sex"
    )


def test_a_part_of_a_list_says_so(kenya: Reader) -> None:
    content = Selection(kenya, ("concept/topics-asylum",)).content()
    _, back = given_back(content, "sdmx-json-2.0")
    assert [one.is_partial for one in back.artefacts] == [True]
    whole = Selection(kenya).content()
    assert not any(getattr(one, "is_partial", None) for one in given_back(whole, "sdmx-json-2.0")[1].artefacts)


@pytest.mark.parametrize("audience", ["partner", "public"])
def test_what_an_audience_may_not_see_is_not_told(catalogue: Catalogue, audience: Any) -> None:
    catalogue.put_all(
        [
            ({"id": "scheme/s", "title": {"en": "S"}, "role": "code list"}, None),
            ({"id": "concept/s-zebra", "label": {"en": "B"}, "scheme": "scheme/s", "visibility": "internal"}, None),
            (
                {
                    "id": "concept/s-c",
                    "label": {"en": "C"},
                    "scheme": "scheme/s",
                    "notation": "ZEBRA",
                    "broader": ["concept/s-zebra"],
                    "field_visibility": {"notation": "internal"},
                },
                None,
            ),
        ]
    )
    content = Selection(catalogue.reader, audience=audience).content()
    found, _ = given_back(content, "sdmx-ml-3.1")
    assert found == wanted(content)
    written = b"".join(sdmx.written(message(content, "sdmx-ml-3.1"), "sdmx-ml-3.1"))
    assert b"zebra" not in written.lower()


def test_evidence_goes_along_where_it_is_asked_for(kenya: Reader) -> None:
    content = Selection(kenya, ("indicator",), evidence=True).content()
    found, _ = given_back(content, "sdmx-json-2.1")
    assert found == wanted(content)
    assert any("evidence" in one for one in found.values())


@contextmanager
def unknown_kind() -> Iterator[None]:
    class Parcel(Record, kind="parcel"):
        """Something of another package, which is then not there."""

        name: Annotated[LangText, Means("dct:title", "What it is called.")]
        near: Annotated[list[Ref], Means("dct:relation", "Others.", to="parcel")] = Field(default_factory=list)

    try:
        yield
    finally:
        _registry.pop("parcel", None)


# --- any records


@pytest.mark.parametrize("syntax", SYNTAXES)
@settings(FEW)
@given(records=any_collection(5), spoil=st.booleans())
def test_any_records_come_back_equal(blank: Path, syntax: str, records: list[Document], spoil: bool) -> None:
    check(blank, spoilt(records, NASTY) if spoil else records, syntax)


@pytest.mark.parametrize("kind_name", sorted(kinds()))
@settings(FEW, max_examples=6)
@given(data=st.data(), syntax=st.sampled_from(SYNTAXES))
def test_records_of_every_kind_come_back_equal(blank: Path, kind_name: str, data: st.DataObject, syntax: str) -> None:
    records = data.draw(st.lists(any_document(kind_name), min_size=1, max_size=3, unique_by=lambda one: one["id"]))
    for one in records:
        one.pop("iri", None)
    check(blank, data.draw(st.sampled_from([records, spoilt(records, NASTY)])), syntax)


notations = st.sampled_from(("A", "B", "1", "10.7", "a b", "x-1", "A", "€", "_"))
slugs = st.sampled_from(("a", "b", "A", "c-1", "c.1", "c~1", "1", "s-a", "é".encode().hex()))
places = {
    "Codelist": ("codelist.Codelist", "codelist.Code"),
    "ConceptScheme": ("conceptscheme.ConceptScheme", "conceptscheme.Concept"),
    "CategoryScheme": ("categoryscheme.CategoryScheme", "categoryscheme.Category"),
}


@st.composite
def schemes(draw: st.DrawFn) -> list[Document]:
    """A scheme with concepts above each other, ours or of another agency, perhaps without the scheme itself."""
    slug = draw(st.sampled_from(("s", "topics", "esms", "cl-area", "indicators", "S")))
    scheme, cls = f"scheme/{slug}", draw(st.sampled_from([None, None, *places]))
    prefix = f"urn:sdmx:org.sdmx.infomodel.{places[cls][0]}=SDMX:CL_X(2.1)" if cls else ""
    items = f"urn:sdmx:org.sdmx.infomodel.{places[cls][1]}=SDMX:CL_X(2.1)" if cls else ""
    role = draw(st.sampled_from(("code list", "glossary", "classification", "thesaurus")))
    version = draw(st.sampled_from(({}, {"version": "1.0"}, {"version": "2.1"}, {"version": "01"}, {"version": "v 1"})))
    records: list[Document] = [{"id": scheme, "title": {"en": "S"}, "role": role, **version}]
    if prefix:
        records[0]["iri"] = prefix
    ids = [f"concept/{slug}-{one}" for one in draw(st.lists(slugs, min_size=1, max_size=5, unique=True))]
    coded = draw(st.sampled_from(("all", "some", "none")))
    for number, one in enumerate(ids):
        above = draw(st.lists(st.sampled_from([*ids, "concept/elsewhere"]), max_size=2, unique=True))
        record: Document = {"id": one, "label": {"en": draw(texts)}, "scheme": scheme}
        record |= {"broader": above} if above else {}
        if coded == "all" or (coded == "some" and draw(st.booleans())):
            record["notation"] = draw(notations) if coded == "some" else f"N{number}"
        if prefix and draw(st.booleans()):
            record["iri"] = f"{items}.{draw(st.sampled_from(('A', 'N0', 'P.Q', 'P')))}{number}"
        records.append(record)
    return records[draw(st.integers(0, 1)) :]


@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
@settings(FEW, max_examples=40)
@given(records=schemes())
def test_schemes_of_any_sort_come_back_equal(blank: Path, syntax: str, records: list[Document]) -> None:
    check(blank, [to_document(kind(one["id"].partition("/")[0]).validate(one)) for one in records], syntax)


FOREIGN = {
    "agency": "base.Agency=SDMX:AGENCIES(1.0).ESTAT",
    "area": "codelist.Code=SDMX:CL_AREA(2.0).KE",
    "source": "datastructure.Dataflow=ESTAT:MIGR_IMM(1.2.0)",
    "dataset": "datastructure.Dataflow=ESTAT:MIGR_IMM(1.3.0)",
    "variable": "conceptscheme.Concept=SDMX:CROSS_DOMAIN_CONCEPTS(2.0).SEX",
    "indicator": "conceptscheme.Concept=UNSD:SDG(1.0).SERIES",
    "law": "codelist.Code=SDMX:CL_AREA(2.0).LAW",
    "scheme": "codelist.Codelist=SDMX:CL_SEX(2.1)",
    "concept": "codelist.Code=SDMX:CL_SEX(2.1).F",
}


@pytest.mark.parametrize("kind_name", FOREIGN)
@settings(FEW, max_examples=5)
@given(data=st.data(), syntax=st.sampled_from(SYNTAXES))
def test_a_record_of_another_agency_goes_out_under_its_own_urn(
    blank: Path, kind_name: str, data: st.DataObject, syntax: str
) -> None:
    iri = f"urn:sdmx:org.sdmx.infomodel.{FOREIGN[kind_name]}"
    record = {**data.draw(any_document(kind_name)), "iri": iri}
    record.get("field_visibility", {}).pop("iri", None)
    others: list[Document] = []
    if kind_name == "concept":
        scheme_iri = f"urn:sdmx:org.sdmx.infomodel.{FOREIGN['scheme']}"
        others = [{"id": "scheme/x", "iri": scheme_iri, "title": {"en": "X"}, "role": "code list"}]
        record["scheme"] = "scheme/x"
    with catalogue_of(blank, [record, *others]) as reader:
        assert Names(reader).urn(record["id"]) == iri
        content = Selection(reader).content()
        assert given_back(content, syntax)[0] == wanted(content)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_kind_of_another_package_comes_back_equal(blank: Path, syntax: str) -> None:
    record = {"id": "probe/one", "name": {"en": "One", "ar": "واحد"}, "near": ["probe/two"], "extra": {"a": [1, None]}}
    with probe_kind(), catalogue_of(blank, [record]) as reader:
        content = Selection(reader).content()
        assert given_back(content, syntax)[0] == wanted(content)


def test_a_kind_that_nobody_here_knows_comes_back_equal(blank: Path) -> None:
    record = {"id": "parcel/one", "name": {"en": "One"}, "near": ["parcel/two"], "notes": {"en": "N"}}
    with unknown_kind(), catalogue_of(blank, [record]) as reader:
        stored = list(reader.documents())
        content = Selection(reader).content()
        _registry.pop("parcel")
        found, back = given_back(content, "sdmx-ml-3.1")
    assert [one.id for one in back.artefacts] == ["CL_PARCEL"]
    assert found == {"parcel/one": {name: stored[0][name] for name in (*record, "registration", "visibility")}}


def test_what_is_wrong_in_an_annotation_is_left_to_whoever_checks_the_document(kenya: Reader) -> None:
    content = Selection(kenya, ("variable",)).content()
    first = next(iter(Giving(content, Names.of(content)).homes()))
    assert isinstance(first, sdmx.model.ConceptScheme)
    concept = first.concepts[0]
    concept.annotations += (sdmx.model.Annotation("identifies", "perhaps", "orodha"),)
    assert next(documents(first))["identifies"] == "perhaps"


def test_a_very_long_text_and_one_of_line_breaks_come_back(blank: Path) -> None:
    long = {"en": "word " * 200_000 + "end", "fr": "a\n\n\tb\r\nc\rd"}
    record = {"id": "law/x", "title": long, "kind": "law", "notes": long}
    record = to_document(kind("law").validate({k: v for k, v in {**record, "type": "act"}.items() if k != "kind"}))
    for syntax in SYNTAXES:
        check(blank, [record], syntax)
