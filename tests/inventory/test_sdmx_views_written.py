"""Views and reports as files: valid by the official schemas, without dangling references, read back.

That a message with the records' homes is valid too, ``test_sdmx_round_trip`` says.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.sdmx import SYNTAXES, Message, dangling, losses, read, repeated, written
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import AUDIENCES, Visibility
from orodha.inventory import create
from sdmx_quick import syntaxes
from sdmx_schemas import problems
from sdmx_told import add, change, content_of, message, reports, views

CENSUS = "source/ke-kphc-2019"
SYNTAX = pytest.mark.parametrize("syntax", SYNTAXES)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Kenya's starter with a map of code lists, a quality report and a contact besides."""
    path: Path = tmp_path_factory.mktemp("rich") / "rich.db"
    with create(path) as catalogue:
        _enrich(catalogue)
        yield catalogue.reader


def _enrich(catalogue: Catalogue) -> None:
    change(catalogue, "agency/ke-knbs", contacts=[{"post": {"en": "Head"}, "email": "head@example.org"}])
    note = {"label": {"en": "Footnote"}, "source": CENSUS, "role": "attribute", "identifies": False}
    add(
        catalogue,
        {"id": "variable/ke-kphc-2019-note", "name": "NOTE"} | note,
        {
            "id": "mapping/sex-access",
            "subject": "concept/sex-female",
            "predicate": "skos:exactMatch",
            "object": "concept/access-open",
            "justification": "semapv:ManualMappingCuration",
            "status": "accepted",
        },
        {
            "id": "quality-report/census",
            "subject": CENSUS,
            "framework": "NQAF",
            "dimension": "concept/esms-sampling-err",
            "text": {"en": "Full count <b>& no</b> sample\x01.", "ar": "تعداد كامل"},
        },
        {
            "id": "quality-report/heading",
            "subject": CENSUS,
            "framework": "SIMS",
            "dimension": "concept/esms-accuracy",
            "text": {"en": "Good\rall in all."},
        },
    )


def _written(made: Message, syntax: str) -> bytes:
    return b"".join(written(made, syntax))


def _views(reader: Reader, syntax: str, audience: Visibility = "internal") -> Message:
    header = m.Header("VIEWS", test=False, prepared="2026-11-22T08:00:00Z", sender=m.Party("KE_NCM"))
    return Message(header, views(content_of(reader, audience), syntax))


@SYNTAX
def test_all_views_are_valid_and_come_back(rich: Reader, syntax: str):
    made = _views(rich, syntax)
    content = _written(made, syntax)
    assert problems(content, SYNTAXES[syntax]) == []
    assert losses(made, syntax) == []
    found = {one.urn: one for one in read(content).artefacts}
    assert found == {one.urn: one for one in made.artefacts}


@pytest.mark.parametrize("syntax", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_in_a_message_dangles_or_is_there_twice(rich: Reader, syntax: str, audience: Visibility):
    made = message(content_of(rich, audience), syntax)
    assert dangling(made) == []
    assert repeated(made) == []


@SYNTAX
def test_the_message_of_reports_is_valid_and_whole(rich: Reader, syntax: str):
    made = reports(content_of(rich, "partner"), syntax)
    content = _written(made, syntax)
    assert problems(content, SYNTAXES[syntax]) == []
    assert losses(made, syntax) == []
    assert read(content).artefacts == made.artefacts


@pytest.mark.parametrize("syntax", syntaxes("sdmx-ml-3.0"))
def test_what_the_public_is_given_is_valid(rich: Reader, syntax: str):
    for made in (_views(rich, syntax, "public"), reports(content_of(rich, "public"), syntax)):
        assert problems(_written(made, syntax), SYNTAXES[syntax]) == []


def test_the_data_flow_of_a_source_has_its_data_structure(rich: Reader):
    made = message(content_of(rich), "sdmx-ml-3.0")
    [flow] = [one for one in made.artefacts if isinstance(one, m.Dataflow) and one.id == "KE_KPHC_2019"]
    assert flow.structure.endswith("DataStructure=KE_NCM:DSD_KE_KPHC_2019(1.0)")


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-ml-3.1", "sdmx-json-2.0", "sdmx-json-2.1"])
def test_pysdmx_reads_the_map_between_code_lists(rich: Reader, syntax: str):
    reader = pytest.importorskip("pysdmx.io")
    content = _written(_views(rich, syntax), syntax)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = reader.read_sdmx(content.decode(), validate=False)
    [made] = [one for one in found.structures if type(one).__name__ == "RepresentationMap"]
    assert (made.id, made.source.rpartition("=")[2], made.target.rpartition("=")[2]) == (
        "SEX_1__ACCESS_1",
        "KE_NCM:SEX(1)",
        "KE_NCM:ACCESS(1)",
    )
    [row] = made.maps
    assert row.source == "F"


@pytest.mark.parametrize("syntax", ["sdmx-ml-3.0", "sdmx-ml-3.1", "sdmx-json-2.0", "sdmx-json-2.1"])
def test_pysdmx_reads_every_report(rich: Reader, syntax: str):
    reader = pytest.importorskip("pysdmx.io")
    made = reports(content_of(rich), syntax)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = reader.read_sdmx(_written(made, syntax).decode(), validate=False)
    assert [one.id for one in found.reports] == [one.id for one in made.artefacts]
