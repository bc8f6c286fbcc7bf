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


def _scheme(cls: type[model.Maintainable], json: str, *more: Field) -> Table:
    """Return the table of a scheme of organisations.

    Args:
        cls: Its class.
        json: The key of its items.
        more: What these have before their contacts.
    """
    scheme = model.SCHEMES[cls.urn_class]
    contacts = Field("contacts", "part", "str:Contact", "contacts", many=True, of=(contact("str"),))
    item = Table(scheme.item, (*NAMEABLE, *more, contacts), scheme.items)
    return Table(cls, (*UNVERSIONED, parts(scheme.field, f"str:{scheme.items}", json, item)), cls.urn_class)


AGENCY_SCHEME = _scheme(model.AgencyScheme, "agencies")
DATA_PROVIDER_SCHEME = _scheme(model.DataProviderScheme, "dataProviders")
DATA_CONSUMER_SCHEME = _scheme(model.DataConsumerScheme, "dataConsumers")
METADATA_PROVIDER_SCHEME = _scheme(model.MetadataProviderScheme, "metadataProviders")
ORGANISATION_UNIT_SCHEME = _scheme(
    model.OrganisationUnitScheme, "organisationUnits", Field("parent", "local", "str:Parent", "parent")
)
