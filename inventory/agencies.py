"""Agencies: whoever produces, keeps, uses or governs migration data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Iri, LangText, LangTexts, Means, Part, Record, Ref, Text


class Contact(Part, rdf=("vcard:Kind",)):
    """A post to write to; never a private person's number (vCard 4.0)."""

    post: Annotated[LangText, Means("vcard:title", "The post, not the person: Head of Statistics.")]
    unit: Annotated[LangText, Means("vcard:organization-unit", "The unit within the agency.")] = Field(
        default_factory=dict
    )
    email: Annotated[Text | None, Means("vcard:hasEmail", "Work e-mail of the post or unit.", form="mailbox")] = None
    url: Annotated[Iri | None, Means("vcard:hasURL", "Contact page.")] = None


class Agency(Record, kind="agency", rdf=("org:FormalOrganization", "foaf:Agent"), label="name"):
    """An organisation, committee or standing mechanism (W3C ORG; SDMX Agency and DataProvider)."""

    name: Annotated[LangText, Means("foaf:name", "Its official name.", search="title")]
    acronym: Annotated[Text | None, Means("orodha:acronym", "Its short form: DIS.", search="code")] = None
    aliases: Annotated[
        LangTexts, Means("skos:altLabel", "Former names and other spellings.", need="recommended", search="title")
    ] = Field(default_factory=dict)
    country: Annotated[
        Ref | None,
        Means(
            "dct:spatial",
            "The country that it belongs to; none for an international body.",
            to="area",
            need="recommended",
        ),
    ] = None
    type: Annotated[
        Literal[
            "ministry",
            "department",
            "commission",
            "authority",
            "central bank",
            "statistical office",
            "mechanism",
            "committee",
            "regional body",
            "UN",
            "NGO",
            "private",
            "academia",
            "trade union",
            "county government",
            "international body",
            "other",
        ],
        Means("org:classification", "What sort of organisation it is.", unstated="other"),
    ]
    parent: Annotated[Ref | None, Means("org:subOrganizationOf", "The organisation above it.", to="agency")] = None
    members: Annotated[
        list[Ref], Means("org:hasMember", "Agencies, or areas, that are members of it.", to=("agency", "area"))
    ] = Field(default_factory=list)
    works_at: Annotated[
        list[Ref], Means("orodha:worksAt", "Border points where it has staff or systems.", to="area")
    ] = Field(default_factory=list)
    functions: Annotated[LangText, Means("org:purpose", "What it does, as far as migration goes.")] = Field(
        default_factory=dict
    )
    state: Annotated[
        Literal["state", "non-state", "intergovernmental"] | None,
        Means("orodha:actor", "Whether it is part of a state.", need="recommended"),
    ] = None
    homepage: Annotated[Iri | None, Means("foaf:homepage", "Its site.", range=("foaf:Document",))] = None
    contacts: Annotated[list[Contact], Means("dcat:contactPoint", "Posts to write to.", visibility="partner")] = Field(
        default_factory=list
    )
