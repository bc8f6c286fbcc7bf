"""Data structures: what the data of a source are broken down by, as far as its variables say.

    structures = Structures.of(content, names, facts)   # made once for an export, whose data flows name them
    structures.structure_of("source/ke-efns")           # URN of its data structure, "" if it has none
    structures.artefacts()                              # the data structures, and the concepts that they share

A source or release has a data structure if at least one of its variables is a disaggregation with a code list. Its
dimensions are the disaggregations, its attributes the variables of the role attribute; variables that identify a
person are in neither. Each takes the meaning from the variable's own concept. One measure, OBS_VALUE, is counted over
TIME_PERIOD. These two are not declared by any variable: their concepts stand in a scheme of our own rather than in
SDMX:CROSS_DOMAIN_CONCEPTS, so that a registry that does not have that scheme, or another version of it, takes the
file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.reader import Document
from .facts import Texts, WrittenFacts
from .identities import Names
from .ids import Taken
from .made import VIEW, word_for

TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
SHARED = "STRUCTURE_CONCEPTS"

_SHARED_NAMES: dict[str, Texts] = {
    TIME: {
        "en": "Time period",
        "fr": "Période",
        "sw": "Kipindi cha wakati",
        "ar": "الفترة الزمنية",
        "pt": "Período de tempo",
    },
    VALUE: {
        "en": "Observation value",
        "fr": "Valeur d’observation",
        "sw": "Thamani ya uchunguzi",
        "ar": "قيمة المشاهدة",
        "pt": "Valor da observação",
    },
}


@dataclass(frozen=True, slots=True)
class Structures:
    """The data structures of a catalogue.

    Attributes:
        maintainer: Whose they are.
        by_record: The data structure of each source and release that has one, by record id.
    """

    maintainer: str
    by_record: dict[str, model.DataStructure]

    @classmethod
    def of(cls, content: Content, names: Names, facts: WrittenFacts) -> Structures:
        """Make the data structures of the sources and releases that are written.

        Args:
            content: What is written.
            names: What its records are called in SDMX.
            facts: What the audience knows.
        """
        found: dict[str, model.DataStructure] = {}
        taken = Taken()
        for document in content.documents(("source", "dataset")):
            made = _structure(document, names, facts)
            if made:
                found[document["id"]] = replace(made, id=taken.free(made.id))
        return cls(names.maintainer, found)

    def structure_of(self, record_id: str) -> str:
        """Return the URN of the data structure of a source or release; "" if it has none."""
        found = self.by_record.get(record_id)
        return found.urn if found else ""

    def artefacts(self) -> Iterator[model.Maintainable]:
        """Yield the concepts that they share, and then each structure; nothing if there is none."""
        if self.by_record:
            yield _shared(self.maintainer)
            yield from self.by_record.values()


def _structure(document: Document, names: Names, facts: WrittenFacts) -> model.DataStructure | None:
    home = names.urn(document["id"])
    if not home or urn.parse(home).agency != names.maintainer:
        return None  # a flow of another agency has the structure that this agency gives it
    variables = [
        one
        for one in facts.leading("variable", "source", document["id"])
        if not one.get("identifies") and names.urn(one["id"]) and facts.reaches(one)
    ]
    split = [one for one in variables if one.get("role") == "disaggregation"]
    by_item = {names.item(one["id"]): one for one in split}
    time = by_item.pop(TIME, None)
    by_item.pop(VALUE, None)  # the id of the measure
    if not any(_codelist(one, names) for one in by_item.values()):
        return None
    described = {names.item(one["id"]): one for one in variables if one.get("role") == "attribute"}
    return model.DataStructure(
        f"DSD_{word_for(home, names.maintainer)}",
        agency=names.maintainer,
        annotations=VIEW,
        names=facts.label(document),
        components=model.Components(
            model.DimensionList(
                dimensions=tuple(_dimension(item, one, names) for item, one in by_item.items()),
                time=model.TimeDimension(
                    concept=names.urn(time["id"]) if time else _shared_concept(names.maintainer, TIME),
                    representation=_PERIODS,
                ),
            ),
            attributes=_attributes(described, names),
            measures=model.MeasureList(
                measures=(model.Measure(VALUE, concept=_shared_concept(names.maintainer, VALUE)),)
            ),
        ),
    )


_PERIODS = model.Representation(format=model.TextFormat("ObservationalTimePeriod"))


def _dimension(item: str, variable: Document, names: Names) -> model.Dimension:
    return model.Dimension(item, concept=names.urn(variable["id"]), representation=_codes(variable, names))


def _attributes(variables: dict[str, Document], names: Names) -> model.AttributeList | None:
    made = tuple(
        model.Attribute(
            item,
            concept=names.urn(one["id"]),
            representation=_codes(one, names),
            relationship=model.Relationship(observation=VALUE),
        )
        for item, one in variables.items()
        if item not in (TIME, VALUE)
    )
    return model.AttributeList(attributes=made) if made else None


def _codes(variable: Document, names: Names) -> model.Representation | None:
    codelist = _codelist(variable, names)
    return model.Representation(enumeration=codelist) if codelist else None


def _codelist(variable: Document, names: Names) -> str:
    """Return the URN of the code list of a variable, "" if it has none that is a code list in SDMX too."""
    scheme = variable.get("representation", {}).get("scheme", "")
    found = names.urn(scheme) if scheme else ""
    return found if found and urn.parse(found).kind == "Codelist" else ""


def _shared(maintainer: str) -> model.ConceptScheme:
    return model.ConceptScheme(
        SHARED,
        agency=maintainer,
        annotations=VIEW,
        names={"en": "Concepts that all data structures share", "fr": "Concepts communs aux structures de données"},
        concepts=tuple(model.Concept(name, names=names) for name, names in _SHARED_NAMES.items()),
    )


def _shared_concept(maintainer: str, name: str) -> str:
    return str(urn.Urn("Concept", maintainer, SHARED, "1.0", name))
