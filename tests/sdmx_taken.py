"""Small files of other agencies, and what taking them in gives."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import export
from orodha.catalogue.formats import format_of, sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.importing import ImportPlan, Source, plan

CODES = "urn:sdmx:org.sdmx.infomodel.codelist.Code=XY:CL_X(1.0)."
LISTS = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist="


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


def ended(end: str) -> m.RepresentationMap:
    """A map whose source is something else."""
    found = represented(*rows(("M", "1")))
    found.sources = (m.MapEnd(codelist=end),)
    return found


def linked(target: str) -> m.Categorisation:
    return m.Categorisation("C", agency="XY", names={"en": "C"}, source=FLOW.urn, target=target)


def provided(provider: str) -> m.ProvisionAgreement:
    found = m.ProvisionAgreement("P", agency="XY", names={"en": "P"}, dataflow=FLOW.urn)
    found.provider = provider
    return found


def own_list(mark: str, title: str, *codes: m.Code, agency: str = "XY") -> m.Codelist:
    """A code list with an annotation as ours have."""
    marks = (m.Annotation(mark, title, "orodha"), m.Annotation("role", "code list", "orodha"))
    return m.Codelist("A", agency=agency, names={"en": "A"}, annotations=marks, codes=codes or (code("1"),))
