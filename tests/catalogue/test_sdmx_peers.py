"""What other libraries read of our files: the same artefacts, ids, names and parents, as far as they keep them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from sdmx_written import HEADER

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
    HEADER,
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


STATUS = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ILO:CL_STATUS(2.0)"
SEX = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_SEX(2.1)"


def row(source: str, target: str, **more: str) -> m.ValueMapping:
    """A row of values of one letter each."""
    return m.ValueMapping(tuple(map(m.MappedValue, source)), tuple(target), **more)


def read_by_pysdmx(artefacts: list[m.Maintainable], syntax: str, folder: Path) -> dict[str, Any]:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    path = folder / ("message.xml" if "ml" in syntax else "message.json")
    sdmx.write(m.Message(MESSAGE.header, artefacts), syntax, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {one.id: one for one in pysdmx.read_sdmx(path, validate=False).structures}


@pytest.mark.parametrize("syntax", [one for one in sdmx.SYNTAXES if one != "sdmx-ml-2.1"])
def test_pysdmx_reads_every_row_of_a_representation_map(syntax: str, tmp_path: Path) -> None:
    one = m.RepresentationMap(
        "ONE",
        agency="KE",
        sources=(m.MapEnd(LIST),),
        targets=(m.MapEnd(STATUS),),
        mappings=(row("D", "E", valid_from="2012-08-30"), row("G", "O")),
        **named("One to one"),
    )
    two = m.RepresentationMap(
        "TWO",
        agency="KE",
        sources=(m.MapEnd(LIST), m.MapEnd(SEX)),
        targets=(m.MapEnd(STATUS),),
        mappings=(row("DF", "E"), row("GM", "O")),
        **named("Two to one"),
    )
    found = read_by_pysdmx([one, two], syntax, tmp_path)
    assert (found["ONE"].name, found["ONE"].source, found["ONE"].target) == ("One to one", LIST, STATUS)
    assert [(each.source, each.target) for each in found["ONE"].maps] == [("D", "E"), ("G", "O")]
    assert found["ONE"].maps[0].valid_from.isoformat() == "2012-08-30T00:00:00+00:00"
    assert (found["TWO"].source, found["TWO"].target) == ((LIST, SEX), (STATUS,))
    assert [(each.source, tuple(each.target)) for each in found["TWO"].maps] == [
        (("D", "F"), ("E",)),
        (("G", "M"), ("O",)),
    ]


CODE = "urn:sdmx:org.sdmx.infomodel.codelist.Code=KE:CL(1.0)."
LEAF = m.HierarchicalCode("B", code=f"{CODE}B")
TREE = {"has_levels": True, "codes": (m.HierarchicalCode("A", code=f"{CODE}A", level="L", codes=(LEAF,)),)}
ALIASED = (
    m.HierarchicalCode("A", alias="OURS", code_id="A", codes=(m.HierarchicalCode("B", alias="OURS", code_id="B"),)),
)


@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
def test_pysdmx_reads_hierarchies(syntax: str, tmp_path: Path) -> None:
    level = m.Level("L", **named("Level"))
    if syntax == "sdmx-ml-2.1":
        inner = m.HierarchyIn("H", level=level, **TREE, **named("Tree"))
        lists = (m.IncludedCodelist(LIST, "OURS"),)
        whole = m.HierarchicalCodelist("HCL", agency="KE", included=lists, hierarchies=(inner,), **named("Trees"))
    else:
        whole = m.Hierarchy("H", agency="KE", level=level, **TREE, **named("Tree"))
    found = read_by_pysdmx([whole], syntax, tmp_path)["H"]
    assert [(one.id, one.urn, one.level) for one in found.codes] == [("A", f"{CODE}A", "L")]
    assert [(one.id, one.urn) for one in found.codes[0].codes] == [("B", f"{CODE}B")]


def read_by_sdmx1(artefact: m.Maintainable, folder: Path) -> Any:
    """What sdmx1 reads of a file of 2.1 with an artefact and the code list that it refers to."""
    codes = next(one for one in MESSAGE.artefacts if isinstance(one, m.Codelist))
    sdmx.write(m.Message(MESSAGE.header, [codes, artefact]), "sdmx-ml-2.1", folder / "message.xml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("sdmx", reason="sdmx1 is not installed").read_sdmx(folder / "message.xml")


def test_sdmx1_reads_the_map_of_codes_in_a_structure_set(tmp_path: Path) -> None:
    pairs = (m.ItemPair("A", "B"), m.ItemPair("B", "A"))
    codes = m.CodelistMapIn("SWAP", source=LIST, target=LIST, pairs=pairs, **named("Swapped"))
    maps = m.StructureSet("SS", agency="KE", maps=(codes,), **named("Maps"))
    found = read_by_sdmx1(maps, tmp_path).structureset["SS"].item_scheme_map[0]
    assert (found.id, found.source.id, found.target.id) == ("SWAP", "CL", "CL")
    assert found.name.localizations == {"en": "Swapped", "sw": "Swapped (sw)"}
    assert [(one.source.id, one.target.id) for one in found.item_association] == [("A", "B"), ("B", "A")]


@pytest.mark.parametrize("codes", [TREE["codes"], ALIASED], ids=["urn", "alias"])
def test_sdmx1_reads_a_hierarchical_code_list(codes: tuple[m.HierarchicalCode, ...], tmp_path: Path) -> None:
    inner = m.HierarchyIn("H", has_levels=True, codes=codes, **named("Tree"))
    lists = (m.IncludedCodelist(LIST, "OURS"),)
    whole = m.HierarchicalCodelist("HCL", agency="KE", included=lists, hierarchies=(inner,), **named("Trees"))
    found = read_by_sdmx1(whole, tmp_path).hierarchical_codelist["HCL"].hierarchy[0]
    assert (found.id, found.name.localizations) == ("H", {"en": "Tree", "sw": "Tree (sw)"})
    above = found.codes["A"]
    assert (above.code.id, [(one.id, one.code.id) for one in above.child]) == ("A", [("B", "B")])


CONTACT = m.MetadataAttribute(
    "CONTACT",
    concept=f"{CONCEPT}NOTE",
    min_occurs="1",
    max_occurs="1",
    is_presentational=True,
    attributes=(
        # pysdmx wants these of JSON always
        m.MetadataAttribute("NAME", concept=f"{CONCEPT}NOTE", min_occurs="0", max_occurs="3", is_presentational=False),
    ),
)
META = "urn:sdmx:org.sdmx.infomodel.metadatastructure."
SAID = (m.ReportedAttribute("CONTACT", attributes=(m.ReportedAttribute("NAME", values=("Asha",)),)),)


def metadata_structures(syntax: str) -> m.Message:
    is_old = syntax == "sdmx-ml-2.1"
    targets = (m.MetadataTarget("T", objects=(m.TargetObject("FLOW", object_type="Dataflow"),)),) if is_old else ()
    reports = (m.ReportStructure("R", attributes=(CONTACT,), targets=("T",)),) if is_old else ()
    reports = reports or (m.ReportStructure(attributes=(CONTACT,)),)
    structure = m.MetadataStructure("MSD", agency="KE", targets=targets, reports=reports, **named("Quality"))
    flow = m.Metadataflow(
        "MDF", agency="KE", structure=f"{META}MetadataStructure=KE:MSD(1.0)", targets=(FLOW,), **named("Reports")
    )
    return m.Message(MESSAGE.header, [flow, structure])


def reports(syntax: str) -> m.Message:
    fields: dict[str, Any] = {"metadataflow": f"{META}Metadataflow=KE:MDF(1.0)", "targets": (FLOW,)}
    if syntax == "sdmx-ml-2.1":
        values = (m.TargetValue("FLOW", CATEGORY),)
        fields = {
            "structure": f"{META}MetadataStructure=KE:MSD(1.0)",
            "report": "R",
            "target": "T",
            "target_values": values,
        }
    return m.Message(
        MESSAGE.header,
        [m.MetadataSet("SET", agency="KE", version="1.0.0", attributes=SAID, **fields, **named("On permits"))],
    )


@pytest.mark.parametrize("syntax", [one for one in sdmx.SYNTAXES if one != "sdmx-ml-2.1"])  # it reads these in 3.x
def test_pysdmx_reads_structures_of_reference_metadata(syntax: str, tmp_path: Path) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    path = tmp_path / ("message.xml" if "ml" in syntax else "message.json")
    sdmx.write(metadata_structures(syntax), syntax, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {type(one).__name__: one for one in pysdmx.read_sdmx(path, validate=False).structures}
    assert {name: one.id for name, one in found.items()} == {"MetadataStructure": "MSD", "Metadataflow": "MDF"}
    [contact] = found["MetadataStructure"].components
    assert (contact.id, [one.id for one in contact.components]) == ("CONTACT", ["NAME"])


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-json-2.0", "sdmx-json-2.1"])
def test_pysdmx_reads_reports(syntax: str, tmp_path: Path) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="pysdmx is not installed")
    path = tmp_path / ("message.xml" if "ml" in syntax else "message.json")
    sdmx.write(reports(syntax), syntax, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        [found] = pysdmx.read_sdmx(path, validate=False).reports
    assert (found.id, found.name, list(found.targets)) == ("SET", "On permits", [FLOW])
    [contact] = found.attributes
    assert (contact.id, [(one.id, one.value) for one in contact.attributes]) == ("CONTACT", [("NAME", "Asha")])


def test_sdmx1_reads_structures_of_reference_metadata(tmp_path: Path) -> None:
    path = tmp_path / "message.xml"
    sdmx.write(metadata_structures("sdmx-ml-2.1"), "sdmx-ml-2.1", path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdmx1 = pytest.importorskip("sdmx", reason="sdmx1 is not installed")
        found = sdmx1.read_sdmx(path)
    structure = found.metadatastructure["MSD"]
    assert list(structure.target) == ["T"]
    assert [one.id for one in structure.report_structure["R"].components] == ["CONTACT"]
    assert found.metadataflow["MDF"].structure.id == "MSD"


def test_sdmx1_reads_reports(tmp_path: Path) -> None:
    path, message = tmp_path / "reports.xml", reports("sdmx-ml-2.1")
    message.artefacts[0].names = {}  # at which it stops, though 2.1 has names of sets
    sdmx.write(message, "sdmx-ml-2.1", path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sdmx1 = pytest.importorskip("sdmx", reason="sdmx1 is not installed")
        [found] = sdmx1.read_sdmx(path).data
    [contact] = found.report[0].metadata
    assert (contact.value_for, [(one.value_for, one.value) for one in contact.child]) == ("CONTACT", [("NAME", "Asha")])
    assert found.structured_by.id == "MSD"
