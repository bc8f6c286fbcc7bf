"""The official samples, where they are there: nothing of them is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model
from samples import SAMPLES
from sdmx_schemas import problems

FOLDER = SAMPLES / "sdmx"
FILES = (
    "ml21-common.xml",
    "ml21-esms.xml",
    "ml21-esms_generic.xml",
    "ml30-codelist.xml",
    "ml30-conceptscheme.xml",
    "ml30-dataflow.xml",
)
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared samples are not here")

DERIVED = {"urn"}
"""Attributes that follow from others."""


def content(path: Path | bytes) -> Counter[tuple[str, ...]]:
    """Every text and attribute of a file with the path to it, as often as it is there.

    A reference in parts is its id; what the standard assumes where nothing is stated, is stated.
    """
    root = etree.parse(path).getroot() if isinstance(path, Path) else etree.fromstring(path)
    found: Counter[tuple[str, ...]] = Counter()
    for element in root.iter("*"):
        name = etree.QName(element).localname
        above = tuple(etree.QName(one).localname for one in element.iterancestors())
        assumed = {"{http://www.w3.org/XML/1998/namespace}lang": "en"} if name in ("Name", "Description") else {}
        stated = assumed | dict(element.items())
        if name in ("Ref", "URN"):
            found[(*above, "reference", element.get("id") or _last(element.text or ""))] += 1
            continue
        for key, value in stated.items():
            if key not in DERIVED and not key.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
                found[(*above, name, key, value)] += 1
        found[(*above, name, (element.text or "").strip())] += 1
    return found


def _last(urn: str) -> str:
    """The id of what a URN is of."""
    scheme, _, rest = urn.rpartition(":")[2].partition("(")
    return rest.partition(").")[2] or scheme


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost_of_a_sample(name: str) -> None:
    message = sdmx.read(FOLDER / name)
    again = b"".join(sdmx.written(message, message.syntax))
    assert content(FOLDER / name) - content(again) == Counter()
    assert problems(again, sdmx.SYNTAXES[message.syntax]) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("syntax", sdmx.SYNTAXES)
def test_a_sample_crosses_to_every_syntax(name: str, syntax: str) -> None:
    message = sdmx.read(FOLDER / name)
    again = sdmx.read(b"".join(sdmx.written(message, syntax)))
    lossy = {one.artefact for one in sdmx.losses(message, syntax)}
    assert _whole(again, lossy) == _whole(message, lossy)


def _whole(message: model.Message, lossy: set[str]) -> list[model.Maintainable]:
    return sorted((one for one in message.artefacts if _urn(one) not in lossy), key=_urn)


def _urn(artefact: model.Maintainable) -> str:
    return artefact.urn


def test_the_official_metadata_structure_is_read() -> None:
    message = sdmx.read(FOLDER / "ml21-esms.xml")
    assert message.unknown == []
    structure = next(one for one in message.artefacts if isinstance(one, model.MetadataStructure))
    assert [one.kind for one in structure.targets[0].objects] == [
        "ReportPeriodTarget",
        "IdentifiableObjectTarget",
        "IdentifiableObjectTarget",
    ]
    contact = structure.reports[0].attributes[0]
    assert (contact.id, contact.is_presentational) == ("CONTACT", True)
    assert [one.id for one in contact.attributes] == [
        "ORGANISATION",
        "ORGANISATION_UNIT",
        "NAME",
        "ADDRESS",
        "PHONE",
        "EMAIL",
    ]
    assert structure.reports[0].targets == ("CATEGORY_TARGET", "DATAFLOW_TARGET")


def test_parents_of_references_in_parts_are_read() -> None:
    message = sdmx.read(FOLDER / "ml21-esms.xml")
    concepts = next(one for one in message.artefacts if isinstance(one, model.ConceptScheme)).concepts
    assert {one.id: one.parent for one in concepts}["CONTACT_EMAIL"] == "CONTACT"
    categorisation = next(one for one in message.artefacts if isinstance(one, model.Categorisation))
    assert categorisation.source == "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ESTAT:DEMO_TOT(1.0)"
    assert categorisation.target.endswith("Category=ESTAT:DATAFLOWS_SCHEME(1.0).PSC.DEM.TOT")


def test_the_official_report_is_read() -> None:
    message = sdmx.read(FOLDER / "ml21-esms_generic.xml")
    [report] = message.artefacts
    assert isinstance(report, model.MetadataSet)
    assert report.structure.endswith("MetadataStructure=ESTAT:ESMS(1.0)")
    assert (report.agency, report.report, report.target) == ("ESTAT", "ESMS_SIMPLE_REPORT", "CATEGORY_TARGET")
    assert [one.object.rpartition(".")[2] or one.period for one in report.target_values] == ["2010", "TOT", "ESTAT"]
    text = report.attributes[2].attributes[0].structured["en"]
    assert text.startswith('<div xmlns="http://www.w3.org/1999/xhtml">')
    assert "a 1<sup>st</sup> January population" in text
