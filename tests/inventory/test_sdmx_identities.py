"""What records are called in SDMX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.sdmx import urn
from orodha.catalogue.kinds import Document
from orodha.catalogue.reader import Reader
from orodha.inventory.sdmx.identities import Names, sdmx_id


def names_of(tmp_path: Path, *records: Document, publisher: str = "agency/ke-ncm", hidden: Any = ()) -> Names:
    path = tmp_path / "some.db"
    with Catalogue.create(path, publisher=publisher) as catalogue:
        catalogue.put_all([(one, None) for one in records])
        return Names(catalogue.reader, hidden)


def scheme(slug: str = "s", role: str = "code list", **fields: Any) -> Document:
    return {"id": f"scheme/{slug}", "title": {"en": slug}, "role": role, **fields}


def concept(slug: str, of: str = "s", **fields: Any) -> Document:
    return {"id": f"concept/{slug}", "label": {"en": slug}, "scheme": f"scheme/{of}", **fields}


def short(name: str) -> str:
    return name.removeprefix(urn.PREFIX).partition(".")[2]


@pytest.mark.parametrize(
    ("text", "letter", "made"),
    [
        ("ke-ncm", True, "KE_NCM"),
        ("10.7", False, "10_7"),
        ("10.7", True, "X_10_7"),
        ("", False, "X"),
        ("_a", True, "X__A"),
    ],
)
def test_an_id_is_made_of_any_text(text: str, letter: bool, made: str) -> None:
    assert sdmx_id(text, letter=letter) == made


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("agency/ke-ncm", "Agency=KE_NCM:AGENCIES(1.0).KE_NCM"),
        ("area/ke", "Code=KE_NCM:CL_AREA(1.0).KE"),
        ("source/ke-efns", "Dataflow=KE_NCM:KE_EFNS(1.0)"),
        ("scheme/topics", "CategoryScheme=KE_NCM:TOPICS(1)"),
        ("concept/topics-asylum", "Category=KE_NCM:TOPICS(1).asylum"),
        ("scheme/sex", "Codelist=KE_NCM:SEX(1)"),
        ("concept/sex-female", "Code=KE_NCM:SEX(1).F"),
        ("scheme/esms", "ConceptScheme=KE_NCM:ESMS(1.0)"),
        ("scheme/ke", "ConceptScheme=KE_NCM:KE(1.0)"),
        ("law/agenda-2063", "Code=KE_NCM:CL_LAW(1.0).AGENDA_2063"),
        ("source/nobody", ""),
    ],
)
def test_records_of_kenya_have_their_homes(kenya: Reader, record: str, name: str) -> None:
    assert short(Names(kenya).urn(record)) == name


def test_every_record_has_a_name_of_its_own(kenya: Reader) -> None:
    names = Names(kenya)
    urns = [names.urn(one["id"]) for one in kenya.documents()]
    assert len(set(urns)) == len(urns) and all(str(urn.parse(one)) == one for one in urns)


def test_notations_are_codes_where_at_least_half_of_the_concepts_have_one(tmp_path: Path) -> None:
    half = [scheme(), concept("s-a", notation="1"), concept("s-b")]
    names = names_of(tmp_path, *half)
    assert [names.item(one) for one in ("concept/s-a", "concept/s-b")] == ["1", "B"]
    (tmp_path / "some.db").unlink()
    assert names_of(tmp_path, *half, concept("s-c")).item("concept/s-a") == "A"


def test_a_notation_that_is_not_for_all_is_no_code(tmp_path: Path) -> None:
    names = names_of(tmp_path, scheme(), concept("s-a", notation="X9", field_visibility={"notation": "internal"}))
    assert names.item("concept/s-a") == "A"


def test_categories_are_called_by_the_way_to_them_and_circles_end(tmp_path: Path) -> None:
    names = names_of(
        tmp_path,
        scheme("topics"),
        concept("topics-a", "topics", broader=["concept/topics-b"]),
        concept("topics-b", "topics", broader=["concept/topics-a"]),
        concept("topics-c", "topics", broader=["concept/topics-b"]),
    )
    assert {names.item(f"concept/topics-{one}") for one in "abc"} == {"A", "A.B", "A.B.C"}


def test_categories_that_came_keep_their_ids_where_two_in_different_categories_share_one(tmp_path: Path) -> None:
    prefix = f"{urn.PREFIX}categoryscheme."
    ways = {"a": "POP", "b": "ECO", "c": "POP.MIG", "d": "ECO.MIG"}
    above = {"c": ["concept/x-a"], "d": ["concept/x-b"]}
    iris = {one: f"{prefix}Category=XY:THEMES(1.0).{way}" for one, way in ways.items()}
    records = [concept(f"x-{one}", "x", iri=iris[one], broader=above.get(one, [])) for one in ways]
    names = names_of(tmp_path, scheme("x", iri=f"{prefix}CategoryScheme=XY:THEMES(1.0)"), *records)
    assert {one: names.item(f"concept/x-{one}") for one in ways} == ways
    assert all(names.urn(f"concept/x-{one}") == iri for one, iri in iris.items())


def test_notations_of_categories_need_to_differ_among_siblings_only(tmp_path: Path) -> None:
    records = [
        concept("topics-a", "topics", notation="1"),
        concept("topics-b", "topics", notation="2"),
        concept("topics-c", "topics", notation="1", broader=["concept/topics-b"]),
    ]
    names = names_of(tmp_path, scheme("topics"), *records)
    assert [names.item(f"concept/topics-{one}") for one in "abc"] == ["1", "2", "2.1"]


def test_a_hidden_record_is_not_in_the_way_to_another(tmp_path: Path) -> None:
    hidden = {"concept/topics-a"}
    records = [concept("topics-a", "topics"), concept("topics-b", "topics", broader=["concept/topics-a"])]
    assert names_of(tmp_path, scheme("topics"), *records, hidden=hidden).item("concept/topics-b") == "B"


def test_equal_ids_get_numbers(tmp_path: Path) -> None:
    names = names_of(tmp_path, scheme(), concept("s-a.b"), concept("s-a-b"), scheme("cl-area"))
    assert [names.item(f"concept/s-{one}") for one in ("a-b", "a.b")] == ["A_B", "A_B_2"]
    assert short(names.urn("scheme/cl-area")) == "Codelist=KE_NCM:CL_AREA_2(1.0)"


def test_a_record_that_came_with_a_urn_keeps_it_and_others_give_way(tmp_path: Path) -> None:
    prefix = urn.PREFIX + "codelist."
    names = names_of(
        tmp_path,
        scheme("x", iri=f"{prefix}Codelist=KE_NCM:S(2.1)"),
        concept("x-a", "x", iri=f"{prefix}Code=KE_NCM:S(2.1).A$"),
        concept("x-b", "x", iri=f"{prefix}Code=OTHER:S(2.1).B"),
        scheme("s"),
    )
    assert short(names.urn("concept/x-a")) == "Code=KE_NCM:S(2.1).A$"
    assert short(names.urn("concept/x-b")) == "Code=KE_NCM:S(2.1).B"
    assert short(names.urn("scheme/s")) == "Codelist=KE_NCM:S_2(1.0)"


def test_a_urn_that_its_kind_cannot_be_at_home_in_is_not_its_name(tmp_path: Path) -> None:
    names = names_of(tmp_path, scheme(iri=f"{urn.PREFIX}codelist.Hierarchy=XY:H(1.0)"))
    assert short(names.urn("scheme/s")) == "Codelist=KE_NCM:S(1.0)"


def test_a_reference_that_is_a_urn_is_its_own_name(tmp_path: Path) -> None:
    there = f"{urn.PREFIX}codelist.Codelist=SDMX:CL_SEX(2.1)"
    assert names_of(tmp_path).urn(there) == there


@pytest.mark.parametrize(
    ("publisher", "iri", "maintainer"),
    [
        ("", "", "ORODHA"),
        ("agency/ke-ncm", "", "KE_NCM"),
        ("agency/x", "SDMX:AGENCIES(1.0).KNBS", "KNBS"),
        ("agency/x", "IGAD:AGENCIES(1.0).KE", "IGAD.KE"),
    ],
)
def test_the_maintainer_is_the_publisher(tmp_path: Path, publisher: str, iri: str, maintainer: str) -> None:
    record = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
    if iri:
        record["iri"] = f"{urn.PREFIX}base.Agency={iri}"
    assert names_of(tmp_path, record, publisher=publisher).maintainer == maintainer
