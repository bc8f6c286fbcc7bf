"""What came from other agencies goes out again as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.inventory.sdmx.annotations import is_ours
from orodha.inventory.sdmx.beside import CATEGORISATIONS, STRUCTURE, artefacts, said_beside
from orodha.inventory.sdmx.giving import message
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.kept import plain as plain_of
from orodha.inventory.sdmx.views import Views
from sdmx_quick import syntaxes
from sdmx_strategies import messages
from sdmx_taken import CONCEPTS, FLOW, KENYA, SEX, codelist, copied, given_out, linked, structure, take

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
WITH_VALUES = [one for one in sdmx.SYNTAXES if one != "sdmx-ml-2.1"]
SIGNS = m.ValueList(
    "VL",
    agency="A.B.C",
    names={"en": "Signs"},
    items=tuple(m.ValueItem(one, names={"en": one}) for one in ("€", "$ %", "%20", "a.b", "(c)")),
)


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


def made_for(catalogue: Catalogue, audience: Any, *chosen: str, syntax: str = "sdmx-ml-3.0") -> sdmx.Message:
    content = Selection(catalogue.reader, chosen, audience=audience).content()
    return message(Views.of(content, Names.of(content)), syntax)


def seen_by(
    catalogue: Catalogue, audience: Any, *chosen: str, syntax: str = "sdmx-ml-3.0"
) -> dict[str, m.Maintainable]:
    data = b"".join(sdmx.written(made_for(catalogue, audience, *chosen, syntax=syntax), syntax))
    return {one.urn: one for one in sdmx.read(data).artefacts}


# --- value lists


@pytest.mark.parametrize("syntax", WITH_VALUES)
def test_a_value_list_leaves_as_it_came(catalogue, syntax):
    take(catalogue, SIGNS, syntax=syntax)
    out = given_out(catalogue, syntax)
    assert out[SIGNS.urn] == SIGNS
    assert [one for one in out if "VL" in one] == [SIGNS.urn]
    assert take(catalogue, *out.values(), syntax=syntax).planned == {}


@pytest.mark.parametrize("syntax", syntaxes()[1:])
@given(data=st.data())
@FEW
def test_any_value_list_leaves_as_it_came(barren, syntax, data):
    came = data.draw(messages(sdmx.SYNTAXES[syntax], m.ValueList)).artefacts[0]
    with copied(barren) as catalogue:
        take(catalogue, came, syntax=syntax)
        assert given_out(catalogue, syntax)[came.urn] == came


def test_in_2_1_a_value_list_is_a_loss_that_is_told(catalogue):
    take(catalogue, SIGNS)
    made = made_for(catalogue, "internal", syntax="sdmx-ml-2.1")
    assert f"{SIGNS.urn}: sdmx-ml-2.1 has no ValueList" in map(str, sdmx.losses(made, "sdmx-ml-2.1"))


def test_what_is_put_above_a_value_here_is_an_annotation(catalogue):
    take(catalogue, SIGNS)
    euro, percent = (next(catalogue.reader.records("concept", [f"notation={one}"])) for one in ("€", "%20"))
    catalogue.put_all([({**plain(euro), "broader": [percent["id"]]}, None)])
    out = given_out(catalogue, "sdmx-ml-3.0")
    found = out[SIGNS.urn]
    assert isinstance(found, m.ValueList)
    assert [one.id for one in found.items[0].annotations] == ["broader"]
    assert take(catalogue, *out.values()).planned == {}


def plain(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in ("kind", "revision", "created", "modified")}


# --- what is no record here, but about one


TOPIC = "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=XY:CATS(1.0).LAB"


def without_ours(flow: m.Maintainable) -> m.Maintainable:
    return replace(flow, annotations=tuple(one for one in flow.annotations if not is_ours(one)))


@pytest.mark.parametrize("syntax", list(sdmx.SYNTAXES))
def test_the_structure_and_categorisation_of_a_flow_leave_with_it(catalogue, syntax):
    came = (FLOW, structure(), linked(TOPIC))
    take(catalogue, *came, syntax=syntax, **KENYA)
    out = seen_by(catalogue, "internal", "source/xy-mig-2.0", syntax=syntax)
    assert [out[structure().urn], out[linked(TOPIC).urn]] == [structure(), linked(TOPIC)]
    assert without_ours(out[FLOW.urn]) == FLOW
    assert not {"extra", "field_visibility"} & {one.id for one in out[FLOW.urn].annotations}


@pytest.mark.parametrize("syntax", list(sdmx.SYNTAXES))
def test_what_left_with_a_flow_comes_back_and_changes_nothing(catalogue, syntax):
    take(catalogue, FLOW, structure(), linked(TOPIC), SEX, CONCEPTS, **KENYA)
    again = take(catalogue, *seen_by(catalogue, "internal", syntax=syntax).values(), syntax=syntax)
    assert again.planned == {} and not [one for one in again.notes if "left out" in one]


def test_a_variable_that_was_changed_here_is_not_undone_by_the_structure_beside_it(catalogue):
    take(catalogue, FLOW, structure(), **KENYA)
    sex = plain(catalogue.reader.get("variable/xy-mig-2.0-SEX"))
    catalogue.put_all([(sex | {"label": {"en": "Sex of the migrant"}}, None)])
    assert take(catalogue, *given_out(catalogue, "sdmx-ml-3.0").values()).planned == {}


@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
@pytest.mark.parametrize("cls", [m.DataStructure, m.Categorisation])
@given(data=st.data())
@FEW
def test_any_structure_or_categorisation_is_kept_as_it_came(syntax, cls, data):
    came = data.draw(messages(sdmx.SYNTAXES[syntax], cls)).artefacts[0]
    name = STRUCTURE if cls is m.DataStructure else CATEGORISATIONS
    kept = plain_of(came) if name == STRUCTURE else [plain_of(came)]
    source = json.loads(json.dumps({"extra": {"sdmx": {name: kept}}}))
    assert artefacts(source) == [came] and said_beside(source) == source["extra"]["sdmx"]


def test_a_structure_that_flows_share_is_kept_once_and_leaves_with_each(catalogue):
    second = replace(FLOW, id="EMI")
    take(catalogue, FLOW, second, structure(), **KENYA)
    kept = [one["id"] for one in catalogue.reader.records("source") if STRUCTURE in one["extra"]["sdmx"]]
    assert kept == ["source/xy-emi-2.0"]
    for source in ("source/xy-emi-2.0", "source/xy-mig-2.0"):
        out = seen_by(catalogue, "public", source)
        assert out[structure().urn] == structure()
        assert take(catalogue, *out.values()).planned == {}


def test_what_is_kept_and_was_damaged_here_goes_out_as_it_is_and_stays(catalogue):
    take(catalogue, FLOW, structure(), **KENYA)
    source = plain(catalogue.reader.get("source/xy-mig-2.0"))
    source["extra"]["sdmx"][STRUCTURE] = {"id": "MIG", "components": 3}
    catalogue.put_all([(source, None)])
    out = seen_by(catalogue, "internal", "source/xy-mig-2.0")
    assert structure().urn not in out and "extra" in {one.id for one in out[FLOW.urn].annotations}


def test_classes_that_are_no_records_are_told(catalogue):
    tree = m.Hierarchy("H", agency="XY", names={"en": "H"})
    made = take(catalogue, tree, structure(), linked(TOPIC))
    for what in (
        "Hierarchy",
        "DataStructure without a data flow",
        "Categorisation of what is no data flow of the file",
    ):
        assert any(f"left out: {what} (1)" in note for note in made.notes)


# --- who may see it


MARKED = codelist(
    m.Code("B", names={"en": "B"}, annotations=(m.Annotation(type="ORDER", texts={"en": "1"}),)),
    m.Code("A", names={"en": "A"}),
    valid_from="2020-01-01",
)


@pytest.mark.parametrize("audience", ["partner", "public"])
def test_everybody_sees_a_list_of_another_agency_as_it_came(catalogue, audience):
    take(catalogue, MARKED, SIGNS)
    out = seen_by(catalogue, audience)
    assert [out[MARKED.urn], out[SIGNS.urn]] == [MARKED, SIGNS]
    assert take(catalogue, *out.values()).planned == {}


def test_everybody_sees_a_flow_with_its_structure(catalogue):
    take(catalogue, FLOW, structure(), linked(TOPIC), **KENYA)
    out = seen_by(catalogue, "public")
    assert without_ours(out[FLOW.urn]) == FLOW
    assert [out[structure().urn], out[linked(TOPIC).urn]] == [structure(), linked(TOPIC)]
    assert not {"extra", "field_visibility"} & {one.id for one in out[FLOW.urn].annotations}


def test_what_the_office_keeps_beside_it_is_not_made_public(catalogue):
    ours = {"id": "scheme/x", "title": {"en": "X"}, "role": "code list", "iri": MARKED.urn, "extra": {"our": "secret"}}
    catalogue.put_all([(ours, None)])
    take(catalogue, MARKED)
    assert "field_visibility" not in catalogue.reader.get("scheme/x")
    assert "secret" not in str(seen_by(catalogue, "public"))


def test_what_the_office_decided_on_who_sees_it_stands(catalogue):
    take(catalogue, MARKED)
    scheme = plain(catalogue.reader.get("scheme/xy-cl-x-1.0")) | {"field_visibility": {"extra": "internal"}}
    catalogue.put_all([(scheme, None)])
    assert take(catalogue, MARKED).planned == {}
