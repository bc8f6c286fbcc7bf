"""Structure files of other agencies: what they become here, and that lists leave as they came."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import export
from orodha.catalogue.formats import format_of, sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.importing import ImportPlan, Source, plan
from orodha.inventory import create
from orodha.inventory.sdmx.foreign import identity
from samples import SAMPLES
from sdmx_strategies import messages

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
SYNTAXES = list(sdmx.SYNTAXES)
CODES = "urn:sdmx:org.sdmx.infomodel.codelist.Code=XY:CL_X(1.0)."
LISTS = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist="


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "some.db"
    create(path, "vocabulary").close()
    return path


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


@contextmanager
def copied(path: Path) -> Iterator[Catalogue]:
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(shutil.copy(path, Path(folder) / "some.db")) as found:
        yield found


def bytes_of(artefacts: Sequence[m.Maintainable], syntax: str = "sdmx-ml-3.0") -> bytes:
    header = m.Header("X", test=False, prepared="2026-11-22T00:00:00Z", sender=m.Party("X"))
    return b"".join(sdmx.written(m.Message(header, list(artefacts)), syntax))


def planned(catalogue: Catalogue, *files: bytes, **options: Any) -> ImportPlan:
    sources = [Source(f"file{number}.xml", one, format_of("x.xml")) for number, one in enumerate(files, 1)]
    return plan(catalogue.reader, sources, **options)


def take(catalogue: Catalogue, *artefacts: m.Maintainable, syntax: str = "sdmx-ml-3.0", **options: Any) -> ImportPlan:
    made = planned(catalogue, bytes_of(artefacts, syntax), **options)
    assert made.problems == []
    made.apply(catalogue)
    return made


def given_out(catalogue: Catalogue, syntax: str) -> dict[str, m.Maintainable]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        export(catalogue.reader, path, format_name=syntax)
        return {one.urn: one for one in sdmx.read(path).artefacts}


def codelist(*codes: m.Code, **fields: Any) -> m.Codelist:
    return m.Codelist("CL_X", agency="XY", names={"en": "List of X"}, codes=codes, **fields)


def code(id: str, name: str = "", **fields: Any) -> m.Code:
    return m.Code(id, names={"en": name or f"Name of {id}"}, **fields)


SEX = codelist(code("T", "Total"), code("M", "Male", parent="T"), code("F", "Female", parent="T"))
FLOW = m.Dataflow(
    "MIG",
    agency="XY",
    version="2.0",
    names={"en": "Migrants", "fr": "Migrants"},
    structure="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=XY:MIG(2.0)",
)
KENYA = {"unstated": {"source.country": "area/ke"}}


# --- lists


@pytest.mark.parametrize("cls", [m.Codelist, m.ConceptScheme, m.CategoryScheme])
@pytest.mark.parametrize("syntax", SYNTAXES)
@given(data=st.data())
@FEW
def test_a_list_of_another_agency_leaves_as_it_came(vocabulary, syntax, cls, data):
    given_in = data.draw(messages(sdmx.SYNTAXES[syntax], cls)).artefacts[0]
    given_in = sdmx.read(bytes_of([with_parents(given_in)], syntax)).artefacts[0]
    with copied(vocabulary) as catalogue:
        made = planned(catalogue, bytes_of([given_in], syntax), allow_missing=True)
        assert made.problems == []
        made.apply(catalogue)
        assert given_out(catalogue, syntax)[given_in.urn] == given_in


def with_parents(artefact: m.Maintainable) -> m.Maintainable:
    """The same list, in which each parent is the item before."""
    above = ""
    for item in getattr(artefact, "codes", getattr(artefact, "concepts", ())):
        item.parent, above = item.parent and above, item.id
    return artefact


def test_a_code_list_becomes_a_scheme_with_concepts(catalogue):
    take(catalogue, SEX)
    scheme = catalogue.reader.get("scheme/xy-cl-x-1.0")
    assert scheme["iri"] == f"{LISTS}XY:CL_X(1.0)"
    assert (scheme["authority"], scheme["role"], scheme["version"]) == ("agency/xy", "code list", "1.0")
    male = catalogue.reader.get("concept/xy-cl-x-1.0-M")
    assert (male["iri"], male["notation"], male["label"]) == (f"{CODES}M", "M", {"en": "Male"})
    assert (male["scheme"], male["broader"]) == (scheme["id"], ["concept/xy-cl-x-1.0-T"])


def test_every_language_of_a_name_and_description_is_kept(catalogue):
    names, descriptions = {"en": "One", "fr": "Un", "ar": "واحد"}, {"en": "The first.", "sw": "Ya kwanza."}
    take(catalogue, codelist(m.Code("1", names=names, descriptions=descriptions)))
    one = catalogue.reader.get("concept/xy-cl-x-1.0-1")
    assert (one["label"], one["definition"]) == (names, descriptions)


def test_a_value_list_becomes_a_scheme_although_its_ids_are_any_text(catalogue):
    items = (m.ValueItem("€", names={"en": "Euro"}), m.ValueItem("a <b>", names={"en": "Odd"}))
    take(catalogue, m.ValueList("VL_X", agency="XY", names={"en": "Signs"}, items=items))
    concepts = list(catalogue.reader.records("concept", ["scheme=scheme/xy-vl-x-1.0"]))
    assert sorted(one["notation"] for one in concepts) == ["a <b>", "€"]


def test_the_same_file_again_changes_nothing(catalogue):
    take(catalogue, SEX)
    again = take(catalogue, SEX)
    assert (again.planned, again.unchanged) == ({}, 4)


def test_another_version_is_another_scheme(catalogue):
    take(catalogue, SEX)
    second = take(catalogue, codelist(code("M"), version="1.1"))
    assert "scheme/xy-cl-x-1.1" in second.created and catalogue.reader.has("scheme/xy-cl-x-1.0")


def test_a_record_with_the_urn_is_the_record_whatever_it_is_called(catalogue):
    ours = {"id": "scheme/partners-x", "title": {"en": "X"}, "role": "classification", "iri": f"{LISTS}XY:CL_X(1.0)"}
    catalogue.put_all([(ours, None)])
    take(catalogue, SEX)
    found = catalogue.reader.get("scheme/partners-x")
    assert (found["title"], found["role"]) == ({"en": "List of X"}, "classification")
    assert catalogue.reader.get("concept/xy-cl-x-1.0-M")["scheme"] == "scheme/partners-x"


def test_a_new_record_whose_id_another_has_gets_a_number_and_a_note(catalogue):
    catalogue.put_all([({"id": "agency/xy", "name": {"en": "Ours"}, "type": "other"}, None)])
    made = take(catalogue, SEX)
    assert catalogue.reader.get("scheme/xy-cl-x-1.0")["authority"] == "agency/xy-2"
    assert any(
        "agency/xy is another record" in note and "orodha edit agency/xy iri=urn:" in note for note in made.notes
    )


def test_what_was_edited_here_goes_out_as_an_annotation_and_comes_back(catalogue, vocabulary):
    take(catalogue, SEX)
    concept = catalogue.reader.get("concept/xy-cl-x-1.0-M")
    catalogue.put_all([({**plain(concept), "alternative_labels": {"en": ["Men"]}}, None)])
    out = given_out(catalogue, "sdmx-ml-3.0")[f"{LISTS}XY:CL_X(1.0)"]
    assert isinstance(out, m.Codelist) and [one.id for one in out.codes[1].annotations] == ["alternative_labels"]
    with copied(vocabulary) as other:
        take(other, out)
        assert other.reader.get("concept/xy-cl-x-1.0-M")["alternative_labels"] == {"en": ["Men"]}


def test_a_name_that_was_changed_here_is_not_undone_by_what_was_kept(catalogue):
    take(catalogue, codelist(m.Code("A", names={"en": " spaced "}), m.Code("B")), syntax="sdmx-json-2.0")
    changed = {**plain(catalogue.reader.get("concept/xy-cl-x-1.0-A")), "label": {"en": "New"}}
    catalogue.put_all([(changed, None)])
    out = given_out(catalogue, "sdmx-json-2.0")[f"{LISTS}XY:CL_X(1.0)"]
    assert isinstance(out, m.Codelist) and [one.names for one in out.codes] == [{"en": "New"}, {}]


def plain(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in ("kind", "revision", "created", "modified")}


# --- organisations


def test_agencies_take_posts_and_leave_people_and_numbers(catalogue):
    contact = m.Contact(
        names={"en": "A. Person"},
        departments={"en": "Statistics"},
        roles={"en": "Head"},
        phones=("+1 23",),
        emails=("s@example.org",),
    )
    agencies = (m.Agency("XY", names={"en": "Office of XY"}, contacts=(contact,)),)
    made = take(catalogue, m.AgencyScheme(agency="SDMX", names={"en": "Agencies"}, agencies=agencies))
    found = catalogue.reader.get("agency/xy")
    assert found["contacts"] == [{"post": {"en": "Head"}, "unit": {"en": "Statistics"}, "email": "s@example.org"}]
    assert "Person" not in str(found) and "+1 23" not in str(found)
    assert any("names and numbers in 1 contact left out" in note for note in made.notes)


def test_an_agency_of_an_agency_is_below_it(catalogue):
    below = m.AgencyScheme(agency="XY", names={"en": "Parts"}, agencies=(m.Agency("SUB", names={"en": "Part"}),))
    take(catalogue, below)
    assert catalogue.reader.get("agency/xy.sub")["parent"] == "agency/xy"


def test_an_agency_that_is_only_named_is_made_and_told(catalogue):
    made = take(catalogue, SEX)
    assert catalogue.reader.get("agency/xy")["name"] == {"en": "XY"}
    assert any(note.endswith("made from their ids: XY") for note in made.notes)


def test_an_agency_named_in_one_file_and_described_in_another_is_described(catalogue):
    agencies = m.AgencyScheme(
        agency="SDMX", names={"en": "Agencies"}, agencies=(m.Agency("XY", names={"en": "Office"}),)
    )
    for files in ((SEX, agencies), (agencies, SEX)):
        made = planned(catalogue, *(bytes_of([one]) for one in files))
        assert made.problems == []
        assert made.planned["agency/xy"].put.document["name"] == {"en": "Office"}


def test_units_of_an_organisation_keep_their_order(catalogue):
    units = (m.OrganisationUnit("A", names={"en": "A"}), m.OrganisationUnit("B", names={"en": "B"}, parent="A"))
    take(catalogue, m.OrganisationUnitScheme("UNITS", agency="XY", names={"en": "Units"}, units=units))
    assert catalogue.reader.get("agency/xy-b")["parent"] == "agency/xy-a"


# --- data flows


def structure() -> m.DataStructure:
    sex = m.Dimension("SEX", concept="", representation=m.Representation(enumeration=f"{LISTS}XY:CL_X(1.0)"))
    sex.concept = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=XY:CS(1.0).SEX"
    time = m.TimeDimension(concept="urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=SDMX:CS(1.0).TIME_PERIOD")
    return m.DataStructure(
        "MIG",
        agency="XY",
        version="2.0",
        names={"en": "Migrants"},
        components=m.Components(m.DimensionList(dimensions=(sex,), time=time)),
    )


CONCEPTS = m.ConceptScheme(
    "CS", agency="XY", names={"en": "Concepts"}, concepts=(m.Concept("SEX", names={"en": "Sex", "fr": "Sexe"}),)
)


def test_a_data_flow_becomes_a_source_and_what_is_assumed_is_told(catalogue):
    made = take(catalogue, FLOW, **KENYA)
    source = catalogue.reader.get("source/xy-mig-2.0")
    assert (source["title"], source["holder"], source["country"]) == (FLOW.names, "agency/xy", "area/ke")
    assert source["topics"] == ["concept/topics-general"]
    assert any("source.topics was taken as concept/topics-general in 1 record" in note for note in made.notes)


def test_a_data_flow_without_a_country_says_how_to_give_one(catalogue):
    problem = planned(catalogue, bytes_of([FLOW])).problems[0]
    assert str(problem).endswith("Dataflow=XY:MIG(2.0) country: is mandatory. Give it to all with --set country=VALUE.")


def test_components_of_its_structure_become_variables(catalogue):
    take(catalogue, FLOW, structure(), SEX, CONCEPTS, **KENYA)
    sex = catalogue.reader.get("variable/xy-mig-2.0-SEX")
    assert (sex["name"], sex["label"], sex["role"]) == ("SEX", {"en": "Sex", "fr": "Sexe"}, "disaggregation")
    assert (sex["concept"], sex["source"]) == ("concept/xy-cs-1.0-SEX", "source/xy-mig-2.0")
    assert sex["representation"] == {"scheme": "scheme/xy-cl-x-1.0", "type": "code"}


def test_what_a_variable_refers_to_elsewhere_stays_a_urn_and_is_counted(catalogue):
    made = take(catalogue, FLOW, structure(), **KENYA)
    sex = catalogue.reader.get("variable/xy-mig-2.0-SEX")
    assert sex["concept"].endswith("Concept=XY:CS(1.0).SEX")
    assert any("2 references to Concept elsewhere, kept as URN" in note for note in made.notes)


def test_a_category_that_is_mapped_to_a_topic_is_a_topic_of_the_source(catalogue):
    categories = m.CategoryScheme(
        "CATS", agency="XY", names={"en": "Themes"}, categories=(m.Category("LAB", names={"en": "Labour"}),)
    )
    take(catalogue, categories)
    accepted = {
        "id": "mapping/labour",
        "subject": "concept/xy-cats-1.0-LAB",
        "predicate": "skos:exactMatch",
        "object": "concept/topics-labour",
        "justification": "semapv:ManualMappingCuration",
        "status": "accepted",
    }
    catalogue.put_all([(accepted, None)])
    target = "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=XY:CATS(1.0)."
    links = [
        m.Categorisation(id, agency="XY", names={"en": id}, source=FLOW.urn, target=target + category)
        for id, category in (("C1", "LAB"), ("C2", "OTHER"))
    ]
    take(catalogue, FLOW, *links, **KENYA)
    source = catalogue.reader.get("source/xy-mig-2.0")
    assert source["topics"] == ["concept/topics-labour"]
    assert source["extra"]["sdmx"]["categories"] == [target + "OTHER"]


def test_who_provides_a_flow_is_its_producer(catalogue):
    provider = m.DataProviderScheme(
        agency="XY", names={"en": "Providers"}, providers=(m.DataProvider("KE1", names={"en": "Kenya"}),)
    )
    agreement = m.ProvisionAgreement("PA", agency="XY", names={"en": "Agreed"}, dataflow=FLOW.urn)
    agreement.provider = "urn:sdmx:org.sdmx.infomodel.base.DataProvider=XY:DATA_PROVIDERS(1.0).KE1"
    take(catalogue, FLOW, provider, agreement, **KENYA)
    assert catalogue.reader.get("source/xy-mig-2.0")["producers"] == ["agency/xy-ke1"]


# --- maps


OTHER = m.Codelist("CL_Y", agency="ZZ", names={"en": "Y"}, codes=(code("1"), code("2"), code("9")))


def rows(*pairs: tuple[str, str]) -> tuple[m.ValueMapping, ...]:
    return tuple(m.ValueMapping((m.MappedValue(left),), (right,)) for left, right in pairs)


def represented(*mappings: m.ValueMapping) -> m.RepresentationMap:
    return m.RepresentationMap(
        "MAP",
        agency="XY",
        names={"en": "X to Y"},
        sources=(m.MapEnd(codelist=SEX.urn),),
        targets=(m.MapEnd(codelist=OTHER.urn),),
        mappings=mappings,
    )


def test_rows_of_a_map_are_proposed_and_say_where_they_come_from(catalogue):
    made = take(catalogue, SEX, OTHER, represented(*rows(("M", "1"), ("F", "2"))))
    mapping = catalogue.reader.get("mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1")
    assert (mapping["status"], mapping["predicate"]) == ("proposed", "skos:exactMatch")
    assert mapping["justification"] == "semapv:UnspecifiedMatching"
    assert mapping["extra"]["mapping_source"].endswith("RepresentationMap=XY:MAP(1.0)")
    assert any("2 pairs of maps proposed" in note for note in made.notes)


def test_several_codes_that_become_one_are_narrower(catalogue):
    take(catalogue, SEX, OTHER, represented(*rows(("M", "9"), ("F", "9"))))
    assert {one["predicate"] for one in catalogue.reader.records("mapping", ["subject~xy-cl-x"])} == {"skos:broadMatch"}


def test_a_map_does_not_touch_what_was_decided_here(catalogue):
    take(catalogue, SEX, OTHER)
    rejected = {
        "id": "mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1",
        "subject": "concept/xy-cl-x-1.0-M",
        "predicate": "skos:exactMatch",
        "object": "concept/zz-cl-y-1.0-1",
        "justification": "semapv:ManualMappingCuration",
        "status": "rejected",
    }
    catalogue.put_all([(rejected, None)])
    take(catalogue, represented(*rows(("M", "1"))))
    assert catalogue.reader.get(rejected["id"])["status"] == "rejected"


def test_a_structure_set_of_2_1_is_read_as_maps(catalogue):
    inner = m.CodelistMapIn("M", names={"en": "M"}, source=SEX.urn, target=OTHER.urn, pairs=(m.ItemPair("M", "1"),))
    both = m.StructureSet("SET", agency="XY", names={"en": "Set"}, maps=(inner,))
    take(catalogue, SEX, OTHER, both, syntax="sdmx-ml-2.1")
    assert catalogue.reader.has("mapping/xy-cl-x-1.0-M--zz-cl-y-1.0-1")


def test_rows_with_patterns_are_counted_as_left_out(catalogue):
    pattern = m.ValueMapping((m.MappedValue("M.*", is_pattern=True),), ("1",))
    made = take(catalogue, SEX, OTHER, represented(pattern))
    assert any("left out: 1 row of maps" in note for note in made.notes)


# --- what is wrong, and what is left out


def test_a_code_that_is_there_twice_and_differs_is_a_problem(catalogue):
    made = planned(catalogue, bytes_of([codelist(code("A", "One"), code("A", "Other"))]))
    assert [str(one) for one in made.problems] == [
        "file1.xml: Code=XY:CL_X(1.0).A is there twice, and not the same. "
        "Remove one of them from the file, or give it an id or version of its own."
    ]


def test_the_same_list_in_two_files_is_taken_once(catalogue):
    made = planned(catalogue, bytes_of([SEX]), bytes_of([SEX]))
    assert made.problems == [] and len(made.created) == 5
    assert any("4 records more than once" in note for note in made.notes)


def test_a_parent_that_is_not_there_is_noted_and_kept(catalogue):
    made = take(catalogue, codelist(code("A", parent="NONE")))
    assert "broader" not in catalogue.reader.get("concept/xy-cl-x-1.0-A")
    assert any("The parent NONE of A is not there" in note for note in made.notes)


def test_many_notes_of_a_sort_are_one(catalogue):
    made = take(catalogue, codelist(*(code(f"A{number}", parent=f"N{number}") for number in range(9))))
    assert [note for note in made.notes if "is not there" in note] == [
        note for note in made.notes if "(8 more notes like it)" in note
    ]


def test_what_is_no_record_here_is_counted_by_class(catalogue):
    made = take(catalogue, SEX, structure())
    assert any("left out: DataStructure without a data flow (1)" in note for note in made.notes)


@pytest.mark.parametrize("name", ["common", "esms"])
def test_official_samples_of_2_1_come_in_and_their_lists_leave_as_they_came(catalogue, name):
    check_sample(catalogue, f"ml21-{name}.xml")


@pytest.mark.parametrize("name", ["codelist", "conceptscheme", "dataflow"])
def test_official_samples_of_3_0_come_in_and_their_lists_leave_as_they_came(catalogue, name):
    check_sample(catalogue, f"ml30-{name}.xml")


def check_sample(catalogue: Catalogue, name: str) -> None:
    path = SAMPLES / "sdmx" / name
    if not path.exists():
        pytest.skip("the official samples are not there")
    message = sdmx.read(path)
    take_all = plan(catalogue.reader, [path], **KENYA)
    assert take_all.problems == []
    take_all.apply(catalogue)
    out = given_out(catalogue, message.syntax)
    for one in message.artefacts:
        if isinstance(one, m.Scheme):
            assert out[one.urn] == one


@pytest.mark.parametrize(
    ("urn", "record"),
    [
        ("codelist.Codelist=SDMX:CL_FREQ(2.1)", "scheme/sdmx-cl-freq-2.1"),
        ("codelist.Code=SDMX:CL_FREQ(2.1).A", "concept/sdmx-cl-freq-2.1-A"),
        ("categoryscheme.Category=A.B:C(1.0).X.Y", "concept/a.b-c-1.0-X.Y"),
        ("base.Agency=SDMX:AGENCIES(1.0).ECB", "agency/ecb"),
        ("base.Agency=ECB:AGENCIES(1.0).DG", "agency/ecb.dg"),
        ("base.DataProvider=ECB:DATA_PROVIDERS(1.0).4F0", "agency/ecb-4f0"),
        ("datastructure.Dataflow=ECB:EXR(1.0)", "source/ecb-exr-1.0"),
    ],
)
def test_agency_and_version_are_in_the_identity(urn, record):
    assert identity(f"urn:sdmx:org.sdmx.infomodel.{urn}") == record
