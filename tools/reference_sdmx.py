"""The page of the reference about SDMX, for ``make_reference.py``: homes of records, views of them, reports on them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats import Content
from orodha.catalogue.formats.sdmx import urn
from orodha.catalogue.kinds import Kind, kinds
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Record
from orodha.inventory.sdmx.identities import ARTEFACTS, Names
from orodha.inventory.sdmx.metadata import REPORTINGS, Reporting
from orodha.inventory.sdmx.natives import native
from orodha.inventory.sdmx.report import Attribute, walk
from orodha.inventory.starter import create

PAGE = "reference/sdmx.md"

HEAD = """\
# Records in SDMX

What each record becomes when a catalogue is exported as SDMX, and what reports on sources and indicators are made of.
[How SDMX is read and written](../decisions/0012-sdmx-codec.md) says why it is built so."""
HOMES = """\
## Homes

Every record has one home, an artefact or an item of one, and is read back from there. A field that has no place of
its own in SDMX stands beside it as an annotation: its id is the name of the field, its type `orodha`. So nothing is
lost. The maintainer is the publisher of the catalogue, `KE_NCM` in the starter of Kenya; a record that came from
another agency keeps that agency, id and version."""
HOME_TABLE = "| kind | home | names | descriptions | above it | for example |\n|---|---|---|---|---|---|"
SCHEMES = """\
Schemes are code lists if they are code lists or classifications, category schemes if sources are categorised by them
(`topics` and `gcm`), and concept schemes otherwise; `esms` is a concept scheme. A code is the notation where at least
half of the concepts of the scheme have one, and else the end of the id. A mapping is named by what it says. Places of
their own have also contacts of agencies, versions of schemes and releases, and code lists and types of variables;
keywords and licences are annotations of type `StatDCAT-AP`."""
VIEWS = """\
## Views

What users of SDMX expect besides is made from the records, marked with the annotation `view`, and passed over when
the file is read back."""
VIEW_TABLE = "| artefact | made of | which |\n|---|---|---|"
VIEW_ROWS = (
    ("DataProviderScheme `DATA_PROVIDERS`", "agency", "those that hold or produce a source"),
    ("Categorisation", "source", "each of its topics and GCM objectives"),
    (
        "ProvisionAgreement",
        "agreement, source",
        "agreements signed or in force, with each source that they cover and that somebody is known to hold",
    ),
    (
        "DataStructure `DSD_…`",
        "source, dataset, variable",
        "where a disaggregation has a code list: its dimensions are the disaggregations, its attributes the variables"
        " with that role, and never what identifies a person; `TIME_PERIOD` and `OBS_VALUE` besides",
    ),
    (
        "RepresentationMap, ConceptSchemeMap; in 2.1 one StructureSet",
        "mapping",
        "accepted ones between two code lists or two concept schemes: exact, close and broad matches; a narrow match"
        " the other way round",
    ),
    ("MetadataStructure, Metadataflow", "", "what the reports below consist of"),
    ("MetadataSet", "source, indicator", "a report on each, in a file of its own: `.metadata.xml`, `.metadata.json`"),
)
PEERS = """\
In 2.1, two programs do not get through a file that has artefacts they do not know: pysdmx 1 with metadata structures,
sdmx1 2 with maps between concept schemes. Give them SDMX-ML 3.0 (pysdmx), or leave out the kinds that these are made
of: `--what scheme --what concept --what agency --what area`."""
REPORTS = {
    "source": """\
The report on a source follows the Euro SDMX Metadata Structure. A quality report speaks under the attribute that its
dimension is, with rating, framework, assessor and date; that goes for every attribute.""",
    "indicator": """\
The report on an indicator has the attributes of the structure of the Inter-agency and Expert Group on SDG Indicators
(`IAEG-SDGs:SDG_MSD`), which is flat.""",
}
SAID = """\
## Reports

Texts come in every language that the records have; what one language lacks comes there in English. Codes of records
("in force", "identifiable") are written as they are. Nothing is invented: an attribute that no record says anything
about is absent. What the audience may not see is in no report."""
SILENT = "Without a field behind them: {}."
ELSEWHERE = "In no report, but in the home of the {kind}: {fields}."


def pages() -> dict[str, str]:
    """Return the page, without its head, by path under ``docs/``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kenya.db"
        create(path).close()
        with Reader.open(path) as reader:
            homes = list(_homes(Selection(reader).content()))
    lines = [HEAD, "", HOMES, "", HOME_TABLE, *homes, "", SCHEMES, "", VIEWS, "", VIEW_TABLE]
    lines += [f"| {' | '.join(row)} |" for row in VIEW_ROWS]
    lines += ["", PEERS, "", SAID]
    for one in REPORTINGS:
        lines += ["", *_report(one)]
    return {PAGE: "\n".join(lines) + "\n"}


def _homes(content: Content) -> Iterator[str]:
    names = Names.of(content)
    examples: dict[str, str] = {}
    for one in content.documents():
        examples[one["kind"]] = min(one["id"], examples.get(one["kind"], one["id"]), key=len)
    for kind in kinds().values():
        example = examples.get(kind.name, "")
        place = names.urn(example)
        if kind.name in _SEVERAL:
            home = _SEVERAL[kind.name]
        elif kind.name in ARTEFACTS:
            home = "Dataflow"
        elif place:
            home = f"{urn.parse(place).kind} in {names.place(example).kind} `{urn.parse(place).id}`"
        else:
            home = f"Code in Codelist `CL_{kind.name.upper().replace('-', '_')}`"
        yield f"| [{kind.name}](kinds/{kind.name}.md) | {home} | {_natives(kind)} | {_short(place)} |"


_SEVERAL = {
    "scheme": "Codelist, ConceptScheme or CategoryScheme",
    "concept": "Code, Concept or Category of its scheme",
    "variable": "Concept in ConceptScheme `CS_<SOURCE>`",
}


def _natives(kind: Kind) -> str:
    found = native(kind.name)
    return " | ".join(f"`{one}`" if one else "" for one in (found.label, found.body, found.above))


def _short(place: str) -> str:
    return f"`{place.rpartition('infomodel.')[2].partition('.')[2]}`" if place else ""


def _report(reporting: Reporting) -> list[str]:
    every = list(walk(reporting.attributes))
    declared = [one.name for one in kinds()[reporting.kind].fields if one.name not in Record.model_fields]
    told = " ".join(one.fields for one in every)
    labels = (kinds()[reporting.kind].label_field, "")
    elsewhere = [one for one in declared if one not in labels and not _names(one, told)]
    silent = [one.id for one in every if not one.fields and not one.inner]
    return [
        f"### {reporting.structure}, on {reporting.kind}s",
        "",
        REPORTS[reporting.kind],
        "",
        "| attribute | filled from |",
        "|---|---|",
        *_rows(reporting.attributes, ""),
        "",
        fill(SILENT.format(_list(silent)), 120, break_on_hyphens=False),
        "",
        ELSEWHERE.format(kind=reporting.kind, fields=_list(elsewhere)),
    ]


def _names(field: str, told: str) -> bool:
    return field in told.replace(",", " ").replace(":", " ").replace("(", " ").replace(")", " ").split()


def _rows(attributes: Iterable[Attribute], above: str) -> Iterator[str]:
    for one in attributes:
        if one.fields:
            yield f"| {above}`{one.id}` | {one.fields} |"
        yield from _rows(one.inner, f"{above}{one.id} › ")


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in names)
