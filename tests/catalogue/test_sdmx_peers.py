"""What other libraries read of our files: the same artefacts, ids, names and parents, as far as they keep them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m

LIST = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=KE:CL(1.0)"
CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=KE:CS(1.0)."
STRUCTURE = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=KE:DSD(1.0)"
FLOW = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=KE:DF(1.0)"
CATEGORY = "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=KE:CAT(1.0).A.B"
PROVIDER = "urn:sdmx:org.sdmx.infomodel.base.DataProvider=KE:DATA_PROVIDERS(1.0).DIS"


def named(text: str) -> dict[str, Any]:
    return {"names": {"en": text, "sw": f"{text} (sw)"}}


def structure() -> m.DataStructure:
    periods = m.Representation(m.TextFormat("ObservationalTimePeriod"))
    dimensions = m.DimensionList(
        dimensions=(m.Dimension("SEX", concept=f"{CONCEPT}SEX", representation=m.Representation(enumeration=LIST)),),
        time=m.TimeDimension(concept=f"{CONCEPT}TIME_PERIOD", representation=periods),
    )
    by_sex = m.Relationship(dimensions=(m.DimensionLink("SEX"),))
    attributes = m.AttributeList(attributes=(m.Attribute("NOTE", concept=f"{CONCEPT}NOTE", relationship=by_sex),))
    measures = m.MeasureList(measures=(m.Measure("OBS_VALUE", concept=f"{CONCEPT}OBS_VALUE"),))
    components = m.Components(dimensions, (), attributes, measures)
    return m.DataStructure("DSD", agency="KE", components=components, **named("Structure"))


MESSAGE = m.Message(
    m.Header("M1", False, "2024-01-01T00:00:00Z", m.Party("KE")),
    [
        m.AgencyScheme(
            agency="SDMX",
            agencies=(m.Agency("KE", contacts=(m.Contact(emails=("a@example.org",)),), **named("Kenya")),),
            **named("Agencies"),
        ),
        m.DataProviderScheme(
            agency="KE", providers=(m.DataProvider("DIS", **named("Immigration")),), **named("Providers")
        ),
        m.Dataflow("DF", agency="KE", structure=STRUCTURE, **named("Permits")),
        m.CategoryScheme(
            "CAT",
            agency="KE",
            categories=(m.Category("A", categories=(m.Category("B", **named("Work")),), **named("Migration")),),
            **named("Topics"),
        ),
        m.Categorisation("CZ", agency="KE", source=FLOW, target=CATEGORY, **named("Permits are work")),
        m.Codelist(
            "CL",
            agency="KE",
            codes=(m.Code("A", **named("All")), m.Code("B", parent="A", **named("Some"))),
            **named("List"),
        ),
        m.ConceptScheme(
            "CS",
            agency="KE",
            concepts=tuple(m.Concept(one, **named(one.title())) for one in ("SEX", "TIME_PERIOD", "NOTE", "OBS_VALUE")),
            **named("Concepts"),
        ),
        structure(),
        m.ProvisionAgreement("PA", agency="KE", dataflow=FLOW, provider=PROVIDER, **named("Agreement")),
    ],
)
CLASSES = {"DataStructureDefinition": "DataStructure", "DataflowDefinition": "Dataflow"}


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / ("message.xml" if "ml" in request.param else "message.json")
    sdmx.write(MESSAGE, request.param, path)
    return path


@pytest.mark.parametrize("file", sdmx.SYNTAXES, indirect=True)
def test_pysdmx_reads_every_artefact(file: Path) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {type(one).__name__: one for one in pysdmx.read_sdmx(file, validate=False).structures}
    assert {CLASSES.get(name, name): one.id for name, one in found.items()} == {
        one.urn_class: one.id for one in MESSAGE.artefacts
    }
    codes = found["Codelist"]
    assert (codes.name, [(one.id, one.name) for one in codes.items]) == ("List", [("A", "All"), ("B", "Some")])
    assert [one.name for one in found["ConceptScheme"].items] == ["Sex", "Time_Period", "Note", "Obs_Value"]
    category = found["CategoryScheme"].items[0]
    assert [(one.id, one.name) for one in category.categories] == [("B", "Work")]
    components = found["DataStructureDefinition"].components
    assert {one.id for one in components} == {"SEX", "TIME_PERIOD", "NOTE", "OBS_VALUE"}


@pytest.mark.parametrize("file", ["sdmx-ml-2.1"], indirect=True)  # sdmx1 reads these structures in no other syntax
def test_sdmx1_reads_every_artefact(file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdmx1 = pytest.importorskip("sdmx", reason="sdmx1 is not installed")
        found = sdmx1.read_sdmx(file)
    codes = found.codelist["CL"]
    assert {key: code.name.localizations for key, code in codes.items.items()} == {
        "A": {"en": "All", "sw": "All (sw)"},
        "B": {"en": "Some", "sw": "Some (sw)"},
    }
    assert codes["B"].parent is codes["A"]
    assert list(found.concept_scheme["CS"].items) == ["SEX", "TIME_PERIOD", "NOTE", "OBS_VALUE"]
    assert found.dataflow["DF"].structure.id == "DSD"
    assert [one.id for one in found.structure["DSD"].dimensions.components] == ["SEX", "TIME_PERIOD"]
    assert found.categorisation["CZ"].category.id == "B"
    assert found.provisionagreement["PA"].data_provider.id == "DIS"
    assert found.organisation_scheme["AGENCIES"]["KE"].contact[0].email == ["a@example.org"]
