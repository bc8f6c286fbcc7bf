"""A structure message like the dump of a statistical registry, about 2.7 MB in SDMX-ML, the same each time.

It has 120 code lists, 12 concept schemes, 60 data structures and 180 data flows, in three languages, with descriptions,
annotations and URNs.
"""

from __future__ import annotations

import random

from orodha.catalogue.formats.sdmx import model as m

WORDS = (
    "annual total rate population resident foreign born migrants by country of birth sex age group status permit "
    "labour force survey census estimate quarterly value remittances received"
).split()
URN = "urn:sdmx:org.sdmx.infomodel."


def dump() -> m.Message:
    """Return the message."""
    draw = random.Random(1)
    lists = [codelist(draw, place) for place in range(120)]
    schemes = [concepts(draw, place) for place in range(12)]
    structures = [structure(draw, place) for place in range(60)]
    flows = [flow(draw, place, of) for place in range(60) for of in range(3)]
    header = m.Header("DUMP", False, "2024-01-01T00:00:00Z", m.Party("KE"))
    return m.Message(header, [*lists, *schemes, *structures, *flows])


def texts(draw: random.Random, count: int, *languages: str) -> m.Texts:
    return {one: " ".join(draw.choices(WORDS, k=count)).capitalize() for one in languages or ("en", "fr", "sw")}


def notes(draw: random.Random) -> tuple[m.Annotation, ...]:
    title, urls = str(draw.randint(1, 99)), {"": "https://example.org/note"}
    return (m.Annotation(type="ORDER", title=title, texts=texts(draw, 4, "en", "fr"), urls=urls),)


def codelist(draw: random.Random, place: int) -> m.Codelist:
    codes = tuple(
        m.Code(
            f"C{one:03}",
            names=texts(draw, 4) if one % 2 else texts(draw, 4, "en", "fr"),
            descriptions={} if one % 4 else texts(draw, 12, "en"),
            parent="C000" if one % 3 == 2 else "",
            annotations=() if one % 8 else notes(draw),
        )
        for one in range(draw.choice((3, 8, 15, 40, 60)))
    )
    return m.Codelist(
        f"CL_{place}",
        agency="KE",
        is_final=True,
        names=texts(draw, 4),
        descriptions=texts(draw, 20, "en"),
        annotations=notes(draw),
        codes=codes,
    )


def representation(place: int) -> m.Representation:
    return m.Representation(enumeration=f"{URN}codelist.Codelist=KE:CL_{place}(1.0)")


def concepts(draw: random.Random, place: int) -> m.ConceptScheme:
    found = tuple(
        m.Concept(
            f"K{one}",
            names=texts(draw, 3),
            descriptions=texts(draw, 15, "en", "fr"),
            representation=representation(one),
        )
        for one in range(40)
    )
    return m.ConceptScheme(f"CS_{place}", agency="KE", names=texts(draw, 4), concepts=found)


def structure(draw: random.Random, place: int) -> m.DataStructure:
    concept = [f"{URN}conceptscheme.Concept=KE:CS_1(1.0).K{one}" for one in range(40)]
    dimensions = tuple(
        m.Dimension(f"K{one}", concept=concept[one], representation=representation(one), position=str(one + 1))
        for one in range(8)
    )
    of = m.Relationship(dimensions=tuple(m.DimensionLink(f"K{one}") for one in range(3)))
    attributes = tuple(
        m.Attribute(f"A{one}", concept=concept[one], representation=representation(one), relationship=of)
        for one in range(6)
    )
    time = m.TimeDimension(concept=concept[9], representation=m.Representation(m.TextFormat("ObservationalTimePeriod")))
    components = m.Components(
        m.DimensionList(dimensions=dimensions, time=time),
        attributes=m.AttributeList(attributes=attributes),
        measures=m.MeasureList(measures=(m.Measure("OBS_VALUE", concept=concept[11]),)),
    )
    return m.DataStructure(f"DSD_{place}", agency="KE", names=texts(draw, 4), components=components)


def flow(draw: random.Random, place: int, of: int) -> m.Dataflow:
    return m.Dataflow(
        f"DF_{place}_{of}",
        agency="KE",
        names=texts(draw, 5),
        descriptions=texts(draw, 20, "en", "fr"),
        annotations=notes(draw),
        structure=f"{URN}datastructure.DataStructure=KE:DSD_{place}(1.0)",
    )
