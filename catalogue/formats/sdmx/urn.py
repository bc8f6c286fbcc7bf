"""Names of SDMX artefacts: URNs, built and parsed in this one place.

A URN says the package and the class, then who maintains the artefact, its id and its version, and, for an item, where
in it the item is: ``urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_FREQ(2.1).A``.
Standard: SDMX Technical Notes, section on URNs, https://sdmx.org/standards-2/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...errors import FormatError, did_you_mean

PREFIX = "urn:sdmx:org.sdmx.infomodel."

_CLASSES = {
    "base": "Any Agency AgencyScheme DataConsumer DataConsumerScheme DataProvider DataProviderScheme MetadataProvider "
    "MetadataProviderScheme OrganisationUnit OrganisationUnitScheme",
    "categoryscheme": "Categorisation Category CategoryScheme ReportingCategory ReportingTaxonomy",
    "codelist": "Code Codelist HierarchicalCode HierarchicalCodelist Hierarchy HierarchyAssociation Level ValueItem "
    "ValueList GeoCodelist GeographicCodelist GeoGridCodelist GeoRefCode GridCode",
    "conceptscheme": "Concept ConceptScheme",
    "datastructure": "AttributeDescriptor DataAttribute DataStructure Dataflow Dimension DimensionDescriptor "
    "GroupDimensionDescriptor Measure MeasureDescriptor MeasureDimension PrimaryMeasure ReportingYearStartDay "
    "TimeDimension",
    "mapping": "CodelistMap StructureSet",
    "metadatastructure": "MetadataAttribute MetadataAttributeDescriptor Metadataflow MetadataSet MetadataStructure "
    "MetadataTarget ReportStructure",
    "process": "Process ProcessStep Transition",
    "registry": "AttachmentConstraint AvailabilityConstraint ContentConstraint DataConstraint MetadataConstraint "
    "MetadataProvisionAgreement ProvisionAgreement Subscription",
    "structuremapping": "CategorySchemeMap ComponentMap ConceptSchemeMap DatePatternMap EpochMap "
    "FrequencyFormatMapping OrganisationSchemeMap ReportingTaxonomyMap RepresentationMap StructureMap",
    "transformation": "CustomType CustomTypeScheme NamePersonalisation NamePersonalisationScheme Ruleset RulesetScheme "
    "Transformation TransformationScheme UserDefinedOperator UserDefinedOperatorScheme VtlCodelistMapping "
    "VtlConceptMapping VtlDataflowMapping VtlMappingScheme",
}

PACKAGES: dict[str, str] = {one: package for package, names in _CLASSES.items() for one in names.split()}
"""The package of each class."""

_OTHER_PACKAGES = {
    ("mapping", "StructureMap"),
    ("mapping", "ConceptSchemeMap"),
    ("mapping", "CategorySchemeMap"),
    ("mapping", "OrganisationSchemeMap"),
    ("mapping", "ComponentMap"),
    ("metadatastructure", "MetadataSet"),
}
"""Classes that an older version of SDMX has in another package."""

_URN = re.compile(
    r"(?:urn:sdmx:org\.sdmx\.infomodel\.(?P<package>[a-z]+)\.)?(?P<kind>[A-Za-z]+)="
    r"(?P<agency>[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*|\*):(?P<id>[\w@$-]+|\*)"
    r"\((?P<version>\*|\d+(?:\.\d+)*(?:\+(?:\.\d+)*)?(?:-[A-Za-z0-9.-]+)?\+?)\)(?:\.(?P<item>[^\s()]+))?",
    re.ASCII,
)
_ADVICE = (
    "A URN looks like urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AGENCY:ID(1.0), with .ITEM after it for an item."
)


@dataclass(frozen=True, slots=True)
class Urn:
    """The parts of a URN. In references "*" stands for any agency, id, version or item.

    Attributes:
        kind: The class: "Codelist", "Code".
        agency: Who maintains it, with dots for an agency of an agency: "SDMX.SUB".
        id: The id of the maintainable artefact.
        version: Its version: "1.0", "1.0.0", "1.0.0-draft"; in references also "1.0+.0", the newest from there on.
        item: The id of the item in it, with dots for one in another; empty for the artefact itself.
        package: The package, empty for the one that the class has by the standard.
    """

    kind: str
    agency: str
    id: str
    version: str = "1.0"
    item: str = ""
    package: str = ""

    def __str__(self) -> str:
        item = f".{self.item}" if self.item else ""
        return f"{prefix(self.kind, self.package)}{owner(self.agency, self.id, self.version)}{item}"

    @property
    def scheme(self) -> str:
        """Agency, id and version, without the class: what an artefact and its items share."""
        return owner(self.agency, self.id, self.version)


def prefix(kind: str, package: str = "") -> str:
    """Return what the URNs of a class begin with, up to the equals sign.

    Raises:
        FormatError: There is no such class, and no package is given.
    """
    package = package or PACKAGES.get(kind, "")
    if not package:
        raise FormatError(f"SDMX has no class {kind!r}.", did_you_mean(kind, PACKAGES))
    return f"{PREFIX}{package}.{kind}="


def owner(agency: str, id: str, version: str) -> str:
    """Return "AGENCY:ID(VERSION)", the middle of a URN."""
    return f"{agency}:{id}({version or '1.0'})"


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Urn:
    """Return the parts of a URN, which may be given in short, beginning with the class.

    Raises:
        FormatError: It is none; says what is wrong with it.
    """
    found = _URN.fullmatch(text.strip())
    if found is None:
        raise FormatError(f"{text!r} is no URN of SDMX.", _ADVICE)
    package, kind, agency, id, version, item = found.groups(default="")
    known = PACKAGES.get(kind)
    if known is None:
        raise FormatError(f"{text!r} is no URN of SDMX: there is no class {kind!r}.", did_you_mean(kind, PACKAGES))
    if package in ("", known):
        return Urn(kind, agency, id, version, item)
    if (package, kind) not in _OTHER_PACKAGES:
        raise FormatError(f"{text!r} is no URN of SDMX: {kind} is in the package {known!r}, not {package!r}.", _ADVICE)
    return Urn(kind, agency, id, version, item, package)
