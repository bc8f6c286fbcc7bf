"""Where the fields of organisations stand."""

from __future__ import annotations

from .. import model
from .base import NAMEABLE, UNVERSIONED
from .fields import Field, Table, parts


def contact(space: str) -> Table:
    """Return the table of contacts, whose elements are in the namespace of what they are in."""
    return Table(
        model.Contact,
        (
            Field("id", "text", json="id"),
            Field("names", "texts", "com:Name", "name"),
            Field("departments", "texts", f"{space}:Department", "department"),
            Field("roles", "texts", f"{space}:Role", "role"),
            Field("phones", "text", f"{space}:Telephone", "telephones", many=True),
            Field("faxes", "text", f"{space}:Fax", "faxes", many=True),
            Field("x400s", "text", f"{space}:X400", "x400s", many=True),
            Field("uris", "text", f"{space}:URI", "uris", many=True),
            Field("emails", "text", f"{space}:Email", "emails", many=True),
        ),
    )


def _organisation(cls: type[model.Organisation], *more: Field) -> Table:
    contacts = Field("contacts", "part", "str:Contact", "contacts", many=True, of=(contact("str"),))
    return Table(cls, (*NAMEABLE, *more, contacts), cls.__name__)


_UNIT_PARENT = Field("parent", "local", "str:Parent", "parent")
AGENCY_SCHEME = Table(
    model.AgencyScheme,
    (*UNVERSIONED, parts("agencies", "str:Agency", "agencies", _organisation(model.Agency))),
    "AgencyScheme",
)
DATA_PROVIDER_SCHEME = Table(
    model.DataProviderScheme,
    (*UNVERSIONED, parts("providers", "str:DataProvider", "dataProviders", _organisation(model.DataProvider))),
    "DataProviderScheme",
)
DATA_CONSUMER_SCHEME = Table(
    model.DataConsumerScheme,
    (*UNVERSIONED, parts("consumers", "str:DataConsumer", "dataConsumers", _organisation(model.DataConsumer))),
    "DataConsumerScheme",
)
METADATA_PROVIDER_SCHEME = Table(
    model.MetadataProviderScheme,
    (
        *UNVERSIONED,
        parts("providers", "str:MetadataProvider", "metadataProviders", _organisation(model.MetadataProvider)),
    ),
    "MetadataProviderScheme",
)
ORGANISATION_UNIT_SCHEME = Table(
    model.OrganisationUnitScheme,
    (
        *UNVERSIONED,
        parts(
            "units", "str:OrganisationUnit", "organisationUnits", _organisation(model.OrganisationUnit, _UNIT_PARENT)
        ),
    ),
    "OrganisationUnitScheme",
)
