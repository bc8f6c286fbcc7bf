"""What is wrong in files of other agencies, and what is left out of them: all of it is told."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.given import read_given
from orodha.inventory.sdmx.intake import Identities
from sdmx_taken import (
    FLOW,
    KENYA,
    OTHER,
    SEX,
    bytes_of,
    code,
    codelist,
    copied,
    ended,
    linked,
    own_list,
    planned,
    provided,
    represented,
    rows,
    structure,
    take,
)

CATEGORY = "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=XY:CS(1.0)."


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


def test_a_code_that_is_there_twice_and_differs_is_a_problem(catalogue):
    made = planned(catalogue, bytes_of([codelist(code("A", "One"), code("A", "Other"))]))
    assert [str(one) for one in made.problems] == [
        "file1.xml: Code=XY:CL_X(1.0).A is there twice, and not the same. "
        "Remove one of them from the file, or give it an id or version of its own."
    ]


@pytest.mark.parametrize("name", ["extra", "producers", "topics", "holder"])
@pytest.mark.parametrize("title", ['"x"', "[1]", "5", "true", '{"sdmx": 5}'])
def test_an_annotation_as_ours_with_what_the_field_cannot_hold_is_a_problem(catalogue, name, title):
    flow = replace(FLOW, annotations=(m.Annotation(name, title, "orodha-json"),))
    provider = provided("urn:sdmx:org.sdmx.infomodel.base.DataProvider=XY:DATA_PROVIDERS(1.0).P")
    made = planned(catalogue, bytes_of([flow, linked(f"{CATEGORY}A"), provider]), **KENYA)
    assert [one for one in made.problems if name in str(one)] or (name, title) == ("extra", '{"sdmx": 5}')


@pytest.mark.parametrize("kind", ["variable", "agency"])
def test_a_code_list_that_says_it_holds_what_it_cannot_breaks_nothing(catalogue, kind):
    marked = codelist(code("A"), annotations=(m.Annotation("kind", kind, "orodha"),))
    assert [one for one in planned(catalogue, bytes_of([marked])).problems if "mandatory" in str(one)]


def test_what_a_file_says_is_kept_of_it_is_kept_beside_what_is(catalogue):
    said = '{"sdmx": {"categorisations": 5}, "more": 1}'
    flow = replace(FLOW, annotations=(m.Annotation("extra", said, "orodha"),))
    take(catalogue, flow, linked(f"{CATEGORY}A"), **KENYA)
    extra = catalogue.reader.get("source/xy-mig-2.0")["extra"]
    assert extra["more"] == 1 and len(extra["sdmx"]["categorisations"]) == 2


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


# --- what cannot be understood


BAD = "urn:bad"


def bad_structure() -> m.DataStructure:
    found = structure()
    assert found.components
    found.components.dimensions.dimensions[0].concept = "garbage"
    return found


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-json-2.0"])
@pytest.mark.parametrize(
    ("artefacts", "told"),
    [
        ([SEX, OTHER, ended(BAD)], "'urn:bad' is no URN of SDMX."),
        ([FLOW, linked(BAD)], "'urn:bad' is no URN of SDMX."),
        ([FLOW, provided("nonsense")], "'nonsense' is no URN of SDMX."),
        ([FLOW, bad_structure()], "'garbage' is no URN of SDMX."),
    ],
)
def test_a_bad_reference_is_noted_and_the_rest_comes_in(catalogue, syntax, artefacts, told):
    made = take(catalogue, *artefacts, syntax=syntax, **KENYA)
    assert catalogue.reader.has("source/xy-mig-2.0") or catalogue.reader.has("scheme/xy-cl-x-1.0")
    assert any(told in note for note in made.notes)


@pytest.mark.parametrize(
    ("artefact", "told"),
    [
        (m.Codelist("A", agency="X Y", names={"en": "A"}, codes=(code("1"),)), "Codelist=X Y:A(1.0)"),
        (m.Codelist("", agency="XY", names={"en": "A"}, codes=(code("1"),)), "Codelist=XY:(1.0)"),
        (m.Codelist("A", agency="XY", version="one", names={"en": "A"}), "Codelist=XY:A(one)"),
        (own_list("id", "scheme/a", agency="X Y"), "Codelist=X Y:A(1.0)"),
    ],
)
def test_an_artefact_that_cannot_be_named_is_left_out_and_told(catalogue, artefact, told):
    made = take(catalogue, artefact, SEX)
    assert "scheme/xy-cl-x-1.0" in made.created and len(made.created) == 5
    assert any(f"{told}: its agency, id or version is none of SDMX" in note for note in made.notes)


def test_ids_with_brackets_come_in(catalogue):
    items = (m.ValueItem("a(b)", names={"en": "A"}),)
    take(catalogue, m.ValueList("VL_X", agency="XY", names={"en": "Signs"}, items=items))
    assert [one["notation"] for one in catalogue.reader.records("concept", ["scheme=scheme/xy-vl-x-1.0"])] == ["a(b)"]


@pytest.mark.parametrize(("name", "title"), [("id", "nonsense"), ("kind", "martian"), ("id", "martian/x")])
def test_a_mark_that_means_nothing_here_is_told_and_the_list_is_read_as_another_agencys(catalogue, name, title):
    made = take(catalogue, own_list(name, title))
    assert catalogue.reader.get("concept/xy-a-1.0-1")["notation"] == "1"
    assert any(f"Codelist=XY:A(1.0): its annotation {name!r} says {title!r}" in note for note in made.notes)


def test_an_item_whose_mark_means_nothing_here_is_read_without_it(catalogue):
    marked = code("1", annotations=(m.Annotation("id", "zzz", "orodha"),))
    for artefact in (codelist(marked), own_list("id", "scheme/a", marked)):
        made = take(catalogue, artefact)
        assert any("its annotation 'id' says 'zzz'" in note for note in made.notes)
    assert catalogue.reader.has("concept/xy-cl-x-1.0-1") and catalogue.reader.has("concept/a-1")


ANNOTATIONS = st.builds(
    m.Annotation,
    st.sampled_from(
        ["id", "kind", "iri", "label", "scheme", "evidence", "extra", "view", "codes", "broader", "revision"]
    ),
    st.sampled_from(
        ["", "x", "concept", "concept/x", "{}", "[1]", '{"a": [1]}', "1e400", "9" * 30, '"\\ud800"', "null"]
    ),
    st.sampled_from(["orodha", "orodha-json"]),
)


@given(st.lists(ANNOTATIONS, max_size=2), st.lists(ANNOTATIONS, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_annotation_stops_an_import(vocabulary, of_list, of_code):
    one = codelist(code("A", annotations=tuple(of_code)), annotations=tuple(of_list))
    with copied(vocabulary) as catalogue:
        made = planned(catalogue, bytes_of([one, OTHER]))
    assert "scheme/zz-cl-y-1.0" in made.planned


# --- what is odd, and what is told


def evidence(claims: str, name: str = "Law 1") -> m.Codelist:
    told = (m.Annotation("evidence", claims, "orodha-json"),) if claims else ()
    marks = (m.Annotation("kind", "law", "orodha"),)
    return m.Codelist(
        "CL_LAW", agency="XY", names={"en": "Laws"}, annotations=marks, codes=(code("L1", name, annotations=told),)
    )


def test_evidence_of_a_record_that_an_earlier_file_has_without_is_not_lost(catalogue):
    made = planned(catalogue, bytes_of([evidence("")]), bytes_of([evidence('[{"field": 1}]')]))
    assert any("evidence" in str(one) or "Code=XY:CL_LAW(1.0).L1" in str(one) for one in made.problems)


def test_the_same_with_the_same_evidence_is_taken_once(catalogue):
    made = planned(catalogue, *[bytes_of([evidence('[{"field": 1}]')])] * 2)
    assert any("1 record more than once" in note for note in made.notes)


def test_an_import_leaves_nothing_behind(catalogue):
    for _ in range(2):
        planned(catalogue, bytes_of([SEX]))
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Identities)]


def test_what_is_set_without_a_kind_fills_only_what_is_mandatory(catalogue):
    made = take(catalogue, FLOW, unstated=read_given(catalogue.reader, ["country=Kenya"]))
    assert catalogue.reader.get("source/xy-mig-2.0")["country"] == "area/ke"
    assert "country" not in made.planned["agency/xy"].put.document


def test_what_is_set_with_a_kind_fills_every_record_of_it(catalogue):
    given = ["source.country=Kenya", "agency.country=Kenya", "source.notes=From a registry"]
    made = take(catalogue, FLOW, unstated=read_given(catalogue.reader, given))
    assert made.planned["agency/xy"].put.document["country"] == "area/ke"
    assert catalogue.reader.get("source/xy-mig-2.0")["notes"] == {"en": "From a registry"}


UNKNOWN = '<str:Foos><str:Foo id="F" agencyID="XY" version="1.0"/></str:Foos></mes:Structures>'


def test_an_artefact_that_nobody_knows_is_said_to_be_left_out_and_not_kept(catalogue):
    content = bytes_of([SEX]).decode().replace("</mes:Structures>", UNKNOWN)
    notes = [note for note in planned(catalogue, content.encode()).notes if "Foo" in note]
    assert len(notes) == 1 and notes[0].endswith("Foo is not understood, and left out.")


def test_parents_in_a_circle_are_told(catalogue):
    made = take(catalogue, codelist(code("T"), code("A", parent="B"), code("B", parent="A"), code("C", parent="A")))
    assert any("Codelist=XY:CL_X(1.0): Parents lead in a circle: A < B < A." in note for note in made.notes)


def test_codes_that_a_list_no_longer_has_are_told_with_what_to_do(catalogue):
    take(catalogue, SEX)
    made = take(catalogue, codelist(code("T", "Total")))
    wanted = "2 concepts of scheme/xy-cl-x-1.0 are not in the file, and stay: concept/xy-cl-x-1.0-F"
    assert any(wanted in note and "orodha delete" in note for note in made.notes)
    assert not any("not in the file" in note for note in take(catalogue, SEX).notes)


def test_ids_that_are_there_twice_are_told_as_what_becomes_of_them(catalogue):
    made = planned(catalogue, bytes_of([codelist(code("A", "One"), code("A", "Other"))]))
    (note,) = (one for one in made.notes if "more than once" in one)
    assert note.endswith("Equal ones are taken once, others are refused; remove one, or give it an id of its own.")


def test_problems_of_our_own_artefacts_say_the_urn(catalogue):
    bad = code("1", annotations=(m.Annotation("status", "odd", "orodha"),))
    (problem,) = planned(catalogue, bytes_of([own_list("id", "scheme/a", bad)])).problems
    assert str(problem).startswith("file1.xml, Code=XY:A(1.0).1 status: ")


def test_problems_of_rows_of_maps_say_the_map_and_the_row(catalogue):
    twice = codelist(code("M", "One"), code("M", "Other"))
    problems = planned(catalogue, bytes_of([twice, OTHER, represented(*rows(("M", "1")))])).problems
    assert str(problems[-1]).startswith("file1.xml, RepresentationMap=XY:MAP(1.0), M to 1, subject: refers to ")


def test_ids_that_sdmx_does_not_allow_and_missing_names_are_told(catalogue):
    notes = take(catalogue, codelist(m.Code("W S/é"), code("B"))).notes
    assert any("SDMX does not allow 1 id, taken as they are: 'W S/é'." in note for note in notes)
    assert any("1 item without a name, called by their ids: W S/é." in note for note in notes)


def test_a_message_without_anything_says_so(catalogue):
    assert any("it holds no structures" in note for note in planned(catalogue, b'{"data": {}}').notes)
