"""The tables of a catalogue, declared with SQLModel; see docs/reference/database.md.

They are the source of the tables' DDL on every database, and serve developers who query with SQLModel or SQLAlchemy.
Writing goes through ``changes.apply`` alone. What a dialect adds (full-text index, views) stands in ``schema``.
"""

from __future__ import annotations

import re

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Table(SQLModel):
    metadata = metadata

    @declared_attr.directive
    # SQLAlchemy calls it with the class; SQLModel declares it as text
    def __tablename__(cls) -> str:  # noqa: N805  # pyright: ignore[reportIncompatibleVariableOverride]
        """Name the table after its class: SearchDocRow is search_doc."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


class RecordRow(_Table, table=True):
    """One record; its document is the JSON form of its fields, its key is local to this database."""

    __table_args__ = (Index("ix_record_kind_label", "kind", "label", "key"),)

    key: int = Field(primary_key=True)
    id: str = Field(unique=True)
    iri: str = Field(unique=True)
    kind: str
    label: str
    document: str = Field(sa_column=Column(Text, nullable=False))
    hash: str
    version: int
    created: str
    modified: str


class LinkRow(_Table, table=True):
    """One reference from a record to an id or IRI, which need not be in the catalogue."""

    __table_args__ = (Index("ix_link_object_field_subject", "object", "field", "subject"), {"sqlite_with_rowid": False})

    subject: int = Field(sa_column=Column(Integer, ForeignKey("record.key", ondelete="CASCADE"), primary_key=True))
    field: str = Field(primary_key=True)
    object: str = Field(primary_key=True)


class SearchDocRow(_Table, table=True):
    """The folded text of one record, which the full-text index reads; titles stand one a line."""

    __table_args__ = (Index("ix_search_doc_title", "title"),)

    key: int = Field(sa_column=Column(Integer, ForeignKey("record.key", ondelete="CASCADE"), primary_key=True))
    kind: str
    code: str
    title: str
    body: str


class StatementRow(_Table, table=True):
    """One sourced claim about one field of a record."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    record: int = Field(sa_column=Column(Integer, ForeignKey("record.key", ondelete="CASCADE"), primary_key=True))
    position: int = Field(primary_key=True)
    field: str
    value: str | None
    document: str
    place: str
    certainty: str
    date: str
    chosen: bool
    reason: str


class BatchRow(_Table, table=True):
    """One change set that was applied: who, when, and what it was for."""

    id: int = Field(primary_key=True)
    time: str
    author: str
    note: str
    undoes: int | None = Field(default=None, index=True)


class ChangeRow(_Table, table=True):
    """One record before and after a batch, as JSON with its evidence; null where it was not there."""

    __table_args__ = (Index("ix_change_record_seq", "record", "seq"),)

    seq: int = Field(primary_key=True)
    batch: int = Field(index=True)
    record: str
    before: str | None = Field(default=None, sa_column=Column(Text))
    after: str | None = Field(default=None, sa_column=Column(Text))


class MetaRow(_Table, table=True):
    """One setting of the catalogue, as JSON."""

    name: str = Field(primary_key=True)
    value: str
