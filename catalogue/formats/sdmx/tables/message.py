"""Where the parts of a message stand: its header, and each artefact in its container."""

from __future__ import annotations

from dataclasses import dataclass

from ....errors import FormatError
from .. import model
from ..syntax import Syntax
from . import hierarchies, lists, maps, metadata, organisations, structures
from .base import ID, LINK
from .fields import Field, Table

_PARTY = (
    ID,
    Field("names", "texts", "com:Name", "name"),
    Field("contacts", "part", "mes:Contact", "contacts", many=True, of=(organisations.contact("mes"),)),
)
_SET_STRUCTURE = Table(
    model.SetStructure,
    (
        Field("id", "id", "@structureID"),
        Field("schema_url", "text", "@schemaURL"),
        Field("service_url", "text", "@serviceURL"),
        Field("structure_url", "text", "@structureURL"),
        Field("agreement", "urn", "com:ProvisionAgreement", ml21="com:ProvisionAgrement", refers="ProvisionAgreement"),
        Field("flow", "urn", "com:StructureUsage", refers="Metadataflow"),
        Field("structure", "urn", "com:Structure", refers="MetadataStructure"),
    ),
)
"""2.1 has the provision agreement misspelt."""

HEADER = Table(
    model.Header,
    (
        Field("id", "id", "mes:ID", "id"),
        Field("test", "flag", "mes:Test", "test"),
        Field("prepared", "id", "mes:Prepared", "prepared"),
        Field(
            "sender",
            "part",
            "mes:Sender",
            "sender",
            of=(Table(model.Party, (*_PARTY, Field("timezone", "id", "mes:Timezone"))),),
        ),
        Field("receivers", "part", "mes:Receiver", "receivers", many=True, of=(Table(model.Party, _PARTY),)),
        Field("names", "texts", "com:Name", "name"),
        Field("structures", "part", "mes:Structure", many=True, of=(_SET_STRUCTURE,)),
        Field("provider", "urn", "mes:MetadataProvider", ml21="mes:DataProvider", refers="DataProvider"),
        Field("action", "id", "mes:DataSetAction"),
        Field("sets", "id", "mes:DataSetID", many=True),
        Field("extracted", "id", "mes:Extracted"),
        Field("sources", "texts", "mes:Source"),
        Field("languages", "id", json="contentLanguages", many=True),
        Field("links", "links", json="links", many=True, of=(LINK,)),
    ),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A maintainable artefact in a message.

    Attributes:
        table: Its table.
        element: Its element.
        ml21: The element of 2.1 that it stands in; "" if 2.1 has no such artefact.
        ml: The element of 3.x that it stands in; "" if 3.x has no such artefact.
        json: The key of its list; "" likewise.
    """

    table: Table
    element: str
    ml21: str
    ml: str
    json: str

    def container(self, syntax: Syntax) -> str:
        """Return what it stands in, or an empty text if the syntax has no such artefact."""
        if syntax.family == "json":
            return self.json
        return self.ml21 if syntax.is_21 else self.ml


def _kind(table: Table, ml21: str, plural: str) -> Kind:
    containers = f"str:{plural}"
    return Kind(table, f"str:{table.urn}", ml21 and f"str:{ml21}", containers, plural[0].lower() + plural[1:])


KINDS: tuple[Kind, ...] = (
    _kind(organisations.AGENCY_SCHEME, "OrganisationSchemes", "AgencySchemes"),
    _kind(organisations.DATA_CONSUMER_SCHEME, "OrganisationSchemes", "DataConsumerSchemes"),
    _kind(organisations.DATA_PROVIDER_SCHEME, "OrganisationSchemes", "DataProviderSchemes"),
    _kind(organisations.METADATA_PROVIDER_SCHEME, "", "MetadataProviderSchemes"),
    _kind(organisations.ORGANISATION_UNIT_SCHEME, "OrganisationSchemes", "OrganisationUnitSchemes"),
    _kind(structures.DATAFLOW, "Dataflows", "Dataflows"),
    _kind(metadata.METADATAFLOW, "Metadataflows", "Metadataflows"),
    _kind(lists.CATEGORY_SCHEME, "CategorySchemes", "CategorySchemes"),
    _kind(structures.CATEGORISATION, "Categorisations", "Categorisations"),
    _kind(lists.CODELIST, "Codelists", "Codelists"),
    _kind(lists.VALUE_LIST, "", "ValueLists"),
    Kind(hierarchies.HIERARCHICAL_CODELIST, "str:HierarchicalCodelist", "str:HierarchicalCodelists", "", ""),
    _kind(hierarchies.HIERARCHY, "", "Hierarchies"),
    _kind(lists.CONCEPT_SCHEME, "Concepts", "ConceptSchemes"),
    _kind(metadata.METADATA_STRUCTURE, "MetadataStructures", "MetadataStructures"),
    _kind(structures.DATA_STRUCTURE, "DataStructures", "DataStructures"),
    Kind(maps.STRUCTURE_SET, "str:StructureSet", "str:StructureSets", "", ""),
    _kind(maps.REPRESENTATION_MAP, "", "RepresentationMaps"),
    _kind(maps.CONCEPT_SCHEME_MAP, "", "ConceptSchemeMaps"),
    _kind(structures.PROVISION_AGREEMENT, "ProvisionAgreements", "ProvisionAgreements"),
    Kind(metadata.METADATA_SET, "mes:MetadataSet", "mes:GenericMetadata", "mes:GenericMetadata", "metadataSets"),
)
"""Every artefact that is known, in the order of a message of 2.1; 3.x leaves the order free."""

KIND_OF: dict[type[model.Part], Kind] = {one.table.cls: one for one in KINDS}
"""The artefact of each class."""


def artefact_kind(artefact: model.Maintainable) -> Kind:
    """Return what an artefact is.

    Raises:
        FormatError: It is of no kind that SDMX has.
    """
    if found := KIND_OF.get(type(artefact)):
        return found
    raise FormatError(f"There is no SDMX artefact {type(artefact).__name__}.")


CONTAINERS_21: tuple[str, ...] = (
    *("str:OrganisationSchemes", "str:Dataflows", "str:Metadataflows", "str:CategorySchemes", "str:Categorisations"),
    *("str:Codelists", "str:HierarchicalCodelists", "str:Concepts", "str:MetadataStructures", "str:DataStructures"),
    *("str:StructureSets", "str:ReportingTaxonomies", "str:Processes", "str:Constraints", "str:ProvisionAgreements"),
    *("str:CustomTypes", "str:VtlMappings", "str:NamePersonalisations", "str:Rulesets", "str:Transformations"),
    "str:UserDefinedOperators",
)
"""What a message of 2.1 has room for, known here or not, in order."""
