"""Structure files of other agencies: what they become here, and that lists leave as they came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.importing import plan
from orodha.inventory.sdmx.foreign import identity
from samples import SAMPLES
from sdmx_quick import syntaxes
from sdmx_strategies import messages
from sdmx_taken import CODES, KENYA, LISTS, SEX, bytes_of, code, codelist, copied, given_out, planned, take

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


# --- lists


@pytest.mark.parametrize("cls", [m.Codelist, m.ConceptScheme, m.CategoryScheme])
@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
@given(data=st.data())
@FEW
def test_a_list_of_another_agency_leaves_as_it_came(barren, syntax, cls, data):
    given_in = data.draw(messages(sdmx.SYNTAXES[syntax], cls)).artefacts[0]
    given_in = sdmx.read(bytes_of([with_parents(given_in)], syntax)).artefacts[0]
    with copied(barren) as catalogue:
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
