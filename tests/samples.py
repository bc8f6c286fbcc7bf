"""A small catalogue of which every record is known, and a kind that only tests know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from orodha.catalogue import Means, Record, Statement
from orodha.catalogue.kinds import _registry
from orodha.catalogue.record import LangText, Ref
from orodha.inventory.agencies import Agency
from pydantic import Field

SHARED = Path(__file__).parents[2] / "shared"
"""Documents and files of others, beside the checkout; a test that reads them is skipped where they are not there."""

SAMPLES = SHARED / "samples"
"""Files of others in the formats that Orodha reads."""


def concept(scheme: str, code: str, label: str, **fields: object) -> dict[str, object]:
    """A concept of a scheme as a document."""
    return {"id": f"concept/{scheme}-{code}", "label": label, "notation": code, "scheme": f"scheme/{scheme}"} | fields


def scheme(slug: str, title: str) -> dict[str, object]:
    """A code list as a document."""
    return {"id": f"scheme/{slug}", "title": title, "role": "code list", "authority": "agency/ke-dis", "version": "1"}


AREA: dict[str, object] = {"id": "area/ug", "name": "Uganda", "type": "country"}
"""A record that the small catalogue does not have."""


SYSTEM: dict[str, object] = {
    "type": "concept/source-kinds-system",
    "topics": ["concept/topics-labour"],
    "status": "live",
    "access": "concept/access-not-available",
    "personal_data": "identifiable",
    "country": "area/ke",
}
"""What an information system of Kenya says as a source, without its id and title."""


def agency(slug: str = "x", name: str = "X", **fields: Any) -> Agency:
    """An agency of which little is known, as a record."""
    return Agency(id=f"agency/{slug}", name=name, type="NGO", **fields)  # type: ignore[arg-type]


SMALL: tuple[dict[str, object], ...] = (
    {"id": "area/ke", "name": {"en": "Kenya", "fr": "Kenya", "ar": "كينيا"}, "type": "country", "iso3166": "KE"},
    {"id": "area/eac", "name": "East African Community", "type": "region bloc"},
    scheme("frequency", "Frequency"),
    concept("frequency", "monthly", "Monthly"),
    concept("frequency", "annual", "Annual"),
    scheme("topics", "Topics"),
    concept("topics", "migration", "Migration"),
    concept("topics", "labour", "Labour migration", broader=["concept/topics-migration"]),
    concept("topics", "visas-permits", "Visas and permits", broader=["concept/topics-migration"]),
    scheme("source-kinds", "Kinds of source"),
    concept("source-kinds", "register", "Administrative register"),
    scheme("access", "Access"),
    concept("access", "open", "Open"),
    concept("access", "licensed", "Licensed"),
    {
        "id": "agency/ke-dis",
        "name": {"en": "Department of Immigration Services", "sw": "Idara ya Huduma za Uhamiaji"},
        "acronym": "DIS",
        "country": "area/ke",
        "type": "department",
    },
    {
        "id": "agency/ke-knbs",
        "name": {"en": "Kenya National Bureau of Statistics", "ar": "المَكْتَب الوَطَنيّ للإحصاء"},
        "acronym": "KNBS",
        "country": "area/ke",
        "type": "statistical office",
        "contacts": [{"post": "Head of Statistics", "email": "stat@example.org"}],
    },
    {
        "id": "source/ke-permits",
        "title": {"en": "Work permits register", "am": "የሥራ ፈቃድ መዝገብ"},
        "acronym": "EFNS",
        "description": "Permits issued to foreign nationals who work in Kenya.",
        "holder": "agency/ke-dis",
        "type": "concept/source-kinds-register",
        "country": "area/ke",
        "topics": ["concept/topics-labour", "concept/topics-visas-permits"],
        "frequency": "concept/frequency-monthly",
        "status": "live",
        "collected_for_statistics": False,
        "access": "concept/access-licensed",
        "personal_data": "identifiable",
    },
    {
        "id": "source/ke-census",
        "iri": "https://example.org/census",
        "title": "Population and housing census",
        "holder": "agency/ke-knbs",
        "type": "concept/source-kinds-register",
        "country": "area/ke",
        "topics": ["concept/topics-migration"],
        "status": "live",
        "collected_for_statistics": True,
        "access": "concept/access-open",
        "personal_data": "aggregate",
    },
    {
        "id": "variable/ke-permits-nationality",
        "name": "PERMIT_NAT",
        "label": "Nationality of the permit holder",
        "source": "source/ke-permits",
        "identifies": False,
    },
    {"id": "document/review-2022", "title": "Review of 2022", "date": "2022-08"},
    {
        "id": "mapping/monthly",
        "subject": "concept/frequency-monthly",
        "predicate": "skos:exactMatch",
        "object": "https://example.org/freq/M",
        "justification": "semapv:ManualMappingCuration",
        "confidence": 0.9,
    },
)

EVIDENCE = {
    "source/ke-permits": (
        Statement("holder", "agency/ke-dis", "document/review-2022", "page 12", reason="the newer letter"),
        Statement("holder", "agency/ke-knbs", "document/review-2022", "page 3", chosen=False),
        Statement("", None, "", certainty="outside"),
    )
}


@contextmanager
def probe_kind() -> Iterator[type[Record]]:
    """Register a kind for as long as the block lasts, as another package might."""
    try:

        class Probe(Record, kind="probe", rdf=("orodha:Probe",)):
            """Something to test with."""

            name: Annotated[LangText, Means("dct:title", "What it is called.", search="title")]
            near: Annotated[list[Ref], Means("dct:relation", "Others.", to="probe")] = Field(default_factory=list)

        yield Probe
    finally:
        _registry.pop("probe", None)
