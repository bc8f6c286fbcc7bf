"""The tables of a catalogue, declared with SQLModel; see docs/reference/database.md.

They are the source of the tables' DDL on every database, and serve developers who query with SQLModel or SQLAlchemy.
Writing goes through ``changes.apply`` alone. What a dialect adds (full-text index, views) stands in ``schema``.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Text
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


class RecordRow(_Table, table=True):
    """One record; its document is the JSON form of its fields, its key is local to this database."""

    __tablename__ = "record"
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

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_object_field_subject", "object", "field", "subject"), {"sqlite_with_rowid": False})

    subject: int = Field(sa_column=Column(Integer, ForeignKey("record.key", ondelete="CASCADE"), primary_key=True))
    field: str = Field(primary_key=True)
    object: str = Field(primary_key=True)


class SearchRow(_Table, table=True):
    """The folded text of one record, which the full-text index reads."""

    __tablename__ = "search_doc"

    key: int = Field(sa_column=Column(Integer, ForeignKey("record.key", ondelete="CASCADE"), primary_key=True))
    kind: str
    code: str
    title: str
    body: str


class StatementRow(_Table, table=True):
    """One sourced claim about one field of a record."""

    __tablename__ = "statement"
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

    __tablename__ = "batch"

    id: int = Field(primary_key=True)
    time: str
    author: str
    note: str
    undoes: int | None = Field(default=None, index=True)


class ChangeRow(_Table, table=True):
    """One record before and after a batch, as JSON with its evidence; null where it was not there."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record_seq", "record", "seq"),)

    seq: int = Field(primary_key=True)
    batch: int = Field(index=True)
    record: str
    before: str | None = Field(default=None, sa_column=Column(Text))
    after: str | None = Field(default=None, sa_column=Column(Text))


class MetaRow(_Table, table=True):
    """One setting of the catalogue, as JSON."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str
